/** No look-ahead: the regime of a day does not change when the days after it are cut off or become others. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MarketIndex } from '../../../agents/analysis/regime/market-index.ts';
import { walkRegimes } from '../../../agents/analysis/regime/walk-forward.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { dayMs } from '../../../shared/core/time.ts';

const market = (seed: number, days: number): MarketIndex => {
  const random = createRandom(`market/${seed}`);
  let log = 4;
  const close = Float64Array.from({ length: days }, (_, i) => {
    log += (Math.floor(i / 120) % 2 === 0 ? 0.001 : -0.001) + 0.01 * random.normal();
    return Math.exp(log);
  });
  return { name: 'M', times: Float64Array.from({ length: days }, (_, i) => i * dayMs), close };
};

it('is the same for every day whatever comes after it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 160, max: 560 }), (seed, cut) => {
      const whole = market(seed, 600);
      const macro = [
        {
          id: 'yield-slope',
          name: 'Slope',
          unit: '%',
          observations: Array.from({ length: 100 }, (_, k) => ({ knownAt: k * 6 * dayMs, value: Math.sin(k + seed) })),
        },
      ];
      const part = { ...whole, times: whole.times.slice(0, cut), close: whole.close.slice(0, cut) };
      const other = {
        ...whole,
        close: Float64Array.from(whole.close, (c, i) => (i < cut ? c : c * (1 + ((i * 7919) % 13) / 10))),
      };
      const full = walkRegimes(whole, macro);
      for (const walk of [walkRegimes(part, macro), walkRegimes(other, macro)]) {
        expect(walk.history.labels.slice(0, cut)).toEqual(full.history.labels.slice(0, cut));
        expect(walk.history.volatility.slice(0, cut)).toEqual(full.history.volatility.slice(0, cut));
        expect(walk.probabilities.slice(0, cut)).toEqual(full.probabilities.slice(0, cut));
      }
    }),
    { numRuns: 12 },
  );
});
