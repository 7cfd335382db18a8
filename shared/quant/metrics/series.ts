/** Small transforms of return columns that several metrics share. */

/** The values that are there, in order. */
export const known = (x: ArrayLike<number>): Float64Array => Float64Array.from(x).filter((v) => !Number.isNaN(v));

/** Returns above a fixed rate, or above a rate of their own for every period. */
export const excess = (returns: ArrayLike<number>, rate: number, rates?: ArrayLike<number>): Float64Array =>
  Float64Array.from(returns, (r, i) => r - (rates === undefined ? rate : (rates[i] ?? Number.NaN)));

/** Simple difference of two columns. */
export const minus = (a: ArrayLike<number>, b: ArrayLike<number>): Float64Array =>
  Float64Array.from(a, (v, i) => v - (b[i] ?? Number.NaN));

export function sum(x: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += x[i] as number;
  return total;
}

/** Simple returns from logarithmic ones. */
export const fromLogReturns = (x: ArrayLike<number>): Float64Array => Float64Array.from(x, (v) => Math.expm1(v));

/** Rows on which the benchmark rose (1) or fell (-1), of both columns. */
export function rowsWhere(
  returns: Float64Array,
  benchmark: Float64Array,
  direction: 1 | -1,
): { readonly returns: Float64Array; readonly benchmark: Float64Array } {
  const wanted = (i: number): boolean => (benchmark[i] as number) * direction > 0;
  return { returns: returns.filter((_, i) => wanted(i)), benchmark: benchmark.filter((_, i) => wanted(i)) };
}
