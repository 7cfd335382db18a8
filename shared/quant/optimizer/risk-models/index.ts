/** The risk models. */
import { constantCorrelation } from './constant-correlation.ts';
import type { RiskModel } from './define.ts';
import { exponential } from './exponential.ts';
import { fixedShrinkage } from './fixed-shrinkage.ts';
import { ledoitWolf } from './ledoit-wolf.ts';
import { oracle } from './oracle.ts';
import { sample } from './sample.ts';
import { semi } from './semi.ts';
import { singleFactor } from './single-factor.ts';

export const riskModels: readonly RiskModel[] = [
  sample,
  semi,
  exponential,
  ledoitWolf,
  singleFactor,
  constantCorrelation,
  oracle,
  fixedShrinkage,
];
