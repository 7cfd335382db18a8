/** Fisher transform. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { Extreme } from './steps/window.ts';

/** Beyond this the place in the range is cut, and by a little more than where it is cut (Ehlers). */
const edge = 0.99;
const cut = 0.999;

export const fisher = defineIndicator({
  name: 'fisher',
  inputs: ['high', 'low'],
  parameters: [barsParameter('length', 10, 2)],
  warmUp: () => 0,
  start: (p) => {
    const n = pick(p, 0);
    let top = new Extreme(n, 1);
    let bottom = new Extreme(n, -1);
    let place = Number.NaN;
    let value = 0;
    return (high, low) => {
      const price = (high + low) / 2;
      if (Number.isNaN(price)) {
        place = Number.NaN;
        return Number.NaN;
      }
      if (Number.isNaN(place)) {
        top = new Extreme(n, 1);
        bottom = new Extreme(n, -1);
        top.next(price);
        bottom.next(price);
        place = 0;
        value = 0;
        return 0;
      }
      top.next(price);
      bottom.next(price);
      const range = top.best - bottom.best;
      place = range === 0 ? 0 : 0.66 * ((price - bottom.best) / range - 0.5) + 0.67 * place;
      if (place > edge) place = cut;
      else if (place < -edge) place = -cut;
      value = 0.5 * Math.log((1 + place) / (1 - place)) + 0.5 * value;
      return value;
    };
  },
  description:
    'Place of the middle price in its n-bar range, smoothed and stretched so that turning points stand out (Ehlers); starts with the bars there are.',
  phrase: 'the {0}-bar Fisher transform',
});
