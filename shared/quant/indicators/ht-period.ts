/** Hilbert transform: period of the dominant cycle. */
import { defineIndicator } from './define.ts';
import { DominantCycle } from './steps/hilbert.ts';

const warmUp = 32;

export const htPeriod = defineIndicator({
  name: 'ht_period',
  inputs: ['series'],
  parameters: [],
  warmUp: () => warmUp,
  start: () => {
    const cycle = new DominantCycle(12);
    return (x) => (cycle.next(x) && cycle.run > warmUp ? cycle.smoothPeriod : Number.NaN);
  },
  description: 'Bars of the dominant cycle, 6 to 50, smoothed (Ehlers; TA-Lib HT_DCPERIOD).',
  phrase: 'the bars of the dominant cycle of {0}',
});
