/** How long a series takes to come half way back to its level. */
import { linearRegression } from './least-squares.ts';

/**
 * Regresses the change on the level before it: dy = a + speed y(-1). The half-life is -ln 2 / speed periods
 * (Chan, Algorithmic Trading, ch. 2).
 * @returns undefined when the series does not move or runs away from its level
 */
export function halfLife(x: ArrayLike<number>): { readonly speed: number; readonly periods: number } | undefined {
  const n = x.length - 1;
  if (n < 3) return undefined;
  const level = Float64Array.from({ length: n }, (_, i) => x[i] as number);
  const change = Float64Array.from({ length: n }, (_, i) => (x[i + 1] as number) - (x[i] as number));
  const line = linearRegression(change, level);
  return line !== undefined && line.slope < 0 ? { speed: line.slope, periods: -Math.LN2 / line.slope } : undefined;
}
