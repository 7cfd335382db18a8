/** Attribution of a run: by symbol, sector and side, against a basket of its own market, by factors, and of its risk. */
import {
  addEffects,
  brinsonFachler,
  type SegmentEffect,
} from '../../../../shared/quant/attribution/brinson-fachler.ts';
import { type Contribution, contributionsBy } from '../../../../shared/quant/attribution/contributions.ts';
import { type FactorRegression, factorRegression } from '../../../../shared/quant/attribution/factor-regression.ts';
import { type RiskDecomposition, riskContributions } from '../../../../shared/quant/attribution/risk-contributions.ts';
import { returnsOf } from '../../../../shared/quant/metrics/returns.ts';
import { alignAsOf } from '../../../../shared/strategy/compile.ts';
import type { StrategySpec } from '../../../../shared/strategy/spec.ts';
import type { Dataset } from '../../../kernel/ports.ts';
import type { StudyOutcome } from '../evaluate.ts';

export interface Attribution {
  readonly totalPnl: number;
  readonly bySymbol: readonly Contribution[];
  readonly bySector: readonly Contribution[];
  readonly bySide: readonly Contribution[];
  /** Profit of positions still open and of what trades do not hold: total less the round trips. */
  readonly openPnl: number;
  /**
   * Against holding all symbols of the strategy in equal parts, bars added up. What weights times returns leave of a bar's
   * return (costs, fills within the bar, positions still open) is `trading`. Null below two bars.
   */
  readonly brinson: {
    readonly segments: readonly SegmentEffect[];
    readonly trading: number;
    /** Sum of the bar returns, and of the benchmark's: the effects and `trading` add up to their difference. */
    readonly own: number;
    readonly benchmark: number;
  } | null;
  /** On the market (the benchmark of the data, else the basket) and further factors; null where it cannot be fitted. */
  readonly factors: FactorRegression | null;
  readonly risk: RiskDecomposition;
}

export interface Factor {
  readonly name: string;
  /** By the bars of the outcome; not a number = unknown. */
  readonly values: Float64Array;
}

/** Weight of each symbol at the beginning of each bar, from its round trips. */
function weightsOf(outcome: StudyOutcome, closes: ReadonlyMap<string, Float64Array>): Map<string, Float64Array> {
  const { times, equity, trades } = outcome;
  const weights = new Map<string, Float64Array>();
  for (const symbol of closes.keys()) weights.set(symbol, new Float64Array(times.length));
  for (const trade of trades) {
    const column = weights.get(trade.symbol);
    const close = closes.get(trade.symbol);
    if (column === undefined || close === undefined) continue;
    const signed = trade.side === 'long' ? trade.quantity : -trade.quantity;
    for (let i = 1; i < times.length; i++) {
      // Held at the close before the bar: the entry is behind it, the exit is not.
      const before = times[i - 1] as number;
      if (trade.entryTime <= before && trade.exitTime > before)
        column[i] = (column[i] as number) + (signed * (close[i - 1] as number)) / (equity[i - 1] as number);
    }
  }
  return weights;
}

