/** The engine on columns on hand-made bars: every number here was worked out by hand. */
import { describe, expect, test } from 'vitest';
import { type ChosenPart, chooseFills } from '../../../agents/engine/columnar/chosen-parts.ts';
import { usRegulatoryFees } from '../../../agents/engine/columnar/costs/us-regulatory-fees.ts';
import { ColumnEngine } from '../../../agents/engine/columnar/engine.ts';
import { createMarket, type SeriesInput, shareColumns } from '../../../agents/engine/columnar/market.ts';
import { createSignalRunner, oneSeries } from '../../../agents/engine/columnar/signals.ts';
import type { Broker, RunOptions, RunResult } from '../../../agents/engine/columnar/strategy.ts';
import { allMetrics, summarise } from '../../../agents/engine/columnar/summary.ts';
import type { BarColumns } from '../../../shared/domain/bar.ts';
import { costsOf } from '../../support/peer-runs.ts';
import { randomBars } from '../../support/random-bars.ts';

const day = 86_400_000;
type Row = [open: number, high: number, low: number, close: number, volume?: number, dividend?: number];
const columnsOf = (rows: readonly Row[]): BarColumns => {
  const take = (pick: (row: Row, i: number) => number) => Float64Array.from(rows, pick);
  return {
    openTime: take((_, i) => i * day),
    closeTime: take((_, i) => i * day + day / 4),
    open: take((r) => r[0]),
    high: take((r) => r[1]),
    low: take((r) => r[2]),
    close: take((r) => r[3]),
    volume: take((r) => r[4] ?? 1000),
    dividend: take((r) => r[5] ?? 0),
  };
};
const fills = (...parts: ChosenPart[]) => {
  const chosen = chooseFills(parts);
  if (!chosen.ok) throw new Error(chosen.error.message);
  return { fills: chosen.value.settings };
};
/** Plays actions at the closes of bars. */
function play(
  rows: readonly Row[],
  acts: Record<number, (broker: Broker) => void>,
  options: Partial<RunOptions> = {},
  more: Partial<SeriesInput> = {},
): RunResult & { engine: ColumnEngine } {
  const market = createMarket([{ symbol: 'X', timeframe: '1d', columns: columnsOf(rows), ...more }]);
  const engine = new ColumnEngine(market, { capital: 10_000, keepFills: true, ...options });
  return { ...engine.run({ onBar: (broker, _feed, bar) => acts[bar]?.(broker) }), engine };
}
const fillsOf = ({ fills: kept }: RunResult): [number, number, number][] =>
  Array.from({ length: kept?.count ?? 0 }, (_, i) => [
    kept?.bar[i] as number,
    (kept?.side[i] as number) * (kept?.quantity[i] as number),
    kept?.price[i] as number,
  ]);
const flat: Row = [100, 100, 100, 100];

