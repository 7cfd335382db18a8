/** Standard score. */
import { barsParameter, defineIndicator, nanColumn, pick } from './define.ts';
import { rollingMean } from './rolling-mean.ts';
import { rollingVariance } from './rolling-variance.ts';
import { Mean, Variance } from './steps/window.ts';

function score(x: Float64Array, n: number): Float64Array {
  const mean = rollingMean(x, n);
  const variance = rollingVariance(x, n, 0);
  const out = nanColumn(x.length);
  for (let i = n - 1; i < x.length; i++) {
    const v = variance[i] as number;
    out[i] = v === 0 ? 0 : ((x[i] as number) - (mean[i] as number)) / Math.sqrt(v);
  }
  return out;
}

export const zscore = defineIndicator({
  name: 'zscore',
  inputs: ['series'],
  parameters: [barsParameter('length', 20, 2)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const mean = new Mean(pick(p, 0));
    const variance = new Variance(pick(p, 0), 0);
    return (x) => {
      const m = mean.next(x);
      const v = variance.next(x);
      return v === 0 ? 0 : (x - m) / Math.sqrt(v);
    };
  },
  compute: (c, p) => score(pick(c, 0), pick(p, 0)),
  description: 'Distance from the mean of the last n values in population standard deviations; 0 on flat data.',
  phrase: 'the {1}-bar standard score of {0}',
});
