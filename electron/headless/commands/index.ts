/** The registry of the command line: every command, in the order of the help. */
import type { HostCommand } from '../command.ts';
import { agents } from './agents.ts';
import { approve } from './approve.ts';
import { attribution } from './attribution.ts';
import { audit } from './audit.ts';
import { backtest } from './backtest.ts';
import { code } from './code.ts';
import { datasets } from './datasets.ts';
import { demo } from './demo.ts';
import { deploy } from './deploy.ts';
import { doctor } from './doctor.ts';
import { exportCommand } from './export.ts';
import { generate } from './generate.ts';
import { importCommand } from './import.ts';
import { indicators } from './indicators.ts';
import { journal } from './journal.ts';
import { keys, models } from './keys.ts';
import { flatten, halt, pause, rearm } from './kill.ts';
import { market } from './market.ts';
import { metrics } from './metrics.ts';
import { montecarlo } from './montecarlo.ts';
import { orders } from './orders.ts';
import { overfit } from './overfit.ts';
import { portfolio } from './portfolio.ts';
import { reject } from './reject.ts';
import { replay } from './replay.ts';
import { report } from './report.ts';
import { research } from './research.ts';
import { scenarios } from './scenarios.ts';
import { serve } from './serve.ts';
import { show } from './show.ts';
import { spec } from './spec.ts';
import { statistics } from './statistics.ts';
import { status } from './status.ts';
import { strategies } from './strategies.ts';
import { sweep } from './sweep.ts';
import { trials } from './trials.ts';
import { validate } from './validate.ts';
import { verdict } from './verdict.ts';
import { verify } from './verify.ts';
import { walkforward } from './walkforward.ts';

export const commands: readonly HostCommand[] = [
  demo,
  serve,
  research,
  report,
  importCommand,
  datasets,
  strategies,
  show,
  code,
  exportCommand,
  verify,
  approve,
  reject,
  deploy,
  market,
  orders,
  status,
  agents,
  pause,
  halt,
  flatten,
  rearm,
  backtest,
  indicators,
  metrics,
  overfit,
  validate,
  trials,
  verdict,
  portfolio,
  statistics,
  spec,
  generate,
  sweep,
  walkforward,
  montecarlo,
  scenarios,
  attribution,
  keys,
  models,
  journal,
  replay,
  audit,
  doctor,
];