describe('fills', () => {
  test('a market order decided at a close fills at the next open; with same-close at that close', () => {
    const rows: Row[] = [flat, [110, 112, 108, 111], flat];
    const buy = { 0: (b: Broker) => void b.order(0, 10) };
    expect(fillsOf(play(rows, buy))).toEqual([[1, 10, 110]]);
    const now = play(rows, buy, fills({ name: 'same-close' }));
    expect(fillsOf(now)).toEqual([[0, 10, 100]]);
    expect(Array.from(now.equity)).toEqual([10_000, 10_110, 10_000]);
  });
  test('on-open and on-close orders', () => {
    const rows: Row[] = [flat, [110, 112, 108, 111], flat];
    const send = (timeInForce: 'opg' | 'cls', limitPrice?: number) =>
      fillsOf(
        play(rows, {
          0: (b) =>
            void b.submit({
              symbol: 0,
              side: 'buy',
              quantity: 5,
              timeInForce,
              ...(limitPrice === undefined ? {} : { type: 'limit', limitPrice }),
            }),
        }),
      );
    expect(send('opg')).toEqual([[1, 5, 110]]);
    expect(send('cls')).toEqual([[1, 5, 111]]);
    expect(send('cls', 110.5)).toEqual([]);
    expect(send('opg', 109)).toEqual([]);
  });
  test('a share of the volume, the rest on the next bars', () => {
    const rows: Row[] = [flat, [100, 101, 99, 100, 300], [101, 102, 100, 101, 500], [102, 103, 101, 102, 5000]];
    const result = play(
      rows,
      { 0: (b) => void b.order(0, 70) },
      fills({ name: 'volume-share', parameters: { share: 0.1 } }),
    );
    expect(fillsOf(result)).toEqual([
      [1, 30, 100],
      [2, 40, 101],
    ]);
  });
  test('crossing the spread: buys pay more, and a limit is reached only on its own side', () => {
    const rows: Row[] = [flat, [100, 101, 99, 100], [100, 101, 97, 100]];
    const result = play(
      rows,
      {
        0: (b) => {
          b.order(0, 10);
          b.submit({ symbol: 0, side: 'buy', quantity: 1, type: 'limit', limitPrice: 99 });
        },
      },
      fills({ name: 'spread-crossing', parameters: { bps: 200 } }),
    );
    expect(fillsOf(result)).toEqual([
      [1, 10, 101],
      [2, 1, 99],
    ]);
  });
  test('the path goes to the nearer extreme first, and orders fill in that order', () => {
    // Open 100, low 95 is nearer than high 110: the stop comes before the target; mirrored, the target comes first.
    const rows = (low: number, high: number): Row[] => [flat, [100, high, low, 101], flat];
    const exits = (low: number, high: number) =>
      fillsOf(
        play(
          rows(low, high),
          { 0: (b) => void b.bracket({ symbol: 0, side: 'buy', quantity: 10 }, 96, 108, null) },
          fills({ name: 'path' }),
        ),
      );
    expect(exits(95, 110)[1]).toEqual([1, -10, 96]);
    expect(exits(89, 110)[1]).toEqual([1, -10, 108]);
  });
  test('a trailing stop in money, tested along the path', () => {
    const rows: Row[] = [flat, [100, 106, 99, 101], flat];
    const result = play(
      rows,
      {
        0: (b) => {
          const entry = b.order(0, 10);
          b.submit({
            symbol: 0,
            side: 'sell',
            quantity: 10,
            type: 'trailing-stop',
            trailMoney: 4,
            reduceOnly: true,
            parent: entry,
          });
        },
      },
      fills({ name: 'path' }),
    );
    // Down to 99, up to 106, and on the way to 101 through 102.
    expect(fillsOf(result)).toEqual([
      [1, 10, 100],
      [1, -10, 102],
    ]);
  });
  test('replace keeps what was filled, cancel takes children along', () => {
    const rows: Row[] = [flat, flat, [100, 100, 90, 95], flat];
    let entry = -1;
    const result = play(rows, {
      0: (b) => {
        entry = b.bracket({ symbol: 0, side: 'buy', quantity: 10, type: 'limit', limitPrice: 80 }, 70, null, null);
      },
      1: (b) => {
        expect(b.replace(entry, { limitPrice: 92, quantity: 4 })).toBe(true);
      },
      2: (b) => {
        expect(b.isAtRest(entry)).toBe(false);
        expect(b.cancel(entry)).toBe(false);
      },
    });
    expect(fillsOf(result)).toEqual([[2, 4, 92]]);
  });
});