export function attribute(
  outcome: StudyOutcome,
  spec: StrategySpec,
  dataset: Dataset,
  further: readonly Factor[] = [],
): Attribution {
  const { capital, times, equity, trades } = outcome;
  const bars = times.length;
  const moments = Float64Array.from(times);
  const sectors = new Map(dataset.manifest.instruments.map((i) => [i.symbol, i.sector]));
  const closes = new Map<string, Float64Array>();
  for (const symbol of [...new Set(spec.symbols)].sort()) {
    const columns = dataset.series(symbol, spec.timeframe)?.columns;
    if (columns !== undefined) closes.set(symbol, alignAsOf(columns.closeTime, columns.close, moments));
  }
  const marketReturns = new Map(
    [...closes].map(([symbol, close]) => [symbol, totalReturns(close, dividendsOf(dataset, spec, symbol, times))]),
  );
  const own = returnsOf([capital, ...Array.from(equity)]);
  const weights = weightsOf(outcome, closes);
  const share = closes.size === 0 ? 0 : 1 / closes.size;
  const periods: SegmentEffect[][] = [];
  const basket = new Float64Array(bars);
  const parts = new Map([...closes.keys()].map((symbol) => [symbol, new Float64Array(bars)]));
  const rest = new Float64Array(bars);
  for (let i = 0; i < bars; i++) {
    let invested = 0;
    let explained = 0;
    const segments = [...closes.keys()].map((name) => {
      const weight = weights.get(name)?.[i] as number;
      const change = marketReturns.get(name)?.[i] as number;
      invested += weight;
      explained += weight * change;
      basket[i] = (basket[i] as number) + share * change;
      (parts.get(name) as Float64Array)[i] = weight * change;
      return { name, weight, return: change, benchmarkWeight: share, benchmarkReturn: change };
    });
    rest[i] = (own[i] as number) - explained;
    periods.push(
      brinsonFachler([
        ...segments,
        {
          name: 'cash',
          weight: 1 - invested,
          return: 0,
          benchmarkWeight: closes.size === 0 ? 1 : 0,
          benchmarkReturn: 0,
        },
      ]),
    );
  }
  const benchmark = dataset.manifest.benchmark;
  const index = benchmark === null ? undefined : dataset.series(benchmark, spec.timeframe)?.columns;
  const market = index === undefined ? basket : changesOf(alignAsOf(index.closeTime, index.close, moments));
  const factors = [{ name: index === undefined ? 'basket' : (benchmark ?? 'market'), values: market }, ...further];
  const complete = Array.from({ length: bars }, (_, i) => i).filter((i) =>
    factors.every((f) => Number.isFinite(f.values[i])),
  );
  const pick = (values: ArrayLike<number>): Float64Array => Float64Array.from(complete, (i) => values[i] as number);
  const total = (equity[bars - 1] ?? capital) - capital;
  const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
  return {
    totalPnl: total,
    bySymbol: contributionsBy(trades, (t) => t.symbol, capital),
    bySector: contributionsBy(trades, (t) => sectors.get(t.symbol) ?? 'Unknown', capital),
    bySide: contributionsBy(trades, (t) => t.side, capital),
    openPnl: total - trades.reduce((a, t) => a + t.pnl, 0),
    brinson:
      bars < 2 ? null : { segments: addEffects(periods), trading: sum(rest), own: sum(own), benchmark: sum(basket) },
    factors:
      factorRegression(
        pick(own),
        factors.map(({ name, values }) => ({ name, values: pick(values) })),
      ) ?? null,
    risk: riskContributions([
      ...[...parts].map(([name, contributions]) => ({ name, contributions })),
      { name: 'trading', contributions: rest },
    ]),
  };
}

/** Cash per share by moment. */
function dividendsOf(dataset: Dataset, spec: StrategySpec, symbol: string, times: ArrayLike<number>): Float64Array {
  const columns = dataset.series(symbol, spec.timeframe)?.columns;
  const paid = new Map<number, number>();
  columns?.dividend.forEach((cash, i) => {
    if (cash !== 0) paid.set(columns.closeTime[i] as number, cash);
  });
  return Float64Array.from(times, (time) => paid.get(time) ?? 0);
}

/** Bar returns with dividends; 0 where a price is not known. */
const totalReturns = (close: Float64Array, dividends: Float64Array): Float64Array =>
  close.map((v, i) => {
    const change = i === 0 ? 0 : (v + (dividends[i] as number)) / (close[i - 1] as number) - 1;
    return Number.isFinite(change) ? change : 0;
  });

const changesOf = (price: Float64Array): Float64Array =>
  price.map((v, i) => (i === 0 ? Number.NaN : v / (price[i - 1] as number) - 1));
