/** Every position has a stop from the moment it is opened. */
import { defineSpecCheck } from './check.ts';

export const protectiveStop = defineSpecCheck({
  name: 'protective-stop',
  run({ compiled }) {
    const { stopLossPercent, stopLossAtr, trailingStopPercent } = compiled.spec.protection;
    const has = stopLossPercent !== null || stopLossAtr !== null || trailingStopPercent !== null;
    const said = [
      stopLossPercent === null ? '' : `${stopLossPercent} % from the entry`,
      stopLossAtr === null ? '' : `${stopLossAtr} average true ranges from the entry`,
      trailingStopPercent === null ? '' : `${trailingStopPercent} % behind the best price`,
    ].filter(Boolean);
    return {
      passed: has,
      evidence: has ? `A stop rests at ${said.join(' and ')}.` : 'Nothing limits the loss of a position: set a stop.',
      value: said.length,
      threshold: 1,
    };
  },
});
