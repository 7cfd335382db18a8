/** The normal distribution and its inverse to about fifteen digits. */

/**
 * Complementary error function for x >= 0: the series of erf below 2.5, the continued fraction of Laplace above
 * (Abramowitz and Stegun 7.1.6 and 7.1.14), both carried to the precision of a double.
 */
function complementaryError(x: number): number {
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = 0;
  for (let n = 80; n >= 1; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * (x + fraction));
}

/** Probability that a standard normal value is at most z. Relative accuracy holds in the lower tail too. */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  const tail = 0.5 * complementaryError(Math.abs(z) / Math.SQRT2);
  return z < 0 ? tail : 1 - tail;
}

export const normalDensity = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** Starting values of the inverse, good to 4.5e-4 (Abramowitz and Stegun 26.2.23). */
function roughQuantile(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail));
  const over = 2.515517 + t * (0.802853 + t * 0.010328);
  const under = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return t - over / under;
}

/** Inverse of {@link normalCdf} by Halley's method; -Infinity and Infinity at 0 and 1, NaN outside. */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) return Number.NaN;
  if (probability === 0) return Number.NEGATIVE_INFINITY;
  if (probability === 1) return Number.POSITIVE_INFINITY;
  if (probability === 0.5) return 0;
  const isLower = probability < 0.5;
  const tail = isLower ? probability : 1 - probability;
  let z = -roughQuantile(tail);
  for (let i = 0; i < 4; i++) {
    const step = (normalCdf(z) - tail) / normalDensity(z);
    z -= step / (1 + (z * step) / 2);
  }
  return isLower ? z : -z;
}
