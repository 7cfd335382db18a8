/** Donchian channel: lower line. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { channel, donchianStep } from './donchian.ts';

export const donchianLower = defineIndicator({
  name: 'donchian_lower',
  inputs: ['low'],
  parameters: [barsParameter('length', 20)],
  warmUp: (p) => pick(p, 0),
  start: (p) => donchianStep(pick(p, 0), -1),
  compute: (c, p) => channel(pick(c, 0), pick(p, 0), -1),
  description: 'Extreme of the n bars before the current one, as Stock.Indicators does.',
  phrase: 'the lowest low of the {0} bars before',
});
