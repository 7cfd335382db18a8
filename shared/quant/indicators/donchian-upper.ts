/** Donchian channel: upper line. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { channel, donchianStep } from './donchian.ts';

export const donchianUpper = defineIndicator({
  name: 'donchian_upper',
  inputs: ['high'],
  parameters: [barsParameter('length', 20)],
  warmUp: (p) => pick(p, 0),
  start: (p) => donchianStep(pick(p, 0), 1),
  compute: (c, p) => channel(pick(c, 0), pick(p, 0), 1),
  description: 'Extreme of the n bars before the current one, as Stock.Indicators does.',
  phrase: 'the highest high of the {0} bars before',
});