describe('the account', () => {
  test('a dividend is paid to who held before it, a short pays it', () => {
    const rows: Row[] = [flat, flat, [100, 100, 100, 100, 1000, 1.5], flat];
    expect(play(rows, { 0: (b) => void b.order(0, 10) }).finalEquity).toBe(10_015);
    expect(play(rows, { 0: (b) => void b.order(0, -10) }).finalEquity).toBe(9985);
    expect(play(rows, { 1: (b) => void b.order(0, 10) }).finalEquity).toBe(10_000);
  });
  test('a split changes shares, prices and resting orders, and pays out what is no whole share', () => {
    const rows: Row[] = [flat, flat, [66, 68, 65, 67], [67, 67, 59, 60]];
    const split = Float64Array.of(1, 1, 1.5, 1);
    const result = play(
      rows,
      {
        0: (b) => void b.order(0, 5),
        1: (b) =>
          void b.submit({ symbol: 0, side: 'sell', quantity: 5, type: 'stop', stopPrice: 93, reduceOnly: true }),
      },
      {},
      { split },
    );
    // 5 shares at 100 become 7 and a half paid out at 66; the stop at 93 becomes 62.
    expect(fillsOf(result)).toEqual([
      [1, 5, 100],
      [3, -7, 62],
    ]);
    expect(result.finalEquity).toBeCloseTo(10_000 - 500 + 0.5 * 66 + 7 * 62, 9);
    expect(result.trades.pnl[0]).toBeCloseTo(0.5 * 66 + 7 * 62 - 500, 9);
  });
  test('a listing that ends closes the position at its last price', () => {
    const rows: Row[] = [flat, flat, [90, 95, 85, 88]];
    const result = play(rows, { 0: (b) => void b.order(0, 10) }, {}, { ends: true });
    expect(result.finalEquity).toBe(9880);
    expect(result.trades.record(0, ['X'])).toMatchObject({
      exitPrice: 88,
      exitReason: 'delisted: closed at the last price',
    });
  });
  test('borrow and margin interest by calendar days', () => {
    const rows: Row[] = [flat, flat, flat];
    const borrowed = play(
      rows,
      { 0: (b) => void b.order(0, -10) },
      {
        costs: costsOf([{ name: 'borrow', parameters: { percent: 36.5 } }]),
      },
    );
    // A thousand short for a day at 36.5 percent over 365 days.
    expect(borrowed.totals.borrow).toBeCloseTo(1, 12);
    const stated = play(
      rows,
      { 0: (b) => void b.order(0, -10) },
      { costs: costsOf([{ name: 'borrow', parameters: { percent: 36.5 } }]) },
      { borrowRate: Float64Array.of(0.73, 0.73, 0.73) },
    );
    expect(stated.totals.borrow).toBeCloseTo(2, 12);
    const geared = play(
      rows,
      { 0: (b) => void b.order(0, 150) },
      {
        costs: costsOf([{ name: 'margin-interest', parameters: { debit: 7.2 } }]),
        account: { buying: 'gross', leverage: 2, excess: 'cut', maintenance: 0 },
      },
    );
    // Five thousand borrowed for a day at 7.2 percent over 360 days.
    expect(geared.totals.interest).toBeCloseTo(1, 12);
  });
  test('a margin call sells at the next open until the margin holds with a tenth to spare', () => {
    const rows: Row[] = [flat, flat, [70, 70, 70, 70], [70, 70, 70, 70], [70, 70, 70, 70]];
    const result = play(
      rows,
      { 0: (b) => void b.order(0, 200) },
      {
        account: { buying: 'gross', leverage: 2, excess: 'cut', maintenance: 0.3 },
      },
    );
    // Equity 4,000 under 30 percent of 14,000: gross may be 4,000 / 0.33 = 12,121, so 27 of 200 shares go.
    expect(result.marginCalls).toBe(1);
    expect(fillsOf(result)).toEqual([
      [1, 200, 100],
      [3, -27, 70],
    ]);
  });
  test('an order that cannot be paid is cut to whole lots, or refused', () => {
    const rows: Row[] = [flat, [110, 110, 110, 110], flat];
    const order = { 0: (b: Broker) => void b.order(0, 100) };
    expect(fillsOf(play(rows, order))).toEqual([[1, 90, 110]]);
    const refused = play(rows, order, { account: { buying: 'gross', leverage: 1, excess: 'refuse', maintenance: 0 } });
    expect([refused.fillCount, refused.rejected]).toEqual([0, 1]);
  });
  test('regulatory fees of a sale, at the rates of the day', () => {
    const fee = usRegulatoryFees.fee?.({});
    if (!fee) throw new Error('it has fees');
    // 1,000 shares for 50,000 in March 2024: 50,000 x 8 / million = 0.40; 1,000 x 0.000166 = 0.17 rounded up.
    expect(fee(1000, 50_000, -1, Date.UTC(2024, 2, 1))).toBeCloseTo(0.57, 9);
    expect(fee(1000, 50_000, -1, Date.UTC(2024, 5, 3))).toBeCloseTo(1.39 + 0.17, 9);
    expect(fee(1000, 50_000, 1, Date.UTC(2024, 2, 1))).toBe(0);
    expect(fee(1e6, 5e6, -1, Date.UTC(2024, 2, 1))).toBeCloseTo(40 + 8.3, 9);
    expect(fee(10_000, 1e6, -1, Date.UTC(2008, 5, 2))).toBeCloseTo(5.6 + 0.75, 9);
    expect(fee(10_000, 1e6, -1, Date.UTC(2014, 5, 2))).toBeCloseTo(22.1 + 1.19, 9);
    expect(fee(10_000, 1e6, -1, Date.UTC(2026, 3, 3))).toBeCloseTo(1.95, 9);
    expect(fee(10_000, 1e6, -1, Date.UTC(2026, 3, 4))).toBeCloseTo(20.6 + 1.95, 9);
  });
});

