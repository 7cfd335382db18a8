/** Ljung-Box test: are the first autocorrelations together more than noise (Ljung and Box 1978). */
import { autocorrelation } from './autocorrelation.ts';
import { chiSquaredTail } from './special-functions.ts';

export interface LjungBoxRow {
  readonly lags: number;
  readonly statistic: number;
  readonly pValue: number;
}

/** One row for each number of lags; the hypothesis is that there is no autocorrelation. */
export function ljungBox(x: ArrayLike<number>, lags: readonly number[]): LjungBoxRow[] {
  const n = x.length;
  const rho = autocorrelation(x, Math.max(...lags));
  return lags.map((most) => {
    let sum = 0;
    for (let k = 1; k <= most; k++) sum += (rho[k] as number) ** 2 / (n - k);
    const statistic = n * (n + 2) * sum;
    return { lags: most, statistic, pValue: chiSquaredTail(statistic, most) };
  });
}
