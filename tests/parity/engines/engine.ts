/** What the comparison asks of an engine of ours, and what every one of them answers: round trips. */
import type { BarColumns } from '../../../shared/domain/bar.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import { specOf } from '../../golden/small-market.ts';
import type { Series } from '../series.ts';
import type { ParityStrategy } from '../strategies.ts';

/** A closed round trip, bars by number. */
export interface Trip {
  readonly side: number;
  readonly size: number;
  readonly entryBar: number;
  readonly entryPrice: number;
  readonly exitBar: number;
  readonly exitPrice: number;
  /** Net of commission. */
  readonly pnl: number;
}

export interface Run {
  readonly trips: readonly Trip[];
  /** Account at the last close, open positions at that price. */
  readonly equity: number;
}

export interface Engine {
  readonly name: string;
  /** Undefined where it has no such order. */
  run(strategy: ParityStrategy, series: Series, commissionBps: number): Run | undefined;
  /** Decimals to which it rounds profit and equity; undefined = not at all. */
  readonly moneyDecimals?: number;
}

export const cash = 1_000_000;
/** Share of the equity in one position, in percent: what `rules.py` calls share. */
export const percent = 50;
export const tick = 1e-5;
const day = 86_400_000;

/** The bars with a made-up calendar: one session a day from noon, so that any of our clocks can tell bars apart. */
export function barsOf(series: Series): BarColumns {
  const count = series.close.length;
  return {
    ...series,
    openTime: Float64Array.from({ length: count }, (_, i) => i * day + 1),
    closeTime: Float64Array.from({ length: count }, (_, i) => i * day + day / 2),
    // The peers know no share of a bar's volume: without volume ours has no such cap either.
    volume: new Float64Array(count),
    dividend: new Float64Array(count),
  };
}

export const barAt = (time: number): number => Math.floor(time / day);

export const specFor = (strategy: ParityStrategy): StrategySpec =>
  specOf({
    rules: strategy.rules,
    symbols: ['AAA'],
    sizing: { kind: 'percent-of-equity', percent },
    ...(strategy.protection && { protection: strategy.protection }),
  });
