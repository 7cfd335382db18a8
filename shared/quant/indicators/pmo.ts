/** Price momentum oscillator. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { Exponential } from './steps/averages.ts';

export const pmo = defineIndicator({
  name: 'pmo',
  inputs: ['series'],
  parameters: [barsParameter('length', 35, 2), barsParameter('smooth', 20, 2)],
  warmUp: (p) => pick(p, 0) + pick(p, 1) - 1,
  start: (p) => {
    // Its own weights: 2/n, not 2/(n+1).
    const first = new Exponential(pick(p, 0), 2 / pick(p, 0));
    const second = new Exponential(pick(p, 1), 2 / pick(p, 1));
    let last = Number.NaN;
    return (x) => {
      const change = last === 0 ? x * 0 : (x / last - 1) * 100;
      last = x;
      return second.next(10 * first.next(change));
    };
  },
  description: 'Percent changes smoothed twice with weights 2/n, ten times over (DecisionPoint; Stock.Indicators).',
  phrase: 'the price momentum oscillator of {0} ({1}, {2})',
});
