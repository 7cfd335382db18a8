/** Share of the benchmark's annual return that the strategy made. */
import { annualReturn } from './returns.ts';

/** NaN when there are no rows or the benchmark ended where it began. */
export function captureOf(returns: ArrayLike<number>, benchmark: ArrayLike<number>, periodsPerYear: number): number {
  const theirs = annualReturn(benchmark, periodsPerYear);
  return theirs === 0 ? Number.NaN : annualReturn(returns, periodsPerYear) / theirs;
}
