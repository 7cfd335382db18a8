/** The warm-up test: do signals stay the same when the history starts later? Recursive indicators remember their start. */
import type { SignalMaker, SymbolInput } from './look-ahead.ts';
import { changedMarket, rowAfter, rows } from './market-part.ts';
import type { Recursion } from './recursion.ts';

export interface WarmUpFinding {
  readonly passed: boolean;
  readonly comparedBars: number;
  /** Share of the compared bars on which any rule says something else. */
  readonly movedShare: number;
  readonly threshold: number;
  /** Bars the strategy asks for before it decides, and bars of extra history each start was given. */
  readonly warmUpBars: number;
  readonly startsAfter: readonly number[];
  readonly evidence: string | null;
  /** How long each indicator of the rules remembers where the history began. */
  readonly recursive?: readonly Recursion[];
}

const rules = ['entryLong', 'exitLong', 'entryShort', 'exitShort'] as const;

/**
 * Starts the history 1/4, 1/2 and 3/4 of the way in and compares the rules on every bar after `settleBars` more than the
 * warm-up. `threshold` is the share of bars that may differ.
 */
export function findWarmUpDrift(
  make: SignalMaker,
  inputs: readonly SymbolInput[],
  options: { readonly settleBars: number; readonly threshold: number },
): WarmUpFinding {
  let compared = 0;
  let moved = 0;
  let warmUpBars = 0;
  let evidence: string | null = null;
  const startsAfter = new Set<number>();
  for (const input of inputs) {
    const whole = make(input);
    warmUpBars = Math.max(warmUpBars, whole.warmUp);
    const length = input.columns.close.length;
    for (const share of [0.25, 0.5, 0.75]) {
      const start = Math.floor(length * share);
      const first = whole.warmUp + options.settleBars;
      if (length - start <= first) continue;
      startsAfter.add(start);
      const late = make(from(input, start));
      for (let i = first; i < length - start; i++) {
        compared++;
        const name = rules.find((rule) => late[rule][i] !== whole[rule][start + i]);
        if (name === undefined) continue;
        moved++;
        evidence ??= `${name} of ${input.symbol} at bar ${start + i} changes when the history starts at bar ${start}`;
      }
    }
  }
  const movedShare = compared === 0 ? 0 : moved / compared;
  return {
    passed: movedShare <= options.threshold,
    comparedBars: compared,
    movedShare,
    threshold: options.threshold,
    warmUpBars,
    startsAfter: [...startsAfter].sort((a, b) => a - b),
    evidence,
  };
}

/** The history from a row on. */
export function from(input: SymbolInput, start: number): SymbolInput {
  const { symbol, market, columns } = input;
  const first = columns.openTime[start] ?? 0;
  return {
    symbol,
    ...rows(input, start, columns.close.length),
    ...(market && {
      market: changedMarket(market, (series) => {
        const times = series.columns.closeTime;
        return rows(series, rowAfter(times, first), times.length);
      }),
    }),
  };
}
