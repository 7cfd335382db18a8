/** Splits a column into its part along some columns and the rest, without squaring their condition. */
import { dot } from '../linear-algebra.ts';

export interface Split {
  /** The coefficients: `along = sum of coefficients * columns`. */
  readonly coefficients: Float64Array;
  /** What none of the columns explains. */
  readonly rest: Float64Array;
}

function subtract(from: Float64Array, factor: number, x: Float64Array): void {
  for (let i = 0; i < from.length; i++) from[i] = (from[i] as number) - factor * (x[i] as number);
}

/**
 * Gram-Schmidt, every projection done twice ("twice is enough", Giraud and Langou 2005).
 * @returns the number of the first column that follows from those before it, when there is one
 */
export function split(target: Float64Array, columns: readonly Float64Array[]): Split | number {
  const basis: Float64Array[] = [];
  const triangle: Float64Array[] = [];
  for (const [c, column] of columns.entries()) {
    const q = Float64Array.from(column);
    const shares = new Float64Array(c + 1);
    const size = Math.sqrt(dot(column, column));
    for (let pass = 0; pass < 2; pass++) {
      for (const [b, other] of basis.entries()) {
        const share = dot(other, q);
        shares[b] = (shares[b] as number) + share;
        subtract(q, share, other);
      }
    }
    const left = Math.sqrt(dot(q, q));
    if (!(left > 1e-12 * size)) return c;
    shares[c] = left;
    for (let i = 0; i < q.length; i++) q[i] = (q[i] as number) / left;
    basis.push(q);
    triangle.push(shares);
  }
  const rest = Float64Array.from(target);
  const size = Math.sqrt(dot(rest, rest));
  const coefficients = new Float64Array(basis.length);
  for (let pass = 0; pass < 2; pass++) {
    for (const [b, q] of basis.entries()) {
      const share = dot(q, rest);
      coefficients[b] = (coefficients[b] as number) + share;
      subtract(rest, share, q);
    }
  }
  // A full set of columns explains everything, and what is left of the difference of large numbers is rounding.
  if (basis.length >= rest.length || Math.sqrt(dot(rest, rest)) <= 1e-15 * size) rest.fill(0);
  for (let b = basis.length - 1; b >= 0; b--) {
    let sum = coefficients[b] as number;
    for (let c = b + 1; c < basis.length; c++)
      sum -= ((triangle[c] as Float64Array)[b] as number) * (coefficients[c] as number);
    coefficients[b] = sum / ((triangle[b] as Float64Array)[b] as number);
  }
  return { coefficients, rest };
}
