/** Augmented Dickey-Fuller test: has a series a unit root, i.e. no level it returns to (Said and Dickey 1984). */
import { informationCriteria, leastSquares, ones, tStatistics } from './least-squares.ts';
import { mackinnonCritical, mackinnonPValue, type Trend } from './mackinnon.ts';

export interface UnitRootTest {
  /** Low (negative) speaks against a unit root. */
  readonly statistic: number;
  readonly pValue: number;
  readonly lags: number;
  readonly observations: number;
  /** At 1, 5 and 10 %. */
  readonly critical: readonly number[];
}

export interface DickeyFullerOptions {
  readonly trend?: Trend;
  /** How lags up to `mostLags` are chosen; `none` takes them all. */
  readonly choose?: 'aic' | 'bic' | 't-stat' | 'none';
  /** ceil(12 (n/100)^(1/4)) when left out (Schwert 1989). */
  readonly mostLags?: number;
}

/** 10 % two-sided quantile of the normal distribution: the lag whose t statistic reaches it is the last kept. */
const keptFrom = 1.6448536269514722;

/** Deterministic columns for so many rows. */
export function trendColumns(trend: Trend, rows: number): Float64Array[] {
  const time = (power: number) => Float64Array.from({ length: rows }, (_, i) => (i + 1) ** power);
  const all = [ones(rows), time(1), time(2)];
  return all.slice(0, trend === 'n' ? 0 : trend.length);
}

/** @returns undefined when the series is too short for the lags or does not move */
export function augmentedDickeyFuller(
  x: ArrayLike<number>,
  options: DickeyFullerOptions = {},
): UnitRootTest | undefined {
  const { trend = 'c', choose = 'aic' } = options;
  const n = x.length;
  const terms = trend === 'n' ? 0 : trend.length;
  const limit = Math.floor(n / 2) - terms - 1;
  const most = options.mostLags ?? Math.min(limit, Math.ceil(12 * (n / 100) ** 0.25));
  if (most < 0 || most > limit) return undefined;
  const change = Float64Array.from({ length: n - 1 }, (_, i) => (x[i + 1] as number) - (x[i] as number));
  /** The level of the day before and the changes before it; rows are those that `reach` lags leave. */
  const regress = (lags: number, reach: number) => {
    const rows = change.length - reach;
    const columns = [
      Float64Array.from({ length: rows }, (_, i) => x[i + reach] as number),
      ...Array.from({ length: lags }, (_, l) => change.subarray(reach - l - 1, reach - l - 1 + rows)),
    ];
    return leastSquares(change.subarray(reach), [
      ...columns.slice(0, 1),
      ...trendColumns(trend, rows),
      ...columns.slice(1),
    ]);
  };
  let lags = most;
  if (choose === 't-stat') {
    for (lags = most; lags > 0; lags--) {
      const fit = regress(lags, most);
      if (fit !== undefined && Math.abs(tStatistics(fit).at(-1) as number) >= keptFrom) break;
    }
  } else if (choose !== 'none') {
    let best = Number.POSITIVE_INFINITY;
    for (let l = 0; l <= most; l++) {
      const fit = regress(l, most);
      const value = fit === undefined ? Number.POSITIVE_INFINITY : informationCriteria(fit)[choose];
      if (value < best) {
        best = value;
        lags = l;
      }
    }
  }
  const fit = regress(lags, lags);
  if (fit === undefined) return undefined;
  const statistic = tStatistics(fit)[0] as number;
  if (!Number.isFinite(statistic)) return undefined;
  return {
    statistic,
    pValue: mackinnonPValue(statistic, trend, 1),
    lags,
    observations: fit.observations,
    critical: mackinnonCritical(trend, 1, fit.observations),
  };
}
