/** True range. */
import { defineIndicator, pick } from './define.ts';
import { trueRange } from './rolling.ts';
import { TrueRange } from './steps/bars.ts';

export const trange = defineIndicator({
  name: 'trange',
  inputs: ['high', 'low', 'close'],
  parameters: [],
  warmUp: () => 1,
  start: () => {
    const step = new TrueRange();
    return (high, low, close) => step.next(high, low, close);
  },
  compute: (c) => trueRange(pick(c, 0), pick(c, 1), pick(c, 2)),
  description: 'Greatest of high - low and the distances of both to the last close; none on the first bar (TA-Lib).',
  phrase: 'the true range',
});
