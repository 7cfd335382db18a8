/** Stochastic momentum index. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { Exponential } from './steps/averages.ts';
import { Extreme } from './steps/window.ts';

/** An average of an average, both starting with the first value. */
class Twice {
  readonly first: Exponential;
  readonly second: Exponential;
  constructor(one: number, two: number) {
    this.first = new Exponential(1, 2 / (one + 1));
    this.second = new Exponential(1, 2 / (two + 1));
  }
  next(value: number): number {
    return this.second.next(this.first.next(value));
  }
}

export const smi = defineIndicator({
  name: 'smi',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 13), barsParameter('smooth', 25), barsParameter('smooth_again', 2)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const top = new Extreme(pick(p, 0), 1);
    const bottom = new Extreme(pick(p, 0), -1);
    const distance = new Twice(pick(p, 1), pick(p, 2));
    const range = new Twice(pick(p, 1), pick(p, 2));
    return (high, low, close) => {
      const highest = top.next(high);
      const lowest = bottom.next(low);
      const away = close - (highest + lowest) / 2;
      const wide = highest - lowest;
      // A gap in one of the prices empties both averages.
      const away2 = distance.next(away + 0 * wide);
      const wide2 = range.next(wide + 0 * away);
      return wide2 === 0 ? 0 : (100 * away2) / (wide2 / 2);
    };
  },
  description:
    'Distance of the close from the middle of its n-bar range, both smoothed twice, -100 to 100 (Blau; Stock.Indicators).',
  phrase: 'the {0}-bar stochastic momentum index ({1}, {2})',
});
