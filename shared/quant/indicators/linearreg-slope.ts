/** Slope of a linear regression. */
import { barsParameter, defineIndicator, nanColumn, pick } from './define.ts';
import { LineFit } from './steps/fit.ts';

function slope(x: Float64Array, n: number): Float64Array {
  const out = nanColumn(x.length);
  const middle = (n - 1) / 2;
  const spread = (n * (n * n - 1)) / 12;
  for (let i = n - 1; i < x.length; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += (j - middle) * (x[i - n + 1 + j] as number);
    out[i] = sum / spread;
  }
  return out;
}

export const linearregSlope = defineIndicator({
  name: 'linearreg_slope',
  inputs: ['series'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const fit = new LineFit(pick(p, 0));
    return (x) => {
      fit.next(x);
      return fit.slope;
    };
  },
  compute: (c, p) => slope(pick(c, 0), pick(p, 0)),
  description: 'Least-squares slope per bar over the last n values (TA-Lib).',
  phrase: 'the {1}-bar regression slope of {0}',
});
