/** Standard errors that hold when residuals are heteroscedastic and autocorrelated (Newey and West 1987). */
import type { LeastSquaresFit } from './least-squares.ts';

/**
 * Bartlett weights over `lags` lags, no correction for small samples.
 * @returns the standard error of each coefficient
 */
export function neweyWestErrors(
  fit: LeastSquaresFit,
  columns: readonly ArrayLike<number>[],
  lags: number,
): Float64Array {
  const k = columns.length;
  const n = fit.observations;
  const score = columns.map((c) => fit.residuals.map((e, i) => e * (c[i] as number)));
  const middle = (i: number, j: number): number => {
    const a = score[i] as Float64Array;
    const b = score[j] as Float64Array;
    let total = 0;
    for (let lag = 0; lag <= lags; lag++) {
      let products = 0;
      for (let t = lag; t < n; t++) {
        products += (a[t] as number) * (b[t - lag] as number);
        if (lag > 0) products += (a[t - lag] as number) * (b[t] as number);
      }
      total += (1 - lag / (lags + 1)) * products;
    }
    return total;
  };
  const meat = Array.from({ length: k }, (_, i) => Float64Array.from({ length: k }, (_v, j) => middle(i, j)));
  return Float64Array.from({ length: k }, (_, c) => {
    const row = fit.inverse[c] as Float64Array;
    let variance = 0;
    for (let i = 0; i < k; i++)
      for (let j = 0; j < k; j++) variance += (row[i] as number) * (meat[i]?.[j] as number) * (row[j] as number);
    return Math.sqrt(variance);
  });
}
