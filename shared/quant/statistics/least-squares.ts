/** Ordinary least squares by Householder reflections, with the statistics of the fit. */
import { fTail, studentTwoSided } from './special-functions.ts';

export interface LeastSquaresFit {
  readonly coefficients: Float64Array;
  readonly residuals: Float64Array;
  /** Sum of squared residuals. */
  readonly squares: number;
  /** Inverse of X'X, row by row. */
  readonly inverse: readonly Float64Array[];
  readonly observations: number;
}

/**
 * Regresses y on columns. No column of ones is added: give one for an intercept.
 * @returns undefined when there are fewer rows than columns or the columns depend on each other
 */
export function leastSquares(y: ArrayLike<number>, columns: readonly ArrayLike<number>[]): LeastSquaresFit | undefined {
  const n = y.length;
  const k = columns.length;
  if (n < k || k === 0) return undefined;
  const a = columns.map((c) => Float64Array.from(c));
  const target = Float64Array.from(y);
  const diagonal = new Float64Array(k);
  for (let j = 0; j < k; j++) {
    const column = a[j] as Float64Array;
    let whole = 0;
    for (let i = 0; i < n; i++) whole += (columns[j]?.[i] as number) ** 2;
    let norm = 0;
    for (let i = j; i < n; i++) norm += (column[i] as number) ** 2;
    norm = Math.sqrt(norm);
    // Nothing is left of a column that the ones before it can make.
    if (!(norm > 1e-12 * Math.sqrt(whole))) return undefined;
    const head = column[j] as number;
    const r = head > 0 ? -norm : norm;
    diagonal[j] = r;
    column[j] = head - r;
    const scale = norm * (norm + Math.abs(head));
    for (const other of [...a.slice(j + 1), target]) {
      let dot = 0;
      for (let i = j; i < n; i++) dot += (column[i] as number) * (other[i] as number);
      const factor = dot / scale;
      for (let i = j; i < n; i++) other[i] = (other[i] as number) - factor * (column[i] as number);
    }
  }
  const upper = (i: number, j: number): number => (i === j ? (diagonal[i] as number) : (a[j]?.[i] as number));
  const solve = (right: ArrayLike<number>): Float64Array => {
    const x = new Float64Array(k);
    for (let i = k - 1; i >= 0; i--) {
      let v = right[i] as number;
      for (let j = i + 1; j < k; j++) v -= upper(i, j) * (x[j] as number);
      x[i] = v / upper(i, i);
    }
    return x;
  };
  const coefficients = solve(target);
  const rootInverse = Array.from({ length: k }, (_, c) =>
    solve(Array.from({ length: k }, (_v, i) => (i === c ? 1 : 0))),
  );
  const inverse = Array.from({ length: k }, (_, i) =>
    Float64Array.from({ length: k }, (_v, j) =>
      rootInverse.reduce((total, column) => total + (column[i] as number) * (column[j] as number), 0),
    ),
  );
  const residuals = Float64Array.from(y, (v, i) => {
    let fitted = 0;
    for (let j = 0; j < k; j++) fitted += (coefficients[j] as number) * (columns[j]?.[i] as number);
    return v - fitted;
  });
  const squares = residuals.reduce((total, e) => total + e * e, 0);
  return { coefficients, residuals, squares, inverse, observations: n };
}

/** t statistics: coefficients over their standard errors (residual variance over n - k). */
export function tStatistics(fit: LeastSquaresFit): Float64Array {
  const variance = fit.squares / (fit.observations - fit.coefficients.length);
  return fit.coefficients.map((b, i) => b / Math.sqrt(variance * (fit.inverse[i]?.[i] as number)));
}

/** Akaike's and Schwarz's criteria with the full Gaussian likelihood; smaller is better. */
export function informationCriteria(fit: LeastSquaresFit): { readonly aic: number; readonly bic: number } {
  const n = fit.observations;
  const k = fit.coefficients.length;
  const deviance = n * (Math.log(2 * Math.PI) + Math.log(fit.squares / n) + 1);
  return { aic: deviance + 2 * k, bic: deviance + k * Math.log(n) };
}

export interface LinearRegression {
  readonly intercept: number;
  readonly slope: number;
  /** Of intercept and slope, as in the next two. */
  readonly standardErrors: readonly number[];
  readonly t: readonly number[];
  readonly pValues: readonly number[];
  readonly rSquared: number;
  readonly adjustedRSquared: number;
  readonly f: number;
  readonly fPValue: number;
  /** Near 2 without autocorrelation of the residuals, towards 0 with. */
  readonly durbinWatson: number;
  readonly aic: number;
  readonly bic: number;
}

/** Column of ones. */
export const ones = (n: number): Float64Array => new Float64Array(n).fill(1);

/** A straight line through y over x; undefined for fewer than three rows or an x that does not move. */
export function linearRegression(y: ArrayLike<number>, x: ArrayLike<number>): LinearRegression | undefined {
  const n = y.length;
  const fit = n < 3 ? undefined : leastSquares(y, [ones(n), x]);
  if (fit === undefined) return undefined;
  const t = [...tStatistics(fit)];
  let centre = 0;
  for (let i = 0; i < n; i++) centre += (y[i] as number) / n;
  let total = 0;
  for (let i = 0; i < n; i++) total += ((y[i] as number) - centre) ** 2;
  let steps = 0;
  for (let i = 1; i < n; i++) steps += ((fit.residuals[i] as number) - (fit.residuals[i - 1] as number)) ** 2;
  const rSquared = 1 - fit.squares / total;
  const f = (rSquared / (1 - rSquared)) * (n - 2);
  return {
    intercept: fit.coefficients[0] as number,
    slope: fit.coefficients[1] as number,
    standardErrors: t.map((v, i) => (fit.coefficients[i] as number) / v),
    t,
    pValues: t.map((v) => studentTwoSided(v, n - 2)),
    rSquared,
    adjustedRSquared: 1 - ((1 - rSquared) * (n - 1)) / (n - 2),
    f,
    fPValue: fTail(f, 1, n - 2),
    durbinWatson: steps / fit.squares,
    ...informationCriteria(fit),
  };
}
