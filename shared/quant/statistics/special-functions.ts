/** Tails of the chi-squared, Student and F distributions through the incomplete gamma and beta functions. */

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** Logarithm of the gamma function for x > 0 (Lanczos with g = 7 and nine terms). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let series = lanczos[0] as number;
  for (let i = 1; i < lanczos.length; i++) series += (lanczos[i] as number) / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(series);
}

/** Upper regularised incomplete gamma function: its series below a + 1, the continued fraction above (DLMF 8.7.1, 8.9.2). */
export function upperGamma(a: number, x: number): number {
  if (!(x >= 0) || !(a > 0)) return Number.NaN;
  if (x === 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let total = term;
    for (let n = 1; n < 10_000 && Math.abs(term) > Math.abs(total) * 1e-17; n++) {
      term *= x / (a + n);
      total += term;
    }
    return 1 - front * total;
  }
  return front * continuedFraction(x + 1 - a, (n) => [-n * (n - a), x + 2 * n + 1 - a]);
}

/** Probability that a chi-squared value with so many degrees of freedom is above x. */
export const chiSquaredTail = (x: number, degrees: number): number => upperGamma(degrees / 2, x / 2);

/** 1 / (first + a1 / (b1 + a2 / (b2 + ...))) by the algorithm of Lentz. */
function continuedFraction(first: number, step: (n: number) => [a: number, b: number]): number {
  const tiny = 1e-300;
  let c = 1 / tiny;
  let d = 1 / (first || tiny);
  let value = d;
  for (let n = 1; n < 10_000; n++) {
    const [a, b] = step(n);
    d = 1 / (a * d + b || tiny);
    c = b + a / c || tiny;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}

/** Regularised incomplete beta function for 0 <= x <= 1 (continued fraction, DLMF 8.17.22). */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (!(x >= 0 && x <= 1)) return Number.NaN;
  if (x === 0 || x === 1) return x;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, 1 - x);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  return (
    front *
    continuedFraction(1, (n) => {
      const m = n >> 1;
      const term =
        n % 2 === 0
          ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
          : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
      return [term, 1];
    })
  );
}

/** Probability that a Student value is at least as far from 0 as t. */
export const studentTwoSided = (t: number, degrees: number): number =>
  Number.isFinite(t) ? incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t)) : Number.isNaN(t) ? Number.NaN : 0;

/** Probability that an F value is above f. */
export const fTail = (f: number, above: number, below: number): number =>
  incompleteBeta(below / 2, above / 2, below / (below + above * f));
