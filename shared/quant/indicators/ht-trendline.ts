/** Hilbert transform: instantaneous trendline. */
import { defineIndicator } from './define.ts';
import { DominantCycle } from './steps/hilbert.ts';

/** TA-Lib lets the cycle settle so long. */
const warmUp = 63;
/** The longest cycle there is, and one more. */
const kept = 51;

export const htTrendline = defineIndicator({
  name: 'ht_trendline',
  inputs: ['series'],
  parameters: [],
  warmUp: () => warmUp,
  start: () => {
    const cycle = new DominantCycle(37);
    const prices = new Float64Array(kept);
    const means = new Float64Array(4);
    return (x) => {
      const ready = cycle.next(x);
      prices.copyWithin(1, 0, kept - 1);
      prices[0] = x;
      if (!ready) {
        means.fill(0);
        return Number.NaN;
      }
      const length = Math.floor(cycle.smoothPeriod + 0.5);
      let sum = 0;
      for (let k = 0; k < length; k++) sum += prices[k] as number;
      means.copyWithin(1, 0, 3);
      means[0] = length > 0 ? sum / length : 0;
      const [m0 = 0, m1 = 0, m2 = 0, m3 = 0] = means;
      return cycle.run > warmUp ? (4 * m0 + 3 * m1 + 2 * m2 + m3) / 10 : Number.NaN;
    };
  },
  description: 'Mean over the dominant cycle, smoothed: what is left of the price without the cycle (Ehlers; TA-Lib).',
  phrase: 'the instantaneous trendline of {0}',
});
