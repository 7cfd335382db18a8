/** Donchian channel: middle line. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { channel, donchianStep } from './donchian.ts';
import { zip } from './rolling.ts';

export const donchianMiddle = defineIndicator({
  name: 'donchian_middle',
  inputs: ['high', 'low'],
  parameters: [barsParameter('length', 20)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const top = donchianStep(pick(p, 0), 1);
    const bottom = donchianStep(pick(p, 0), -1);
    return (high, low) => (top(high) + bottom(low)) / 2;
  },
  compute: (c, p) =>
    zip(channel(pick(c, 0), pick(p, 0), 1), channel(pick(c, 1), pick(p, 0), -1), (a, b) => (a + b) / 2),
  description: 'Extreme of the n bars before the current one, as Stock.Indicators does.',
  phrase: 'the middle of the range of the {0} bars before',
});
