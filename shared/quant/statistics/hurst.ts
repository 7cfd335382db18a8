/** The Hurst exponent: 0.5 for a random walk, above it for trends, below it for returns to a level. */
import { linearRegression } from './least-squares.ts';
import { variance } from './moments.ts';

/**
 * Half the slope of the logarithm of the variance of differences over `lag` periods against the logarithm of the lag
 * (the structure function of second order; Di Matteo 2007).
 * @param levels prices or their logarithms, not returns
 * @param mostLag longest lag, at least 4
 * @returns NaN for fewer than two times `mostLag` rows or a series that does not move
 */
export function hurstExponent(levels: ArrayLike<number>, mostLag = 20): number {
  if (levels.length < 2 * mostLag) return Number.NaN;
  const lags: number[] = [];
  const logs: number[] = [];
  for (let lag = 2; lag <= mostLag; lag++) {
    const steps = Float64Array.from(
      { length: levels.length - lag },
      (_, i) => (levels[i + lag] as number) - (levels[i] as number),
    );
    lags.push(Math.log(lag));
    logs.push(Math.log(variance(steps, 0)));
  }
  const line = logs.every(Number.isFinite) ? linearRegression(logs, lags) : undefined;
  return line === undefined ? Number.NaN : line.slope / 2;
}
