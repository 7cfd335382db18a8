/** A market of columns: series by symbol and timeframe with what happens to them, shared and never copied. */
import { invariant } from '../../../shared/core/assert.ts';
import { type BarColumns, barColumnNames, type Timeframe } from '../../../shared/domain/bar.ts';

/** Facts of one symbol that orders need. */
export interface MarketInstrument {
  readonly symbol: string;
  /** Smallest quantity step; 1 when left out. */
  readonly lotSize?: number;
  /** Smallest price step; 0.01 when left out. */
  readonly tickSize?: number;
  /** False: it is only watched. */
  readonly tradable?: boolean;
}

/** One series as it is handed in. */
export interface SeriesInput {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly columns: BarColumns;
  /** Split factor that takes effect before a bar's open (2 = two shares for one); empty or 1 = none. Only for unadjusted prices. */
  readonly split?: Float64Array;
  /** Annual borrow rate as a share, by bar; without it the cost model's own rate counts. */
  readonly borrowRate?: Float64Array;
  /** The listing ends with the last bar: positions are closed at its close. */
  readonly ends?: boolean;
}

/** One series inside a market. */
export interface Feed {
  readonly symbol: number;
  readonly timeframe: Timeframe;
  readonly columns: BarColumns;
  readonly bars: number;
  readonly split: Float64Array | undefined;
  readonly borrowRate: Float64Array | undefined;
  /** Some bar pays a dividend: without it none is looked for. */
  readonly pays: boolean;
  readonly ends: boolean;
  /** First row with a volume: before it the source may give none at all, and then it caps nothing. */
  readonly firstVolume: number;
  /** Orders of the symbol meet this series: the finest of its timeframes. The others are only seen. */
  readonly isTraded: boolean;
}

export interface Market {
  readonly symbols: readonly string[];
  readonly lotSize: Float64Array;
  readonly tickSize: Float64Array;
  readonly tradable: Uint8Array;
  readonly feeds: readonly Feed[];
  /** The traded feed of each symbol. */
  readonly tradedFeed: Int32Array;
  /** Every close time of any traded feed, once, ascending: the moments of the equity column. */
  readonly timeline: Float64Array;
  /** Bytes of all columns. */
  readonly bytes: number;
}

const fineness: readonly Timeframe[] = ['1m', '5m', '15m', '30m', '1h', '1d', '1w', '1mo'];

/** Puts series together. Columns stay where they are; feeds keep the order given. @throws InvariantError on unequal columns or times that do not rise. */
export function createMarket(series: readonly SeriesInput[], instruments: readonly MarketInstrument[] = []): Market {
  const symbols: string[] = [];
  const indexOf = new Map<string, number>();
  for (const { symbol } of series) if (!indexOf.has(symbol)) indexOf.set(symbol, symbols.push(symbol) - 1);
  const finest = new Map<string, Timeframe>();
  for (const { symbol, timeframe } of series) {
    const known = finest.get(symbol);
    if (known === undefined || fineness.indexOf(timeframe) < fineness.indexOf(known)) finest.set(symbol, timeframe);
  }
  const seen = new Set<string>();
  const tradedFeed = new Int32Array(symbols.length);
  let bytes = 0;
  const feeds = series.map((input, at): Feed => {
    const { symbol, timeframe, columns, split, borrowRate } = input;
    const key = `${symbol} ${timeframe}`;
    invariant(!seen.has(key), `the market has ${key} twice`);
    seen.add(key);
    const bars = columns.close.length;
    for (const name of barColumnNames) {
      invariant(columns[name].length === bars, `${key}: the column ${name} is as long as the others`);
      bytes += columns[name].byteLength;
    }
    for (const more of [split, borrowRate])
      invariant(more === undefined || more.length === bars, `${key}: splits and borrow rates have a row per bar`);
    let last = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < bars; i++) {
      const time = columns.closeTime[i] as number;
      invariant(time > last, `${key}: close times rise`);
      last = time;
    }
    const isTraded = finest.get(symbol) === timeframe;
    const index = indexOf.get(symbol) as number;
    if (isTraded) tradedFeed[index] = at;
    return {
      symbol: index,
      timeframe,
      columns,
      bars,
      split: split?.some((f) => f !== 1) ? split : undefined,
      borrowRate,
      pays: columns.dividend.some((d) => d !== 0),
      ends: input.ends === true,
      firstVolume: firstRow(columns.volume),
      isTraded,
    };
  });
  const facts = new Map(instruments.map((i) => [i.symbol, i]));
  return {
    symbols,
    lotSize: Float64Array.from(symbols, (s) => facts.get(s)?.lotSize ?? 1),
    tickSize: Float64Array.from(symbols, (s) => facts.get(s)?.tickSize ?? 0.01),
    tradable: Uint8Array.from(symbols, (s) => (facts.get(s)?.tradable === false ? 0 : 1)),
    feeds,
    tradedFeed,
    timeline: mergeTimes(feeds.filter((f) => f.isTraded).map((f) => f.columns.closeTime)),
    bytes,
  };
}

function firstRow(volume: Float64Array): number {
  const at = volume.findIndex((v) => v > 0);
  return at < 0 ? volume.length : at;
}

/** The same columns in shared memory, so that workers read them without a copy. */
export function shareColumns(columns: BarColumns): BarColumns {
  const shared = {} as Record<(typeof barColumnNames)[number], Float64Array>;
  for (const name of barColumnNames) {
    shared[name] = new Float64Array(new SharedArrayBuffer(columns[name].byteLength));
    shared[name].set(columns[name]);
  }
  return shared;
}

/** Union of ascending time columns; most series of a market share theirs, and cost nothing. */
export function mergeTimes(columns: readonly Float64Array[]): Float64Array {
  let union = columns[0] ?? new Float64Array();
  for (const column of columns.slice(1)) {
    if (isSubset(column, union)) continue;
    const merged = new Float64Array(union.length + column.length);
    let n = 0;
    for (let i = 0, j = 0; i < union.length || j < column.length; n++) {
      const a = union[i] ?? Number.POSITIVE_INFINITY;
      const b = column[j] ?? Number.POSITIVE_INFINITY;
      merged[n] = Math.min(a, b);
      if (a <= b) i++;
      if (b <= a) j++;
    }
    union = merged.slice(0, n);
  }
  return union;
}

function isSubset(times: Float64Array, of: Float64Array): boolean {
  if (times === of) return true;
  let j = 0;
  for (let i = 0; i < times.length; i++, j++) {
    while (j < of.length && (of[j] as number) < (times[i] as number)) j++;
    if (of[j] !== times[i]) return false;
  }
  return true;
}
