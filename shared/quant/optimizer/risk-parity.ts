/** Risk parity: every asset contributes its budget to the risk of the portfolio. */
import { type Result, refuse } from '../../core/result.ts';
import { dot, multiply } from './linear-algebra.ts';

/** Share of each asset in the variance: `w_i (Sw)_i / w'Sw`; they add up to 1. */
export function riskContributions(weights: ArrayLike<number>, covariance: readonly Float64Array[]): Float64Array {
  const slope = multiply(covariance, weights);
  const variance = dot(slope, weights);
  return slope.map((v, i) => (v * (weights[i] as number)) / variance);
}

/**
 * Minimises `y'Sy / 2 - sum(b ln y)` one weight at a time (Griveau-Billion, Richard and Roncalli 2013), whose scaled minimum is the
 * only portfolio without short positions that has these contributions.
 * @param budgets shares of the risk, positive; equal ones when left out
 */
export function riskParity(
  covariance: readonly Float64Array[],
  names: readonly string[],
  budgets?: ArrayLike<number>,
): Result<Float64Array> {
  const n = covariance.length;
  const given = Float64Array.from({ length: n }, (_, i) => budgets?.[i] ?? 1 / n);
  const total = given.reduce((a, b) => a + b, 0);
  const wrong = given.findIndex((b) => !(b > 0 && Number.isFinite(b)));
  if (wrong >= 0)
    return refuse('bad-budget', `A risk budget of ${given[wrong]} cannot be kept.`, {
      where: `risk budget of ${names[wrong]}`,
      fix: 'Give positive budgets; leave out assets that shall carry no risk.',
    });
  const still = covariance.findIndex((row, i) => !((row[i] as number) > 0));
  if (still >= 0)
    return refuse('no-risk', `"${names[still]}" has no variance and cannot carry risk.`, {
      where: `covariance, ${names[still]}`,
      fix: 'Leave out assets whose price never moves.',
    });
  const budget = given.map((b) => b / total);
  const variance = Float64Array.from(covariance, (row, i) => row[i] as number);
  const y = Float64Array.from(variance, (v, i) => Math.sqrt((budget[i] as number) / v));
  for (let sweep = 0; sweep < 20_000; sweep++) {
    for (let i = 0; i < n; i++) {
      const own = variance[i] as number;
      const rest = dot(covariance[i] as Float64Array, y) - own * (y[i] as number);
      const root = Math.sqrt(rest * rest + 4 * own * (budget[i] as number));
      // The form without cancellation.
      y[i] = rest > 0 ? (2 * (budget[i] as number)) / (rest + root) : (root - rest) / (2 * own);
    }
    const slope = multiply(covariance, y);
    let error = 0;
    for (let i = 0; i < n; i++)
      error = Math.max(error, Math.abs((y[i] as number) * (slope[i] as number) - (budget[i] as number)));
    if (error < 1e-14) {
      const sum = y.reduce((a, b) => a + b, 0);
      return { ok: true, value: y.map((v) => v / sum) };
    }
    if (!Number.isFinite(error)) break;
  }
  // Rounding can hold the error just above the goal.
  const sum = y.reduce((a, b) => a + b, 0);
  const weights = y.map((v) => v / sum);
  const off = riskContributions(weights, covariance).reduce(
    (m, v, i) => Math.max(m, Math.abs(v - (budget[i] as number))),
    0,
  );
  if (off < 1e-9) return { ok: true, value: weights };
  return refuse('no-convergence', 'No weights with these risk budgets were found.', {
    where: 'risk budgets',
    fix: 'The covariance may be close to singular: shrink it (ledoit-wolf).',
  });
}
