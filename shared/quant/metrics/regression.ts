/** Alpha and beta against a benchmark, on the rows where both have a value. */
import { mean } from '../statistics/moments.ts';

/** Covariance with the benchmark over its variance; NaN when the benchmark does not move (variance below 1e-30). */
export function betaOf(returns: ArrayLike<number>, benchmark: ArrayLike<number>): number {
  if (returns.length < 2) return Number.NaN;
  const factor = Float64Array.from(benchmark, (b, i) => (Number.isNaN(returns[i] as number) ? Number.NaN : b));
  const centre = mean(factor);
  const away = factor.map((f) => f - centre);
  const variance = mean(away.map((d) => d * d));
  return variance < 1e-30 ? Number.NaN : mean(away.map((d, i) => d * (returns[i] as number))) / variance;
}

/** Annual return that beta does not explain: the mean residual per period, compounded over a year. */
export function alphaOf(returns: ArrayLike<number>, benchmark: ArrayLike<number>, periodsPerYear: number): number {
  if (returns.length < 2) return Number.NaN;
  const beta = betaOf(returns, benchmark);
  const residual = Float64Array.from(returns, (r, i) => r - beta * (benchmark[i] as number));
  return (1 + mean(residual)) ** periodsPerYear - 1;
}
