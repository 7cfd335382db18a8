/** Relative strength index. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { difference, exponential, zip } from './rolling.ts';
import { Strength } from './steps/bars.ts';

function relativeStrength(x: Float64Array, n: number): Float64Array {
  const change = difference(x, 1);
  const up = exponential(
    change.map((v) => (v > 0 ? v : Number.isNaN(v) ? v : 0)),
    n,
    1 / n,
  );
  const down = exponential(
    change.map((v) => (v < 0 ? -v : Number.isNaN(v) ? v : 0)),
    n,
    1 / n,
  );
  // The quotient is not a number only where both are, or on flat data: there TA-Lib says 0.
  return zip(up, down, (u, d) => (u + d === 0 ? 0 : (100 * u) / (u + d)));
}

export const rsi = defineIndicator({
  name: 'rsi',
  inputs: ['series'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const step = new Strength(pick(p, 0));
    return (x) => step.relative(x);
  },
  compute: (c, p) => relativeStrength(pick(c, 0), pick(p, 0)),
  description: 'Wilder smoothing seeded with the mean of the first n changes; 0 on flat data (TA-Lib).',
  phrase: 'the {1}-bar relative strength index of {0}',
});
