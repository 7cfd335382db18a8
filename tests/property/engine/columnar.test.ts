/** Random order streams: the engine on columns against the plain simulator, money that is conserved, a past that knows no future. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ColumnEngine } from '../../../agents/engine/columnar/engine.ts';
import { createMarket, type SeriesInput } from '../../../agents/engine/columnar/market.ts';
import type { Broker, OrderHandle, RunResult, Strategy } from '../../../agents/engine/columnar/strategy.ts';
import { createRandom, type Random } from '../../../shared/core/random.ts';
import { type BarColumns, barColumnNames } from '../../../shared/domain/bar.ts';
import { costsOf } from '../../support/peer-runs.ts';
import { type PlainOrder, PlainSimulator } from '../../support/plain-simulator.ts';
import { randomBars } from '../../support/random-bars.ts';

type Action =
  | { readonly do: 'submit'; readonly order: PlainOrder }
  | { readonly do: 'cancel'; readonly name: string }
  | {
      readonly do: 'replace';
      readonly name: string;
      readonly quantity: number;
      readonly limitPrice: number;
      readonly stopPrice: number;
    };

/** What is done at a close: drawn from the seed and what is known then. */
function actionsAt(random: Random, bar: number, columns: BarColumns): Action[] {
  const close = columns.close[bar] as number;
  const decidedAt = columns.closeTime[bar] as number;
  const price = () => Math.max(0.01, Math.round(close * (0.94 + 0.12 * random.next()) * 100) / 100);
  const actions: Action[] = [];
  const count = random.int(4) === 0 ? random.int(4) : random.int(2);
  let entry: string | undefined;
  for (let k = 0; k < count; k++) {
    const name = `${bar}.${k}`;
    if (random.int(6) === 0) {
      actions.push({ do: 'cancel', name: `${random.int(bar + 1)}.${random.int(2)}` });
      continue;
    }
    if (random.int(8) === 0) {
      const target = `${random.int(bar + 1)}.${random.int(2)}`;
      actions.push({
        do: 'replace',
        name: target,
        quantity: 1 + random.int(90),
        limitPrice: price(),
        stopPrice: price(),
      });
      continue;
    }
    const type = random.pick(['market', 'market', 'limit', 'stop', 'stop-limit', 'trailing-stop'] as const);
    const canClose = type === 'market' || type === 'limit';
    const isChild = entry !== undefined && random.int(2) === 0;
    const inMoney = random.int(2) === 0;
    actions.push({
      do: 'submit',
      order: {
        name,
        side: random.pick(['buy', 'sell'] as const),
        type,
        timeInForce: random.pick(
          canClose ? (['gtc', 'gtc', 'day', 'opg', 'cls', 'ioc'] as const) : (['gtc', 'gtc', 'day', 'ioc'] as const),
        ),
        quantity: 1 + random.int(90),
        limitPrice: price(),
        stopPrice: price(),
        trailBps: inMoney ? undefined : 20 + random.int(800),
        trailMoney: inMoney ? close * (0.005 + 0.05 * random.next()) : undefined,
        goodTill: random.int(4) === 0 ? decidedAt + random.int(5) * 86_400_000 : undefined,
        reduceOnly: isChild || random.int(4) === 0,
        group: random.int(3) === 0 ? `g${random.int(3)}` : undefined,
        parent: isChild ? entry : undefined,
        decidedAt,
      },
    });
    if (!isChild) entry = name;
  }
  return actions;
}

/** The same actions through the broker of the engine. */
class RandomStrategy implements Strategy {
  readonly #seed: string;
  #random: Random;
  readonly #handles = new Map<string, OrderHandle>();
  readonly #groups = new Map<string, number>();

  constructor(seed: string) {
    this.#seed = seed;
    this.#random = createRandom(seed);
  }

  onStart(): void {
    this.#random = createRandom(this.#seed);
    this.#handles.clear();
    this.#groups.clear();
  }

