/** Rolling Sharpe ratio. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Mean, Variance } from './steps/window.ts';

/** Trading days in a year. */
const periodsPerYear = 252;

export const rollingSharpe = defineIndicator({
  name: 'rolling_sharpe',
  inputs: ['series'],
  parameters: [barsParameter('length', 60, 2)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const mean = new Mean(pick(p, 0));
    const variance = new Variance(pick(p, 0), 1);
    let last = Number.NaN;
    return (x) => {
      const change = x / last - 1;
      last = x;
      const m = mean.next(change);
      const v = variance.next(change);
      return v === 0 ? 0 : (m / Math.sqrt(v)) * Math.sqrt(periodsPerYear);
    };
  },
  description: 'Mean of the last n returns over their sample deviation, times the root of 252; 0 on flat data.',
  phrase: 'the annual Sharpe ratio of {0} over {1} bars',
});
