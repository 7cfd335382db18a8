/** One symbol's bars, signals and instrument facts, ready for the event loop. */
import type { BarColumns } from '../../../shared/domain/bar.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import {
  type CompiledStrategy,
  type MarketSeries,
  ruleFeatures,
  type StrategySignals,
} from '../../../shared/strategy/compile.ts';
import type { Dataset } from '../../kernel/ports.ts';
import type { RegimeHistory, SignalHistory } from './histories.ts';
import { createRuleMarket } from './rule-market.ts';

export interface Feed {
  readonly symbol: string;
  readonly columns: BarColumns;
  readonly signals: StrategySignals;
  readonly instrument: Instrument;
  /** Turns true with the first volume: before it, the source may give none at all, and then it caps nothing. */
  hasVolume: boolean;
  /** The series ends while the market goes on: a listing that ended. */
  readonly ends: boolean;
  /** Row of the next bar. */
  next: number;
  /** Something is held or ordered: only then its bars are worth a look before the decision. */
  busy: boolean;
}

const endsEarlyMs = 10 * 86_400_000;

export interface PreparedFeeds {
  readonly feeds: Feed[];
  /** Symbols of the spec, and those its rules name, without bars. */
  readonly missing: string[];
  /** Every close time of any feed, once, ascending. */
  readonly timeline: Float64Array;
}

/** Feeds of the spec's symbols that have bars, sorted by symbol, and the names of those that have none. */
export function prepareFeeds(
  compiled: CompiledStrategy,
  dataset: Dataset,
  regime: RegimeHistory | undefined,
  signal: SignalHistory | undefined,
): PreparedFeeds {
  const { spec } = compiled;
  const features = ruleFeatures(spec);
  const usesRegime = features.includes('regime') || features.includes('volatility_regime');
  const usesSignal = features.includes('signal');
  const instruments = new Map(dataset.manifest.instruments.map((i) => [i.symbol, i]));
  const missing: string[] = [];
  const found: { symbol: string; series: MarketSeries }[] = [];
  const market = createRuleMarket(
    dataset,
    spec.timeframe,
    usesRegime ? regime : undefined,
    usesSignal ? signal : undefined,
  );
  for (const symbol of [...new Set(spec.symbols)].sort()) {
    const series = market.series(symbol);
    if (series) found.push({ symbol, series });
    else missing.push(symbol);
  }
  for (const symbol of compiled.needs.symbols) if (!market.series(symbol)) missing.push(symbol);
  const marketEnd = dataset.manifest.series.reduce(
    (last, s) => (s.timeframe === spec.timeframe ? Math.max(last, s.to) : last),
    0,
  );
  const feeds = found.map(({ symbol, series }): Feed => {
    const { columns } = series;
    const instrument = instruments.get(symbol) ?? unknownInstrument(symbol);
    const last = columns.closeTime[columns.closeTime.length - 1] as number;
    return {
      symbol,
      columns,
      signals: compiled.signals({ ...series, symbol, market }),
      instrument,
      hasVolume: false,
      ends: last < marketEnd - endsEarlyMs || (instrument.delistedAt !== null && instrument.delistedAt <= marketEnd),
      next: 0,
      busy: false,
    };
  });
  return { feeds, missing, timeline: mergeTimes(found.map((f) => f.series.columns.closeTime)) };
}

/** Union of ascending time columns; most columns of a market share theirs, and cost nothing. */
function mergeTimes(columns: readonly Float64Array[]): Float64Array {
  let union = columns[0] ?? new Float64Array();
  for (const column of columns.slice(1)) {
    if (isSubset(column, union)) continue;
    const merged = new Float64Array(union.length + column.length).fill(Number.NaN);
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
  let j = 0;
  for (let i = 0; i < times.length; i++, j++) {
    while (j < of.length && (of[j] as number) < (times[i] as number)) j++;
    if (of[j] !== times[i]) return false;
  }
  return true;
}

/** A series without facts trades like a US share. */
const unknownInstrument = (symbol: string): Instrument => ({
  symbol,
  name: symbol,
  kind: 'equity',
  sector: 'Unknown',
  currency: 'USD',
  tickSize: 0.01,
  lotSize: 1,
  tradable: true,
  delistedAt: null,
});
