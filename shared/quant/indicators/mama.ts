/** MESA adaptive average. */
import { defineIndicator, pick } from './define.ts';
import { MamaLines, mamaParameters, mamaWarmUp } from './mama-lines.ts';

export const mama = defineIndicator({
  name: 'mama',
  inputs: ['series'],
  parameters: mamaParameters,
  warmUp: () => mamaWarmUp,
  start: (p) => {
    const lines = new MamaLines(pick(p, 0), pick(p, 1));
    return (x) => {
      lines.next(x);
      return lines.mama;
    };
  },
  description: 'Adapts its weight to how fast the phase of the dominant cycle turns (Ehlers; TA-Lib MAMA).',
  phrase: 'the MESA adaptive average of {0} ({1}, {2})',
});
