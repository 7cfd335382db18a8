/** What an optimizer knows of the assets, and what it answers. */
import { type Result, refuse } from '../../core/result.ts';
import { dot, quadraticForm } from './linear-algebra.ts';

/** Expected returns and risks, annual. */
export interface Assets {
  readonly names: readonly string[];
  /** As shares a year. */
  readonly expected: Float64Array;
  /** Annual covariance, symmetric, row by row. */
  readonly covariance: readonly Float64Array[];
}

/** Annual figures of weights; the ratio is undefined (NaN) without risk. */
export interface Performance {
  readonly return: number;
  readonly volatility: number;
  readonly sharpe: number;
}

export function performanceOf(weights: ArrayLike<number>, assets: Assets, riskFree = 0): Performance {
  const annual = dot(weights, assets.expected);
  const volatility = Math.sqrt(Math.max(0, quadraticForm(assets.covariance, weights)));
  return { return: annual, volatility, sharpe: volatility > 0 ? (annual - riskFree) / volatility : Number.NaN };
}

/** Refuses sizes that do not fit, unknown numbers, negative variances and a matrix that is not symmetric. */
export function checkAssets(assets: Assets): Result<Assets> {
  const { names, expected, covariance } = assets;
  if (names.length === 0)
    return refuse('no-assets', 'There is no asset.', { where: 'assets', fix: 'Give at least one.' });
  if (expected.length !== names.length || covariance.length !== names.length)
    return refuse(
      'wrong-count',
      `${names.length} names, ${expected.length} returns, ${covariance.length} rows of risk.`,
      {
        where: 'assets',
        fix: 'Give one of each for every asset.',
      },
    );
  for (const [i, name] of names.entries()) {
    const row = covariance[i] as Float64Array;
    if (!Number.isFinite(expected[i]))
      return refuse('unknown-return', `The expected return of "${name}" is not a number.`, {
        where: `expected returns, ${name}`,
        fix: 'Give the asset a history, or leave it out.',
      });
    if (row.length !== names.length || !row.every(Number.isFinite))
      return refuse('unknown-risk', `The covariance of "${name}" has gaps.`, {
        where: `covariance, row ${name}`,
        fix: 'Assets need at least two rows in common: leave out those with too short a history.',
      });
    if (!((row[i] as number) >= 0))
      return refuse('negative-variance', `The variance of "${name}" is ${row[i]}.`, {
        where: `covariance, ${name}`,
        fix: 'Estimate the risk again: a variance is at least 0.',
      });
    for (let j = 0; j < i; j++) {
      const [a, b] = [row[j] as number, (covariance[j] as Float64Array)[i] as number];
      if (Math.abs(a - b) > 1e-8 * (Math.abs(a) + Math.abs(b)) + 1e-14)
        return refuse(
          'not-symmetric',
          `The covariance of "${name}" and "${names[j]}" is ${a} one way and ${b} the other.`,
          {
            where: `covariance, ${name}`,
            fix: 'Give a symmetric matrix.',
          },
        );
    }
  }
  return { ok: true, value: assets };
}
