/** Engle-Granger test: do two series share a trend, so that their difference returns to a level (Engle and Granger 1987). */
import { augmentedDickeyFuller, trendColumns, type UnitRootTest } from './augmented-dickey-fuller.ts';
import { leastSquares } from './least-squares.ts';
import { mackinnonCritical, mackinnonPValue, type Trend } from './mackinnon.ts';

export interface CointegrationTest extends UnitRootTest {
  /** Units of x that hedge one unit of y. */
  readonly hedgeRatio: number;
  /** NaN without a constant. */
  readonly intercept: number;
}

/**
 * Regresses y on x and tests the residuals for a unit root without further terms.
 * @returns undefined when the series are too short, do not move, or one is a multiple of the other
 */
export function engleGranger(
  y: ArrayLike<number>,
  x: ArrayLike<number>,
  options: {
    readonly trend?: Trend;
    readonly choose?: 'aic' | 'bic' | 't-stat' | 'none';
    readonly mostLags?: number;
  } = {},
): CointegrationTest | undefined {
  const { trend = 'c', ...rest } = options;
  const n = y.length;
  const fit = leastSquares(y, [x, ...trendColumns(trend, n)]);
  if (fit === undefined) return undefined;
  let whole = 0;
  for (let i = 0; i < n; i++) whole += (y[i] as number) ** 2;
  if (fit.squares < 1e-12 * whole) return undefined;
  const test = augmentedDickeyFuller(fit.residuals, { ...rest, trend: 'n' });
  if (test === undefined) return undefined;
  return {
    ...test,
    pValue: mackinnonPValue(test.statistic, trend, 2),
    critical: mackinnonCritical(trend, 2, n - 1),
    hedgeRatio: fit.coefficients[0] as number,
    intercept: trend === 'n' ? Number.NaN : (fit.coefficients[1] as number),
  };
}
