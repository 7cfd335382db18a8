/** The criteria in the order they are read; the first that fails is the reason. Adding one: an entry in its file and a line here. */
import type { Criterion } from './criterion.ts';
import { addsToHolding, benchmarkClone, deflated, intrabarBand } from './luck.ts';
import { decay, drawdown, enoughTrades, inSample, outOfSample, trackRecord, twiceTheCosts } from './performance.ts';

export const criteria: readonly Criterion[] = [
  enoughTrades,
  trackRecord,
  inSample,
  outOfSample,
  decay,
  drawdown,
  twiceTheCosts,
  intrabarBand,
  benchmarkClone,
  addsToHolding,
  deflated,
];
