/** Linearly weighted moving average. */
import { barsParameter, defineIndicator, nanColumn, pick } from './define.ts';
import { Weighted } from './steps/averages.ts';

function weighted(x: Float64Array, n: number): Float64Array {
  const out = nanColumn(x.length);
  const total = (n * (n + 1)) / 2;
  for (let i = n - 1; i < x.length; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += (n - j) * (x[i - j] as number);
    out[i] = sum / total;
  }
  return out;
}

export const wma = defineIndicator({
  name: 'wma',
  inputs: ['series'],
  parameters: [barsParameter('length', 20)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const step = new Weighted(pick(p, 0));
    return (x) => step.next(x);
  },
  compute: (c, p) => weighted(pick(c, 0), pick(p, 0)),
  description: 'Weights 1 to n, the newest value weighs most (TA-Lib).',
  phrase: 'the {1}-bar weighted average of {0}',
});
