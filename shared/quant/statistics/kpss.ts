/** KPSS test: is a series stationary around a level or a trend (Kwiatkowski, Phillips, Schmidt, Shin 1992). */

import { trendColumns } from './augmented-dickey-fuller.ts';
import { leastSquares } from './least-squares.ts';

export interface StationarityTest {
  /** High speaks against stationarity. */
  readonly statistic: number;
  /** Interpolated in the published table: never below 0.01 or above 0.1. */
  readonly pValue: number;
  readonly lags: number;
  /** At 10, 5, 2.5 and 1 %. */
  readonly critical: readonly number[];
}

const tables = { c: [0.347, 0.463, 0.574, 0.739], ct: [0.119, 0.146, 0.176, 0.216] } as const;
const shares = [0.1, 0.05, 0.025, 0.01] as const;

const products = (x: Float64Array, lag: number): number => {
  let sum = 0;
  for (let i = lag; i < x.length; i++) sum += (x[i] as number) * (x[i - lag] as number);
  return sum;
};

/** Bandwidth from the data (Hobijn, Franses and Ooms 1998). */
function ownLags(residuals: Float64Array): number {
  const n = residuals.length;
  let level = products(residuals, 0) / n;
  let slope = 0;
  for (let i = 1; i <= Math.floor(n ** (2 / 9)); i++) {
    const value = products(residuals, i) / (n / 2);
    level += value;
    slope += i * value;
  }
  return Math.floor(1.1447 * ((slope / level) ** 2) ** (1 / 3) * n ** (1 / 3));
}

/**
 * @param lags of the long-run variance: a number, `auto` (from the data) or `legacy` (ceil(12 (n/100)^(1/4)))
 * @returns undefined for fewer than three rows or a series that does not move
 */
export function kpss(
  x: ArrayLike<number>,
  trend: 'c' | 'ct' = 'c',
  lags: number | 'auto' | 'legacy' = 'auto',
): StationarityTest | undefined {
  const n = x.length;
  const fit = n < 3 ? undefined : leastSquares(x, trendColumns(trend, n));
  if (fit === undefined || !(fit.squares > 0)) return undefined;
  const wanted =
    lags === 'auto' ? ownLags(fit.residuals) : lags === 'legacy' ? Math.ceil(12 * (n / 100) ** 0.25) : lags;
  const used = Math.min(wanted, n - 1);
  let variance = products(fit.residuals, 0);
  for (let i = 1; i <= used; i++) variance += 2 * products(fit.residuals, i) * (1 - i / (used + 1));
  let path = 0;
  let squares = 0;
  for (const e of fit.residuals) {
    path += e;
    squares += path * path;
  }
  const statistic = squares / n ** 2 / (variance / n);
  if (!Number.isFinite(statistic)) return undefined;
  const table = tables[trend];
  let pValue: number = statistic < table[0] ? shares[0] : shares[3];
  for (let i = 0; i < 3; i++) {
    const [low, high] = [table[i] as number, table[i + 1] as number];
    const [from, to] = [shares[i] as number, shares[i + 1] as number];
    if (statistic >= low && statistic < high) pValue = from + ((to - from) * (statistic - low)) / (high - low);
  }
  return { statistic, pValue, lags: used, critical: table };
}
