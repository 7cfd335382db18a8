/** Annual volatility. */
import { barsParameter, defineIndicator, nanColumn, pick } from './define.ts';
import { rollingVariance } from './rolling-variance.ts';
import { Variance } from './steps/window.ts';

/** Trading days in a year. */
const periodsPerYear = 252;

function annual(x: Float64Array, n: number): Float64Array {
  const returns = nanColumn(x.length);
  for (let i = 1; i < x.length; i++) returns[i] = Math.log((x[i] as number) / (x[i - 1] as number));
  return rollingVariance(returns, n, 1).map((v) => Math.sqrt(v * periodsPerYear));
}

export const volatility = defineIndicator({
  name: 'volatility',
  inputs: ['series'],
  parameters: [barsParameter('length', 20, 2)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const variance = new Variance(pick(p, 0), 1);
    let last = Number.NaN;
    return (x) => {
      const change = Math.log(x / last);
      last = x;
      return Math.sqrt(variance.next(change) * periodsPerYear);
    };
  },
  compute: (c, p) => annual(pick(c, 0), pick(p, 0)),
  description: 'Sample standard deviation of the last n log returns times the root of 252; a share, 0.2 = 20 %.',
  phrase: 'the annual volatility of {0} over {1} bars',
});
