/** The objectives of the optimizer. */
import { blackLitterman } from './black-litterman.ts';
import { cdar } from './cdar.ts';
import { cla } from './cla.ts';
import { cvar } from './cvar.ts';
import type { Objective } from './define.ts';
import { efficientReturn } from './efficient-return.ts';
import { efficientRisk } from './efficient-risk.ts';
import { frontier } from './frontier.ts';
import { hrp } from './hrp.ts';
import { maxSharpe } from './max-sharpe.ts';
import { minVolatility } from './min-volatility.ts';
import { quadraticUtility } from './quadratic-utility.ts';
import { riskParity } from './risk-parity.ts';
import { semivariance } from './semivariance.ts';

export const objectives: readonly Objective[] = [
  maxSharpe,
  minVolatility,
  efficientRisk,
  efficientReturn,
  quadraticUtility,
  semivariance,
  cvar,
  cdar,
  cla,
  hrp,
  blackLitterman,
  riskParity,
  frontier,
];
