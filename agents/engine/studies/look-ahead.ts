/** The future scramble: cuts or scrambles everything after a bar and asks whether anything before it moves by one byte. */
import { createRandom, type Random } from '../../../shared/core/random.ts';
import { type BarColumns, barColumnNames } from '../../../shared/domain/bar.ts';
import type { MarketSeries, RuleMarket, StrategySignals } from '../../../shared/strategy/compile.ts';
import type { Known } from '../backtest/histories.ts';
import { type Columns, changedMarket, mapKnown, rowAfter, rows } from './market-part.ts';

/** What a strategy sees of one symbol. */
export interface SymbolInput extends Known {
  readonly symbol: string;
  readonly columns: BarColumns;
  /** The other symbols, where rules look at them; they are cut and scrambled at the same moment. */
  readonly market?: RuleMarket;
}

/** Signals, and further columns that must not know the future either: indicators, sizes. */
export interface WatchedSignals extends StrategySignals {
  readonly columns?: Readonly<Record<string, ArrayLike<number>>>;
}

/** Anything that turns bars into signals: a compiled strategy, or a planted leak in a test. */
export type SignalMaker = (input: SymbolInput) => WatchedSignals;

export interface LookAheadFinding {
  readonly passed: boolean;
  /** Bars compared, over all symbols, cuts and ways. */
  readonly comparedBars: number;
  readonly cuts: number;
  /** Columns compared at each cut: rules, ranges, sizes and every indicator the rules name. */
  readonly columns?: number;
  /** The first bar that moved; null when none did. */
  readonly firstMovedBar: number | null;
  readonly symbol: string | null;
  /** Which column moved and how the future was changed, in plain words; null when none did. */
  readonly evidence: string | null;
}

const watched = ['entryLong', 'exitLong', 'entryShort', 'exitShort', 'atr', 'sizingAtr', 'volatility'] as const;
/** Each scramble is another future: what one leaves alone by chance, the other moves. */
const ways = ['truncated', 'scrambled', 'scrambled again'] as const;
/** Bars before and after a cut that are looked at, on top of the warm-up: many short looks find more than few long ones. */
const before = 250;
const after = 120;

/** Compares signals and sizing columns up to each of `cuts` seeded cut points, on bars with and without a trade alike. */
export function findLookAhead(
  make: SignalMaker,
  inputs: readonly SymbolInput[],
  cuts: number,
  seed: number,
): LookAheadFinding {
  const random = createRandom(`look-ahead/${seed}`);
  let comparedBars = 0;
  let columns = 0;
  let first: { bar: number; symbol: string; evidence: string } | undefined;
  for (const input of inputs) {
    const length = input.columns.close.length;
    if (length < 4) continue;
    const { warmUp } = make(part(input, 0, 2));
    for (let k = 0; k < cuts; k++) {
      // One cut per stretch, so that the cuts spread over the history.
      const stretch = (length - 2) / cuts;
      const cutAt = 2 + Math.floor(stretch * k + random.next() * stretch);
      const start = Math.max(0, cutAt - warmUp - before);
      const shown = part(input, start, Math.min(length, cutAt + after));
      const cut = cutAt - start;
      const whole = make(shown);
      for (const way of ways) {
        const noise = random.fork(`${input.symbol}/${k}/${way}`);
        const changed = make(way === 'truncated' ? part(shown, 0, cut) : scramble(shown, cut, noise));
        comparedBars += cut;
        const pairs = pairsOf(whole, changed);
        columns = Math.max(columns, pairs.length);
        for (const [name, old, now] of pairs) {
          const moved = firstDifference(old, now, cut);
          if (moved < 0) continue;
          const bar = start + moved;
          if (first && first.bar <= bar) continue;
          const evidence = `${name} of ${input.symbol} at bar ${bar} changes when the bars from ${cutAt} on are ${way}`;
          first = { bar, symbol: input.symbol, evidence };
        }
      }
    }
  }
  return {
    passed: first === undefined,
    comparedBars,
    cuts,
    columns,
    firstMovedBar: first?.bar ?? null,
    symbol: first?.symbol ?? null,
    evidence: first?.evidence ?? null,
  };
}

type Pair = readonly [name: string, before: ArrayLike<number>, after: ArrayLike<number>];
function pairsOf(whole: WatchedSignals, changed: WatchedSignals): Pair[] {
  const pairs: Pair[] = watched.map((name) => [name, whole[name], changed[name]]);
  for (const [name, column] of Object.entries(whole.columns ?? {}))
    pairs.push([name, column, changed.columns?.[name] ?? []]);
  return pairs;
}

/** NaN equals NaN here; two columns that differ only in length agree up to the cut. */
function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>, cut: number): number {
  for (let i = 0; i < cut; i++) if (!Object.is(a[i], b[i])) return i;
  return -1;
}

/** Rows from start up to end, as copies; the rest of the market between the same moments. */
function part(input: SymbolInput, start: number, end: number): SymbolInput {
  const { symbol, market, columns } = input;
  const from = columns.openTime[start] ?? 0;
  const to = columns.closeTime[end - 1] ?? 0;
  return {
    symbol,
    ...rows(input, start, end),
    ...(market && {
      market: changedMarket(market, (series) => {
        const times = series.columns.closeTime;
        return rows(series, rowAfter(times, from), rowAfter(times, to));
      }),
    }),
  };
}

/** Prices walk on from the cut at random, ten times wilder than a share does; regimes and signals are drawn anew. */
function scramble(input: SymbolInput, cut: number, random: Random): SymbolInput {
  const { symbol, market } = input;
  const last = input.columns.closeTime[cut - 1] ?? 0;
  return {
    symbol,
    ...scrambled(input, cut, random),
    ...(market && {
      market: changedMarket(market, (series, other) =>
        scrambled(series, rowAfter(series.columns.closeTime, last), random.fork(other)),
      ),
    }),
  };
}

function scrambled(input: MarketSeries, cut: number, random: Random): MarketSeries {
  const columns = {} as Columns;
  for (const name of barColumnNames) columns[name] = input.columns[name].slice();
  let price = columns.close[Math.max(0, cut - 1)] ?? 1;
  for (let i = cut; i < columns.close.length; i++) {
    const open = price * Math.exp(0.05 * random.normal());
    price = Math.max(1e-6, Math.min(1e9, open * Math.exp(0.1 * random.normal())));
    columns.open[i] = open;
    columns.close[i] = price;
    columns.high[i] = Math.max(open, price) * (1 + 0.05 * random.next());
    columns.low[i] = Math.min(open, price) * (1 - 0.05 * random.next());
    columns.volume[i] = Math.floor(random.next() * 1e7);
    columns.dividend[i] = random.next() < 0.01 ? random.next() : 0;
  }
  const known = mapKnown(input, (column) => {
    const copy = column.slice() as typeof column;
    for (let i = cut; i < copy.length; i++)
      copy[i] = copy instanceof Uint8Array ? random.int(3) : 2 * random.next() - 1;
    return copy;
  });
  return { columns, ...known };
}
