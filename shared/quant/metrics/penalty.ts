/** How much returns that follow each other make a deviation look smaller than it is. */
import { correlation } from '../statistics/moments.ts';

/**
 * Root of 1 + 2 sum over lags k of (1 - k/n) |rho|^k with the correlation of one period with the next (Lo 2002, for a
 * first-order autoregression; QuantStats autocorr_penalty). At least 1; NaN without spread.
 */
export function autocorrelationPenalty(returns: Float64Array): number {
  const n = returns.length;
  const rho = Math.abs(correlation(returns.subarray(0, n - 1), returns.subarray(1)));
  let total = 0;
  for (let k = 1; k < n; k++) total += ((n - k) / n) * rho ** k;
  return Math.sqrt(1 + 2 * total);
}
