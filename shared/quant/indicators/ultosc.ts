/** Ultimate oscillator. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { TrueRange } from './steps/bars.ts';
import { Sum } from './steps/window.ts';

export const ultosc = defineIndicator({
  name: 'ultosc',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('short', 7), barsParameter('middle', 14), barsParameter('long', 28)],
  warmUp: (p) => Math.max(pick(p, 0), pick(p, 1), pick(p, 2)),
  start: (p) => {
    const lengths = [pick(p, 0), pick(p, 1), pick(p, 2)].sort((a, b) => a - b);
    const pressures = lengths.map((n) => new Sum(n));
    const ranges = lengths.map((n) => new Sum(n));
    const range = new TrueRange();
    let last = Number.NaN;
    return (high, low, close) => {
      const pressure = close - Math.min(low, last);
      const whole = range.next(high, low, close);
      last = close;
      let sum = 0;
      for (let k = 0; k < 3; k++) {
        const all = (ranges[k] as Sum).next(whole);
        const part = (pressures[k] as Sum).next(pressure);
        if (all !== 0) sum += ((4 >> k) * part) / all;
      }
      return (100 * sum) / 7;
    };
  },
  description:
    'Buying pressure over true range on three lengths weighted 4, 2, 1; a part without range counts 0 (Williams; TA-Lib).',
  phrase: 'the ultimate oscillator ({0}, {1}, {2} bars)',
});
