/** The short way of lone market orders is the long way: the same fills, trades, equity and counts to the last bit. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseCosts } from '../../../agents/engine/columnar/chosen-parts.ts';
import { ColumnEngine } from '../../../agents/engine/columnar/engine.ts';
import { createRunCosts } from '../../../agents/engine/columnar/run-costs.ts';
import { oneSeries } from '../../../agents/engine/columnar/signals.ts';
import type { Broker, Strategy } from '../../../agents/engine/columnar/strategy.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { randomBars } from '../../support/random-bars.ts';

const bars = 150;
const part = (name: string, parameters: Record<string, number>) => ({ name, parameters });

/** Orders of all sorts, most of them plain: entries, flips, closes, cancels, changes, children, limits, more than is held. */
const anything = (seed: string): Strategy => {
  const random = createRandom(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random.next() * of.length)] as T;
  let last = -1;
  return {
    onBar(broker: Broker, _feed: number, bar: number): void {
      if (random.next() < 0.4) return;
      const close = broker.market.feeds[0]?.columns.close[bar] as number;
      const act = pick([
        'order',
        'order',
        'order',
        'close',
        'close',
        'ioc',
        'day',
        'replace',
        'cancel',
        'child',
        'limit',
      ]);
      const signed = pick([-1, 1]) * pick([1, 7, 40, 300]);
      if (act === 'order') last = broker.order(0, signed);
      else if (act === 'close') broker.close(0);
      else if (act === 'ioc' || act === 'day') last = broker.order(0, signed, 'entry', act);
      else if (act === 'replace') broker.replace(last, { quantity: Math.abs(signed), limitPrice: close });
      else if (act === 'cancel') broker.cancel(last);
      else if (act === 'limit')
        last = broker.submit({
          symbol: 0,
          side: signed > 0 ? 'buy' : 'sell',
          quantity: Math.abs(signed),
          type: 'limit',
          limitPrice: close,
        });
      else {
        const parent = broker.order(0, 5);
        broker.submit({
          symbol: 0,
          side: 'sell',
          quantity: 5,
          type: 'stop',
          stopPrice: close * 0.99,
          parent,
          reduceOnly: true,
        });
      }
      // More than is held may be asked to go: reduce-only orders end with the position.
      if (random.next() < 0.1)
        broker.submit({ symbol: 0, side: signed > 0 ? 'buy' : 'sell', quantity: 500, reduceOnly: true });
    },
  };
};

test('any orders', () => {
  let fills = 0;
  let short = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.constantFrom(60_000, 86_400_000),
      fc.constantFrom(
        [],
        [part('percent', { percent: 0.1 }), part('fixed-slippage', { bps: 7 })],
        [
          part('per-share', { rate: 0.01, minimum: 1 }),
          part('us-regulatory-fees', {}),
          part('half-spread', { bps: 5 }),
        ],
      ),
      fc.constantFrom('gross' as const, 'cash' as const, 'none' as const),
      fc.constantFrom('cut' as const, 'refuse' as const),
      fc.constantFrom(0, 0.001),
      (seed, spanMs, costs, buying, excess, halfSpread) => {
        const market = oneSeries(randomBars(`${seed}`, bars, spanMs), '1d');
        const chosen = chooseCosts(costs);
        if (!chosen.ok) throw new Error(chosen.error.message);
        const engine = new ColumnEngine(market, {
          capital: 10_000,
          costs: createRunCosts(chosen.value),
          account: { buying, leverage: 1.5, excess, maintenance: 0 },
          fills: { intrabar: 'worst', marketAt: 'next-open', participation: null, halfSpread, slippageInBar: false },
          keepFills: true,
        });
        const play = (hasShortWay: boolean) => {
          const { matcher } = engine.state;
          matcher.hasShortWay = hasShortWay;
          const result = engine.run(anything(`${seed}/orders`));
          const kept = result.fills;
          if (kept === undefined) throw new Error('fills are kept');
          const { symbol, side, bar, order, quantity, price, fee, time } = kept;
          const columns = { symbol, side, bar, order, quantity, price, fee, time };
          return structuredClone({
            equity: result.equity,
            totals: result.totals,
            counts: [result.orders, result.fillCount, result.rejected, result.trades.count],
            fills: Object.fromEntries(Object.entries(columns).map(([name, c]) => [name, c.slice(0, kept.count)])),
            trades: Array.from({ length: result.trades.count }, (_, i) => [
              result.trades.record(i, market.symbols),
              result.trades.adverse[i],
              result.trades.favourable[i],
            ]),
            held: engine.state.account.quantity,
            open: engine.state.account.openResult(),
            position: matcher.position(0),
          });
        };
        const { takePlain } = countShortWays(engine);
        const quick = play(true);
        expect(play(false)).toEqual(quick);
        expect(play(true)).toEqual(quick);
        fills += quick.counts[1] as number;
        short += takePlain();
      },
    ),
    { numRuns: 200, seed: 72 },
  );
  expect(fills).toBeGreaterThan(2000);
  expect(short).toBeGreaterThan(1000);
});

/** Counts the fills that went the short way. */
function countShortWays(engine: ColumnEngine): { takePlain: () => number } {
  const { matcher } = engine.state;
  const { meetPlain } = matcher;
  let count = 0;
  matcher.meetPlain = (...given) => {
    const done = meetPlain.apply(matcher, given);
    if (done) count++;
    return done;
  };
  return { takePlain: () => count };
}
