/** Returns explained by factors: least squares with errors that hold under autocorrelation (Newey and West 1987). */
import { leastSquares, ones } from '../statistics/least-squares.ts';
import { mean } from '../statistics/moments.ts';
import { neweyWestErrors } from '../statistics/newey-west.ts';
import { studentTwoSided } from '../statistics/special-functions.ts';

export interface FactorLoading {
  readonly name: string;
  readonly beta: number;
  readonly error: number;
  readonly t: number;
  readonly pValue: number;
  /** Mean return per bar that it brought: beta times the factor's mean. */
  readonly contribution: number;
}

export interface FactorRegression {
  /** Mean return per bar that no factor explains. */
  readonly alpha: number;
  readonly alphaError: number;
  readonly alphaT: number;
  readonly alphaPValue: number;
  readonly loadings: readonly FactorLoading[];
  readonly rSquared: number;
  readonly bars: number;
  /** Lags of the errors: floor(4 (n / 100)^(2/9)). */
  readonly lags: number;
}

/** Alpha and the contributions add up to the mean return. Undefined for too few bars or factors that hang together. */
export function factorRegression(
  returns: ArrayLike<number>,
  factors: readonly { readonly name: string; readonly values: ArrayLike<number> }[],
): FactorRegression | undefined {
  const n = returns.length;
  const columns = [ones(n), ...factors.map((f) => f.values)];
  if (n <= columns.length + 1) return undefined;
  const fit = leastSquares(returns, columns);
  if (fit === undefined) return undefined;
  const lags = Math.floor(4 * (n / 100) ** (2 / 9));
  const errors = neweyWestErrors(fit, columns, lags);
  const freedom = n - columns.length;
  const centre = mean(returns);
  let total = 0;
  for (let i = 0; i < n; i++) total += ((returns[i] as number) - centre) ** 2;
  const of = (i: number): { value: number; error: number; t: number; pValue: number } => {
    const value = fit.coefficients[i] as number;
    const error = errors[i] as number;
    return { value, error, t: value / error, pValue: studentTwoSided(value / error, freedom) };
  };
  const alpha = of(0);
  return {
    alpha: alpha.value,
    alphaError: alpha.error,
    alphaT: alpha.t,
    alphaPValue: alpha.pValue,
    loadings: factors.map(({ name, values }, i) => {
      const { value, error, t, pValue } = of(i + 1);
      return { name, beta: value, error, t, pValue, contribution: value * mean(values) };
    }),
    rSquared: total > 0 ? 1 - fit.squares / total : Number.NaN,
    bars: n,
    lags,
  };
}