describe('several series', () => {
  test('a coarser series is seen at its own closes, and orders meet the finer one', () => {
    const fine = columnsOf(Array.from({ length: 10 }, (_, i): Row => [100 + i, 101 + i, 99 + i, 100 + i]));
    const pick = (c: Float64Array) => c.filter((_, i) => i % 5 === 4);
    const week = Object.fromEntries(Object.entries(fine).map(([k, c]) => [k, pick(c)])) as unknown as BarColumns;
    const market = createMarket([
      { symbol: 'X', timeframe: '1w', columns: week },
      { symbol: 'X', timeframe: '1d', columns: shareColumns(fine) },
    ]);
    const seen: string[] = [];
    const engine = new ColumnEngine(market, { capital: 1000, keepFills: true });
    const result = engine.run({
      onBar(broker, feed, bar) {
        seen.push(`${feed}.${bar}`);
        if (feed === 0 && bar === 0) broker.order(0, 3);
      },
    });
    expect(seen.slice(3, 8)).toEqual(['1.3', '0.0', '1.4', '1.5', '1.6']);
    expect(fillsOf(result)).toEqual([[5, 3, 105]]);
  });
});

test('the summary of a run gives the numbers of the registry', () => {
  const every = (n: number, from: number) => Uint8Array.from({ length: 400 }, (_, i) => (i % n === from ? 1 : 0));
  const run = createSignalRunner(oneSeries(randomBars('summary', 400)), {
    capital: 10_000,
    sizing: { name: 'percent-of-equity' },
    costs: costsOf([{ name: 'percent', parameters: { percent: 0.1 } }]),
  }).run({ entryLong: every(13, 0), exitLong: every(13, 7) });
  const mine = summarise(run, 252);
  const all = allMetrics(run, 252);
  const near = (name: string, value: number) => expect(value, name).toBeCloseTo(all[name]?.value as number, 9);
  near('total-return', mine.totalReturn);
  near('annual-return', mine.annualReturn);
  near('annual-volatility', mine.annualVolatility);
  near('sharpe', mine.sharpe);
  near('sortino', mine.sortino);
  near('calmar', mine.calmar);
  near('max-drawdown', mine.maxDrawdown);
  near('trade-win-rate', mine.winRate);
  near('trade-profit-factor', mine.profitFactor);
  expect(mine.trades).toBeGreaterThan(20);
});
