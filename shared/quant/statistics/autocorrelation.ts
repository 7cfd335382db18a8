/** Correlation of a series with its own past. */
import { mean } from './moments.ts';

/** Autocorrelation at lags 0..lags, all sums over n (biased, so that the matrix stays positive definite); NaN without spread. */
export function autocorrelation(x: ArrayLike<number>, lags: number): Float64Array {
  const centre = mean(x);
  const away = Float64Array.from(x, (v) => v - centre);
  let whole = 0;
  for (const v of away) whole += v * v;
  return Float64Array.from({ length: lags + 1 }, (_, lag) => {
    let sum = 0;
    for (let i = lag; i < away.length; i++) sum += (away[i] as number) * (away[i - lag] as number);
    return sum / whole;
  });
}

/** Partial autocorrelation at lags 0..lags from the Yule-Walker equations, by the recursion of Levinson and Durbin. */
export function partialAutocorrelation(x: ArrayLike<number>, lags: number): Float64Array {
  const rho = autocorrelation(x, lags);
  const out = new Float64Array(lags + 1);
  out[0] = 1;
  let weights: number[] = [];
  let error = 1;
  for (let k = 1; k <= lags; k++) {
    let reach = rho[k] as number;
    for (let j = 1; j < k; j++) reach -= (weights[j - 1] as number) * (rho[k - j] as number);
    const last = reach / error;
    weights = [...weights.map((w, j) => w - last * (weights[k - 2 - j] as number)), last];
    error *= 1 - last * last;
    out[k] = last;
  }
  return out;
}
