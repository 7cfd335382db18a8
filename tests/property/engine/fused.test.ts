/** The fused loop and the event engine are one: the same equity to the last bit, the same trades, the same counts. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseCosts } from '../../../agents/engine/columnar/chosen-parts.ts';
import { createRunCosts } from '../../../agents/engine/columnar/run-costs.ts';
import { createSignalRunner, oneSeries } from '../../../agents/engine/columnar/signals.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { randomBars } from '../../support/random-bars.ts';

const bars = 120;
const column = (seed: string, density: number): Uint8Array => {
  const random = createRandom(seed);
  return Uint8Array.from({ length: bars }, () => (random.next() < density ? 1 : 0));
};
const part = (name: string, parameters: Record<string, number>) => ({ name, parameters });

test('any signals', () => {
  let trades = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.constantFrom(60_000, 3_600_000, 86_400_000),
      fc.constantFrom(
        part('fixed', { shares: 37 }),
        part('percent-of-equity', { percent: 95 }),
        part('percent-of-equity', { percent: 180 }),
        part('cash', { amount: 5000 }),
        part('volatility-target', { annual: 30, lookback: 10 }),
        part('atr-risk', { risk: 2, lookback: 5 }),
        part('kelly', {}),
      ),
      fc.constantFrom(
        [],
        [part('percent', { percent: 0.1 }), part('fixed-slippage', { bps: 7 })],
        [
          part('per-share', { rate: 0.01, minimum: 1 }),
          part('us-regulatory-fees', {}),
          part('half-spread', { bps: 5 }),
        ],
      ),
      fc.constantFrom('gross' as const, 'none' as const),
      fc.constantFrom(1, 0.01),
      fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
      (seed, spanMs, sizing, costs, buying, lotSize, cut) => {
        const columns = randomBars(`${seed}`, bars, spanMs);
        const market = oneSeries(columns, '1d', { lotSize });
        const chosen = chooseCosts(costs);
        if (!chosen.ok) throw new Error(chosen.error.message);
        const options = {
          capital: 10_000,
          sizing,
          costs: createRunCosts(chosen.value),
          account: { buying, leverage: 1.5, excess: 'cut', maintenance: 0 },
          ...(cut === undefined
            ? {}
            : { from: columns.closeTime[cut] as number, to: columns.closeTime[cut + 50] as number }),
        } as const;
        const signals = {
          entryLong: column(`${seed}/a`, 0.1),
          exitLong: column(`${seed}/b`, 0.15),
          entryShort: column(`${seed}/c`, 0.1),
          exitShort: column(`${seed}/d`, 0.15),
        };
        const fused = createSignalRunner(market, options);
        const event = createSignalRunner(market, options, 'event');
        expect([fused.isFused, event.isFused]).toEqual([true, false]);
        const a = fused.run(signals);
        const b = event.run(signals);
        expect(a.equity).toEqual(b.equity);
        expect(a.times).toEqual(b.times);
        expect([a.fillCount, a.orders, a.rejected]).toEqual([b.fillCount, b.orders, b.rejected]);
        expect(a.totals).toEqual(b.totals);
        expect(a.trades.count).toBe(b.trades.count);
        for (let i = 0; i < a.trades.count; i++) {
          expect(a.trades.record(i, market.symbols)).toEqual(b.trades.record(i, market.symbols));
          expect([a.trades.adverse[i], a.trades.favourable[i]]).toEqual([b.trades.adverse[i], b.trades.favourable[i]]);
        }
        trades += a.trades.count;
        // A runner that is used again answers the same.
        expect(Array.from(fused.run(signals).equity)).toEqual(Array.from(b.equity));
      },
    ),
    { numRuns: 300, seed: 71 },
  );
  expect(trades).toBeGreaterThan(1000);
});
