/** Mean, variance, skewness, raw kurtosis, correlation and quantiles of a column; NaN rows are left out. */

/** The values that are not NaN. */
const known = (x: ArrayLike<number>): number[] => {
  const out: number[] = [];
  for (let i = 0; i < x.length; i++) if (!Number.isNaN(x[i] as number)) out.push(x[i] as number);
  return out;
};

/** NaN for no values. */
export function mean(x: ArrayLike<number>): number {
  const values = known(x);
  let sum = 0;
  for (const v of values) sum += v;
  return values.length === 0 ? Number.NaN : sum / values.length;
}

/** Sum of squared distances from the mean over n - ddof, in two passes; NaN for n <= ddof. */
export function variance(x: ArrayLike<number>, ddof: 0 | 1): number {
  const values = known(x);
  if (values.length <= ddof) return Number.NaN;
  const centre = mean(values);
  let sum = 0;
  for (const v of values) sum += (v - centre) ** 2;
  return sum / (values.length - ddof);
}

export const standardDeviation = (x: ArrayLike<number>, ddof: 0 | 1): number => Math.sqrt(variance(x, ddof));

function standardisedMoment(x: ArrayLike<number>, power: 3 | 4): number {
  const values = known(x);
  const centre = mean(values);
  const spread = Math.sqrt(variance(values, 0));
  if (!(spread > 0)) return Number.NaN;
  let sum = 0;
  for (const v of values) sum += ((v - centre) / spread) ** power;
  return sum / values.length;
}

/** Population skewness; NaN without spread. */
export const skewness = (x: ArrayLike<number>): number => standardisedMoment(x, 3);
/** Population kurtosis, raw: 3 for a normal distribution; NaN without spread. */
export const rawKurtosis = (x: ArrayLike<number>): number => standardisedMoment(x, 4);

/** Pearson correlation over the rows where both are known; NaN when either has no spread there. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const x: number[] = [];
  const y: number[] = [];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (Number.isNaN(a[i] as number) || Number.isNaN(b[i] as number)) continue;
    x.push(a[i] as number);
    y.push(b[i] as number);
  }
  const mx = mean(x);
  const my = mean(y);
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < x.length; i++) {
    const dx = (x[i] as number) - mx;
    const dy = (y[i] as number) - my;
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : Number.NaN;
}

/** Quantile by linear interpolation between order statistics (the common default); NaN for no values. */
export function quantile(x: ArrayLike<number>, share: number): number {
  const values = known(x).sort((a, b) => a - b);
  if (values.length === 0) return Number.NaN;
  const place = share * (values.length - 1);
  const below = Math.floor(place);
  const low = values[below] as number;
  const high = values[Math.min(below + 1, values.length - 1)] as number;
  return low + (high - low) * (place - below);
}
