/** Mean, variance, skewness, raw kurtosis, correlation and quantiles of a column; NaN rows are left out. */

/** NaN for no values. */
export function mean(x: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    const v = x[i] as number;
    if (Number.isNaN(v)) continue;
    sum += v;
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}

/** Sum of squared distances from the mean over n - ddof, in two passes; NaN for n <= ddof. */
export function variance(x: ArrayLike<number>, ddof: 0 | 1): number {
  const centre = mean(x);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    const v = x[i] as number;
    if (Number.isNaN(v)) continue;
    sum += (v - centre) ** 2;
    count++;
  }
  return count <= ddof ? Number.NaN : sum / (count - ddof);
}

export const standardDeviation = (x: ArrayLike<number>, ddof: 0 | 1): number => Math.sqrt(variance(x, ddof));

function standardisedMoment(x: ArrayLike<number>, power: 3 | 4): number {
  const centre = mean(x);
  const spread = Math.sqrt(variance(x, 0));
  if (!(spread > 0)) return Number.NaN;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    const v = x[i] as number;
    if (Number.isNaN(v)) continue;
    const z = (v - centre) / spread;
    sum += power === 3 ? z * z * z : z * z * z * z;
    count++;
  }
  return sum / count;
}

/** Population skewness; NaN without spread. */
export const skewness = (x: ArrayLike<number>): number => standardisedMoment(x, 3);
/** Population kurtosis, raw: 3 for a normal distribution; NaN without spread. */
export const rawKurtosis = (x: ArrayLike<number>): number => standardisedMoment(x, 4);

/** Pearson correlation over the rows where both are known; NaN when either has no spread there. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = Math.min(a.length, b.length);
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const isKnown = !Number.isNaN(a[i] as number) && !Number.isNaN(b[i] as number);
    x[i] = isKnown ? (a[i] as number) : Number.NaN;
    y[i] = isKnown ? (b[i] as number) : Number.NaN;
  }
  const mx = mean(x);
  const my = mean(y);
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i] as number)) continue;
    const dx = (x[i] as number) - mx;
    const dy = (y[i] as number) - my;
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : Number.NaN;
}

/** Quantiles by linear interpolation between order statistics (the common default); NaN for no values. Sorts once. */
export function quantiles(x: ArrayLike<number>, shares: readonly number[]): number[] {
  let values = new Float64Array(x.length);
  let known = 0;
  for (let i = 0; i < x.length; i++) {
    const value = x[i] as number;
    if (!Number.isNaN(value)) values[known++] = value;
  }
  values = values.subarray(0, known).sort();
  return shares.map((share) => {
    if (values.length === 0) return Number.NaN;
    const place = share * (values.length - 1);
    const below = Math.floor(place);
    const low = values[below] as number;
    const high = values[Math.min(below + 1, values.length - 1)] as number;
    return low + (high - low) * (place - below);
  });
}

/** One of the {@link quantiles}. */
export const quantile = (x: ArrayLike<number>, share: number): number => quantiles(x, [share])[0] as number;
