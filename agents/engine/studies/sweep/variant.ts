/** What is kept of a tried variant, whichever way it was run: six numbers, and the ratios made of them. */

import type { Timeframe } from '../../../../shared/domain/bar.ts';
import { periodsPerYear } from '../../../../shared/quant/metrics/periods.ts';
import { returnsOf } from '../../../../shared/quant/metrics/returns.ts';
import type { StudyOutcome } from '../evaluate.ts';

/** Sums instead of columns: what a sweep can keep of ten thousand runs. */
export interface VariantFigures {
  readonly bars: number;
  readonly finalEquity: number;
  /** From -1 (or below, when ruined) to 0. */
  readonly maxDrawdown: number;
  readonly trades: number;
  /** Sum of the bar returns, and of their squares. */
  readonly sum: number;
  readonly squares: number;
}

/** Ratios as in a `Performance`; null where undefined. */
export interface VariantSummary {
  readonly finalEquity: number;
  readonly totalReturn: number;
  readonly annualReturn: number | null;
  readonly maxDrawdown: number;
  readonly trades: number;
  readonly sharpe: number | null;
  readonly calmar: number | null;
  /** Per bar: what the trial ledger keeps. */
  readonly barSharpe: number | null;
}

export function figuresOf(outcome: StudyOutcome): VariantFigures {
  const { capital, equity, trades } = outcome;
  const returns = returnsOf([capital, ...Array.from(equity)]);
  let [sum, squares, peak, worst] = [0, 0, capital, 1];
  for (const r of returns) {
    sum += r;
    squares += r * r;
  }
  for (let i = 0; i < equity.length; i++) {
    const value = equity[i] as number;
    peak = Math.max(peak, value);
    worst = Math.min(worst, value / peak);
  }
  const finalEquity = equity[equity.length - 1] ?? capital;
  return { bars: returns.length, finalEquity, maxDrawdown: worst - 1, trades: trades.length, sum, squares };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

export function summarise(figures: VariantFigures, capital: number, timeframe: Timeframe): VariantSummary {
  const { bars, finalEquity, maxDrawdown, trades, sum, squares } = figures;
  const year = periodsPerYear[timeframe];
  const mean = sum / bars;
  const variance = (squares - bars * mean * mean) / (bars - 1);
  // The difference of two equal sums is rounding dust, not a spread.
  const spread = variance > 1e-14 * (squares / bars) ? Math.sqrt(variance) : Number.NaN;
  const growth = finalEquity / capital;
  const annualReturn = growth > 0 ? finite(growth ** (year / bars) - 1) : null;
  const barSharpe = trades === 0 && sum === 0 ? null : finite(mean / spread);
  return {
    finalEquity,
    totalReturn: growth - 1,
    annualReturn,
    maxDrawdown,
    trades,
    sharpe: barSharpe === null ? null : barSharpe * Math.sqrt(year),
    calmar: annualReturn === null || !(maxDrawdown < 0) ? null : annualReturn / -maxDrawdown,
    barSharpe,
  };
}
