/** Johansen's test: how many relations tie several series together (Johansen 1991). */
import { type JohansenTrend, johansenCritical } from './johansen-critical.ts';
import { leastSquares, ones } from './least-squares.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** The null of one step: at most `relations` of them. */
export interface JohansenStep {
  readonly relations: number;
  readonly eigenvalue: number;
  /** Against more relations, and against exactly one more. */
  readonly trace: number;
  readonly maximum: number;
  /** At 90, 95 and 99 %. */
  readonly traceCritical: readonly number[];
  readonly maximumCritical: readonly number[];
}

export interface JohansenTest {
  readonly steps: readonly JohansenStep[];
  /** Relations found by the trace statistic at 95 %: steps rejected before the first that is not. */
  readonly relations: number;
  /** Weights of the levels in each relation, the most stationary first, scaled to 1 in the first series where it takes part. */
  readonly vectors: readonly Float64Array[];
  readonly observations: number;
}

/** Residuals of every column after a regression on the others; undefined where those depend on each other. */
function without(columns: readonly Float64Array[], regressors: readonly Float64Array[]): Float64Array[] | undefined {
  if (regressors.length === 0) return [...columns];
  const out: Float64Array[] = [];
  for (const column of columns) {
    const fit = leastSquares(column, regressors);
    if (fit === undefined) return undefined;
    out.push(fit.residuals);
  }
  return out;
}

const line = (n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => (n === 1 ? 0 : (2 * i) / (n - 1) - 1));
const product = (a: readonly Float64Array[], b: readonly Float64Array[]): number[][] =>
  a.map((x) => b.map((y) => x.reduce((sum, v, i) => sum + v * (y[i] as number), 0) / x.length));

/** Lower triangle of the Cholesky factor; undefined where the matrix is not positive definite. */
function cholesky(matrix: readonly number[][]): number[][] | undefined {
  const n = matrix.length;
  const l = matrix.map((row) => row.map(() => 0));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let v = matrix[i]?.[j] as number;
      for (let k = 0; k < j; k++) v -= (l[i]?.[k] as number) * (l[j]?.[k] as number);
      if (i === j && !(v > 1e-14 * (matrix[i]?.[i] as number))) return undefined;
      (l[i] as number[])[j] = i === j ? Math.sqrt(v) : v / (l[j]?.[j] as number);
    }
  }
  return l;
}

/** Solves l x = b. */
function forward(l: readonly number[][], b: readonly number[]): number[] {
  const x: number[] = [];
  for (const [i, row] of l.entries()) {
    let v = b[i] as number;
    for (let k = 0; k < i; k++) v -= (row[k] as number) * (x[k] as number);
    x.push(v / (row[i] as number));
  }
  return x;
}

/** Solves l' x = b. */
function backward(l: readonly number[][], b: ArrayLike<number>): Float64Array {
  const n = l.length;
  const x = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let v = b[i] as number;
    for (let k = i + 1; k < n; k++) v -= (l[k]?.[i] as number) * (x[k] as number);
    x[i] = v / (l[i]?.[i] as number);
  }
  return x;
}

/**
 * The order of operations is that of statsmodels' `coint_johansen`: levels less their trend first, then everything less
 * its mean and the lagged changes.
 * @param series two to eight columns of levels, equally long
 * @param lags lagged changes in the model
 * @returns undefined when they are too short, do not move, or one is made of the others
 */
export function johansen(
  series: readonly ArrayLike<number>[],
  options: { readonly trend?: JohansenTrend; readonly lags?: number } = {},
): JohansenTest | undefined {
  const { trend = 'constant', lags = 1 } = options;
  const n = series[0]?.length ?? 0;
  const count = series.length;
  const rows = n - 1 - lags;
  if (count < 2 || count > 8 || rows < count * (lags + 2) + 2) return undefined;
  const part = { none: [], constant: [ones(n)], linear: [ones(n), line(n)] }[trend];
  const levels = without(
    series.map((s) => Float64Array.from(s)),
    part,
  );
  if (levels === undefined) return undefined;
  const changes = levels.map((x) =>
    Float64Array.from({ length: n - 1 }, (_, i) => (x[i + 1] as number) - (x[i] as number)),
  );
  const mean = trend === 'none' ? [] : [ones(rows)];
  const past = Array.from({ length: lags }, (_, lag) =>
    changes.map((x) => x.slice(lags - lag - 1, lags - lag - 1 + rows)),
  ).flat();
  const now = without(
    changes.map((x) => x.slice(lags)),
    mean,
  );
  const before = without(
    levels.map((x) => x.slice(1, 1 + rows)),
    mean,
  );
  const lagged = without(past, mean);
  const r0 = now && lagged && without(now, lagged);
  const rk = before && lagged && without(before, lagged);
  if (r0 === undefined || rk === undefined) return undefined;
  const rootChanges = cholesky(product(r0, r0));
  const rootLevels = cholesky(product(rk, rk));
  if (rootChanges === undefined || rootLevels === undefined) return undefined;
  // Levels and changes, both made white: their squared correlations are the eigenvalues.
  const half = product(rk, r0).map((row) => forward(rootChanges, row));
  const white =
    half[0]?.map((_, c) =>
      forward(
        rootLevels,
        half.map((row) => row[c] as number),
      ),
    ) ?? [];
  const squared = rootLevels.map((_, i) =>
    rootLevels.map((_v, j) => white.reduce((sum, column) => sum + (column[i] as number) * (column[j] as number), 0)),
  );
  const { values, vectors } = symmetricEigen(squared);
  if (!((values[0] as number) < 1)) return undefined;
  const steps = Array.from(values, (eigenvalue, i): JohansenStep => {
    let trace = 0;
    for (let k = i; k < count; k++) trace -= rows * Math.log(1 - (values[k] as number));
    return {
      relations: i,
      eigenvalue,
      trace,
      maximum: -rows * Math.log(1 - eigenvalue),
      traceCritical: johansenCritical.trace[trend][count - i - 1] as readonly number[],
      maximumCritical: johansenCritical.maximum[trend][count - i - 1] as readonly number[],
    };
  });
  const accepted = steps.findIndex((step) => step.trace <= (step.traceCritical[1] as number));
  return {
    steps,
    relations: accepted < 0 ? count : accepted,
    vectors: vectors.map((v) => {
      const weights = backward(rootLevels, v);
      return weights.map((w) => (weights[0] === 0 ? w : w / (weights[0] as number)));
    }),
    observations: rows,
  };
}