  onBar(broker: Broker, feed: number, bar: number): void {
    const series = broker.market.feeds[feed];
    if (series === undefined) throw new Error('no such feed');
    for (const action of actionsAt(this.#random, bar, series.columns)) {
      if (action.do === 'cancel') broker.cancel(this.#handles.get(`${feed} ${action.name}`) ?? -1);
      else if (action.do === 'replace') broker.replace(this.#handles.get(`${feed} ${action.name}`) ?? -1, action);
      else {
        const { name, limitPrice, stopPrice, trailBps, trailMoney, goodTill, group, parent, ...rest } = action.order;
        const handle = broker.submit({
          ...rest,
          symbol: series.symbol,
          limitPrice: limitPrice as number,
          stopPrice: stopPrice as number,
          ...(trailBps === undefined ? {} : { trailBps }),
          ...(trailMoney === undefined ? {} : { trailMoney }),
          ...(goodTill === undefined ? {} : { goodTill }),
          ...(group === undefined ? {} : { group: this.#group(broker, `${feed} ${group}`) }),
          ...(parent === undefined ? {} : { parent: this.#handles.get(`${feed} ${parent}`) ?? -1 }),
        });
        this.#handles.set(`${feed} ${name}`, handle);
      }
    }
  }

  #group(broker: Broker, name: string): number {
    const group = this.#groups.get(name) ?? broker.newGroup();
    this.#groups.set(name, group);
    return group;
  }
}

const settings = fc.record({
  seed: fc.integer({ min: 0, max: 1e9 }),
  intrabar: fc.constantFrom('worst' as const, 'best' as const),
  participation: fc.constantFrom(null, 0.02, 0.1),
  slippageBps: fc.constantFrom(0, 6),
  leverage: fc.constantFrom(null, 1, 2),
  spanMs: fc.constantFrom(1_800_000, 86_400_000),
});

test('the plain simulator does the same, fill by fill and cent by cent', () => {
  let fills = 0;
  const seen = new Set<string>();
  fc.assert(
    fc.property(settings, ({ seed, intrabar, participation, slippageBps, leverage, spanMs }) => {
      const columns = randomBars(`${seed}`, 60, spanMs);
      const engine = new ColumnEngine(createMarket([{ symbol: 'X', timeframe: '1d', columns }]), {
        capital: 8000,
        costs: costsOf([
          { name: 'per-share', parameters: { rate: 0.01, minimum: 1 } },
          { name: 'fixed-slippage', parameters: { bps: slippageBps } },
        ]),
        fills: { intrabar, participation, marketAt: 'next-open', halfSpread: 0, slippageInBar: false },
        account:
          leverage === null
            ? { buying: 'none', leverage: 1, excess: 'cut', maintenance: 0 }
            : { buying: 'gross', leverage, excess: 'cut', maintenance: 0 },
        keepFills: true,
      });
      const result = engine.run(new RandomStrategy(`${seed}`));
      const plain = new PlainSimulator({
        intrabar,
        participation,
        slippageBps,
        lot: 1,
        capital: 8000,
        leverage,
        fees: (quantity) => (quantity === 0 ? 0 : Math.max(1, quantity * 0.01)),
      });
      const random = createRandom(`${seed}`);
      const equity: number[] = [];
      let isKnown = false;
      for (let i = 0; i < 60; i++) {
        const bar = {
          openTime: columns.openTime[i] as number,
          closeTime: columns.closeTime[i] as number,
          open: columns.open[i] as number,
          high: columns.high[i] as number,
          low: columns.low[i] as number,
          close: columns.close[i] as number,
          volume: columns.volume[i] as number,
        };
        isKnown ||= bar.volume > 0;
        plain.playBar(bar, isKnown);
        equity.push(plain.equity());
        for (const action of actionsAt(random, i, columns)) {
          if (action.do === 'submit') plain.submit(action.order);
          else if (action.do === 'cancel') plain.cancel(action.name);
          else plain.replace(action.name, action);
          if (action.do === 'submit') seen.add(`${action.order.type} ${action.order.timeInForce}`);
        }
      }
      const kept = result.fills;
      if (kept === undefined) throw new Error('fills were asked for');
      expect(
        Array.from({ length: kept.count }, (_, k) => [
          kept.side[k] === 1 ? 'buy' : 'sell',
          kept.quantity[k],
          kept.price[k],
          kept.fee[k],
          kept.time[k],
        ]),
      ).toEqual(plain.fills.map((f) => [f.side, f.quantity, f.price, f.fee, f.time]));
      equity.forEach((value, i) => {
        expect(Math.abs(value - (result.equity[i] as number))).toBeLessThan(1e-8);
      });
      fills += kept.count;
      engine.state.matcher.skips = false;
      const before = Array.from(result.equity);
      expect(Array.from(engine.run(new RandomStrategy(`${seed}`)).equity)).toEqual(before);
    }),
    { numRuns: 1500, seed: 91 },
  );
  expect(fills).toBeGreaterThan(10_000);
  expect(seen.size).toBeGreaterThan(15);
});

/** Three symbols with dividends, splits, a listing that ends and a coarser series of the first. */
function eventfulMarket(seed: number, length: number): SeriesInput[] {
  const random = createRandom(`events/${seed}`);
  const series: SeriesInput[] = ['A', 'B', 'C'].map((symbol, k) => {
    const columns = randomBars(`${seed}/${symbol}`, symbol === 'C' ? Math.floor(length * 0.7) : length);
    const split = new Float64Array(columns.close.length).fill(1);
    for (let i = 5; i < columns.close.length; i++) {
      if (random.int(15) === 0) columns.dividend[i] = Math.round(random.next() * 100) / 100;
      if (random.int(25) === 0) split[i] = random.pick([2, 3, 0.5, 1.5]);
    }
    return { symbol, timeframe: '1d' as const, columns, split, ends: k === 2 };
  });
  const fine = series[0]?.columns as BarColumns;
  const weekly = {} as Record<(typeof barColumnNames)[number], Float64Array>;
  for (const name of barColumnNames) weekly[name] = fine[name].filter((_, i) => i % 5 === 4);
  series.push({ symbol: 'A', timeframe: '1w', columns: weekly });
  return series;
}

/** Capital, closed round trips, open positions and what holding cost, less the equity: nothing is left over. */
function conserved(result: RunResult, engine: ColumnEngine): number {
  const { account } = engine.state;
  const { trades } = account;
  let realised = 0;
  for (let i = 0; i < trades.count; i++) realised += trades.pnl[i] as number;

  const open = account.openResult();
  const { borrow, interest } = result.totals;
  return result.capital + realised + open - borrow - interest - result.finalEquity;
}

describe('splits, dividends, ended listings, several symbols and timeframes', () => {
  const run = (series: SeriesInput[], seed: number, participation: number | null, isShort: boolean) => {
    const engine = new ColumnEngine(createMarket(series), {
      capital: 50_000,
      costs: costsOf([
        { name: 'percent', parameters: { percent: 0.05, minimum: 1 } },
        { name: 'volatility-slippage' },
        { name: 'square-root-impact' },
        { name: 'borrow', parameters: { percent: 3 } },
        { name: 'margin-interest' },
      ]),
      fills: {
        intrabar: isShort ? 'path' : 'worst',
        participation,
        marketAt: 'next-open',
        halfSpread: 0,
        slippageInBar: false,
      },
      account: { buying: 'gross', leverage: 2, excess: 'cut', maintenance: 0.3 },
      keepFills: true,
    });
    return { engine, result: engine.run(new RandomStrategy(`${seed}`)) };
  };

  test('capital plus what round trips and open positions made is the equity, to the cent', () => {
    let trades = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.constantFrom(null, 0.05),
        fc.boolean(),
        (seed, participation, isShort) => {
          const series = eventfulMarket(seed, 90);
          const { engine, result } = run(series, seed, participation, isShort);
          expect(Math.abs(conserved(result, engine))).toBeLessThan(0.005);
          for (const value of result.equity) expect(Number.isFinite(value)).toBe(true);
          for (let s = 0; s < 3; s++)
            expect(engine.state.matcher.position(s)).toBeCloseTo(engine.state.account.quantity[s] as number, 9);
          // A listing that has ended holds nothing.
          expect(engine.state.account.quantity[2]).toBe(0);
          trades += result.trades.count;
        },
      ),
      { numRuns: 300, seed: 92 },
    );
    expect(trades).toBeGreaterThan(2000);
  });

  test('another future never changes the past', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 20, max: 55 }), (seed, cut) => {
        const series = eventfulMarket(seed, 90);
        const other = eventfulMarket(seed + 1, 90);
        const mixed = series.map((s, k) => {
          const from = other[k] as SeriesInput;
          const at = s.timeframe === '1w' ? Math.floor(cut / 5) : cut;
          const columns = structuredClone(s.columns) as Record<(typeof barColumnNames)[number], Float64Array>;
          for (const name of barColumnNames)
            if (name !== 'openTime' && name !== 'closeTime') columns[name].set(from.columns[name].subarray(at), at);
          const split = s.split?.slice();
          if (split && from.split) split.set(from.split.subarray(at), at);
          return { ...s, columns, ...(split ? { split } : {}) };
        });
        const a = run(series, seed, 0.05, false).result;
        const b = run(mixed, seed, 0.05, false).result;
        expect(Array.from(b.equity.subarray(0, cut))).toEqual(Array.from(a.equity.subarray(0, cut)));
        const last = a.times[cut - 1] as number;
        const known = ({ fills }: RunResult) =>
          Array.from({ length: fills?.count ?? 0 }, (_, i) => [
            fills?.time[i],
            fills?.symbol[i],
            fills?.price[i],
          ]).filter(([time]) => (time as number) <= last);
        expect(known(b)).toEqual(known(a));
      }),
      { numRuns: 150, seed: 93 },
    );
  });
});
