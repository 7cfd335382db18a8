/** The portfolios of the efficient frontier: least risk, a wanted return, a wanted risk, the best ratio, and a utility. */
import { type Result, refuse } from '../../core/result.ts';
import { type ConstraintSet, withRow } from './constraints.ts';
import { dot, quadraticForm, scaledWithRidge } from './linear-algebra.ts';
import { type MeanVarianceSolution, solveMeanVariance, type TradingCost } from './mean-variance.ts';
import type { Assets } from './portfolio.ts';
import { findRoot, type Probe } from './root.ts';

/** Terms added to every objective. */
export interface Extras {
  /** Gamma of `gamma * w'w`, 0 for none. */
  readonly l2?: number;
  readonly cost?: TradingCost | undefined;
}

const percent = (v: number): string => `${(v * 100).toFixed(2)} %`;

/** Least `w'Sw`, plus the extras. */
export const minVolatility = (assets: Assets, constraints: ConstraintSet, extras: Extras = {}) =>
  solveMeanVariance({ ...assets, risk: 1, reward: 0, squares: extras.l2 ?? 0, cost: extras.cost }, constraints);

/** The highest return the constraints allow. */
export const maxReturn = (assets: Assets, constraints: ConstraintSet, extras: Extras = {}) =>
  solveMeanVariance({ ...assets, risk: 0, reward: 1, squares: extras.l2 ?? 0, cost: extras.cost }, constraints);

/** Most `mu'w - aversion / 2 * w'Sw`. */
export function maxQuadraticUtility(
  assets: Assets,
  constraints: ConstraintSet,
  aversion: number,
  extras: Extras = {},
): Result<MeanVarianceSolution> {
  if (!(aversion > 0))
    return refuse('bad-option', `A risk aversion of ${aversion} has no best portfolio.`, {
      where: 'risk aversion',
      fix: 'Give a number above 0.',
    });
  return solveMeanVariance(
    { ...assets, risk: aversion / 2, reward: 1, squares: extras.l2 ?? 0, cost: extras.cost },
    constraints,
  );
}

/** The row `mu'w >= target`. */
export const returnRow = (expected: Float64Array, target: number) => ({
  name: `a return of at least ${target}`,
  coefficients: expected,
  low: target,
  high: Number.POSITIVE_INFINITY,
});

/** Says how much would be possible when a wanted return is not. */
export function returnOutOfReach(
  assets: Assets,
  constraints: ConstraintSet,
  target: number,
): Result<never> | undefined {
  const best = maxReturn(assets, constraints);
  if (!best.ok) return best.error.code === 'unbounded' ? undefined : best;
  const most = dot(best.value.weights, assets.expected);
  if (target <= most + 1e-9 * Math.max(1, Math.abs(most))) return undefined;
  return refuse(
    'infeasible',
    `A return of ${percent(target)} is out of reach: the highest possible is ${percent(most)}.`,
    {
      where: 'target return',
      fix: 'Ask for less, or loosen bounds and sectors.',
    },
  );
}

/** Least variance with a return of at least the target. */
export function efficientReturn(
  assets: Assets,
  constraints: ConstraintSet,
  target: number,
  extras: Extras = {},
): Result<MeanVarianceSolution> {
  const refused = returnOutOfReach(assets, constraints, target);
  if (refused !== undefined) return refused;
  return minVolatility(assets, withRow(constraints, returnRow(assets.expected, target)), extras);
}

/** The frontier by its price of risk: least `w'Sw - price * (mu'w - extras)`, from least risk (0) to highest return. */
function atPrice(
  assets: Assets,
  constraints: ConstraintSet,
  price: number,
  extras: Extras,
  near?: MeanVarianceSolution,
): Result<MeanVarianceSolution> {
  const { l2 = 0, cost } = extras;
  return solveMeanVariance(
    {
      ...assets,
      risk: 1,
      reward: price,
      squares: price * l2,
      cost: cost && { ...cost, rate: cost.rate * price },
    },
    constraints,
    near && (near.working.x.length === assets.names.length || price > 0) ? near.working : undefined,
  );
}

/** Highest return (less the extras) with a volatility of at most the target. */
export function efficientRisk(
  assets: Assets,
  constraints: ConstraintSet,
  target: number,
  extras: Extras = {},
): Result<MeanVarianceSolution> {
  if (!(target > 0))
    return refuse('bad-option', `A volatility of ${target} cannot be reached.`, {
      where: 'target volatility',
      fix: 'Give a number above 0.',
    });
  const { covariance } = assets;
  const least = minVolatility(assets, constraints);
  if (!least.ok) return least;
  const calmest = Math.sqrt(quadraticForm(covariance, least.value.weights));
  if (calmest > target * (1 + 1e-9))
    return refuse(
      'infeasible',
      `A volatility of ${percent(target)} is out of reach: the lowest possible is ${percent(calmest)}.`,
      {
        where: 'target volatility',
        fix: `Ask for at least ${percent(calmest)}, or loosen bounds and sectors.`,
      },
    );
  const richest = maxReturn(assets, constraints, extras);
  if (richest.ok && quadraticForm(covariance, richest.value.weights) <= target * target) return richest;
  if (!richest.ok && richest.error.code !== 'unbounded') return richest;
  const probe = (at: number, near?: MeanVarianceSolution): Result<Probe<MeanVarianceSolution>> => {
    const found = atPrice(assets, constraints, at, extras, near);
    if (!found.ok) return found;
    return {
      ok: true,
      value: { at, value: quadraticForm(covariance, found.value.weights) / target ** 2 - 1, answer: found.value },
    };
  };
  // Costs split the weights, so the least risky portfolio of that form is searched anew.
  let low: Probe<MeanVarianceSolution> = { at: 0, value: calmest ** 2 / target ** 2 - 1, answer: least.value };
  if (low.value >= -1e-12) return least;
  let price = 2 * target * target;
  for (let i = 0; i < 120; i++, price *= 2) {
    const found = probe(price, extras.cost ? undefined : low.answer);
    if (!found.ok) return found;
    if (found.value.value >= 0) {
      const root = findRoot(low, found.value, (at, near) => probe(at, extras.cost ? undefined : near), 1e-13);
      return root.ok ? { ok: true, value: root.value.answer } : root;
    }
    low = found.value;
  }
  return { ok: true, value: low.answer };
}

/**
 * Highest `(mu'w - riskFree) / sqrt(w'Sw)`. Along the frontier the ratio rises to its one summit, where the price of risk is
 * variance over excess return. The L2 term acts on the weights scaled to one unit of excess return, as in PyPortfolioOpt:
 * there it is the same as adding it to the covariance.
 */
export function maxSharpe(
  assets: Assets,
  constraints: ConstraintSet,
  riskFree: number,
  extras: Pick<Extras, 'l2'> = {},
): Result<MeanVarianceSolution> {
  if (constraints.total === 0)
    return refuse(
      'no-best-ratio',
      'The ratio of a market neutral portfolio does not depend on its size, so none is best.',
      {
        where: 'market neutral',
        fix: 'Choose a wanted return or a wanted risk instead.',
      },
    );
  const tooLow = (highest: number): Result<never> =>
    refuse(
      'no-excess-return',
      `No portfolio returns more than the risk-free ${percent(riskFree)}: the highest is ${percent(highest)}.`,
      {
        where: 'risk-free rate',
        fix: 'Lower the risk-free rate, or choose min-volatility.',
      },
    );
  const highest = assets.expected.reduce((most, v) => Math.max(most, v), Number.NEGATIVE_INFINITY);
  if (highest <= riskFree) return tooLow(highest);
  const richest = maxReturn(assets, constraints);
  if (richest.ok) {
    const most = dot(richest.value.weights, assets.expected);
    if (most <= riskFree) return tooLow(most);
  } else if (richest.error.code !== 'unbounded') return richest;
  const seen: Assets = { ...assets, covariance: scaledWithRidge(assets.covariance, 1, extras.l2 ?? 0) };
  const probe = (at: number, near?: MeanVarianceSolution): Result<Probe<MeanVarianceSolution>> => {
    const found = atPrice(seen, constraints, 2 * at, {}, near);
    if (!found.ok) return found;
    const { weights } = found.value;
    const variance = quadraticForm(seen.covariance, weights);
    const value = 1 - (at * (dot(weights, assets.expected) - riskFree)) / variance;
    return { ok: true, value: { at, value, answer: found.value } };
  };
  const first = probe(0);
  if (!first.ok) return first;
  let low = first.value;
  const variance = quadraticForm(seen.covariance, low.answer.weights);
  if (!(variance > 0))
    return refuse('no-risk', 'A portfolio without any risk has no best ratio.', {
      where: 'covariance',
      fix: 'Leave out assets whose price never moves, or shrink the covariance.',
    });
  let price = variance / Math.max(highest - riskFree, 1e-6);
  for (let i = 0; i < 120; i++, price *= 2) {
    const found = probe(price, low.answer);
    if (!found.ok) return found;
    if (found.value.value <= 0) {
      const root = findRoot(low, found.value, probe, 1e-13);
      return root.ok ? { ok: true, value: root.value.answer } : root;
    }
    low = found.value;
  }
  return { ok: true, value: low.answer };
}

/** Points of the frontier with evenly spaced returns, from the least risk to the highest return. */
export function frontier(
  assets: Assets,
  constraints: ConstraintSet,
  points: number,
  extras: Extras = {},
): Result<MeanVarianceSolution[]> {
  const least = minVolatility(assets, constraints, extras);
  if (!least.ok) return least;
  const richest = maxReturn(assets, constraints);
  if (!richest.ok) return richest;
  const from = dot(least.value.weights, assets.expected);
  const to = dot(richest.value.weights, assets.expected);
  const list = [least.value];
  for (let i = 1; i < points; i++) {
    const share = i / (points - 1);
    // A hair below the highest return, where rounding would call the target out of reach.
    const target = from + (to - from) * Math.min(share, 1 - 1e-9);
    const found = minVolatility(assets, withRow(constraints, returnRow(assets.expected, target)), extras);
    if (!found.ok) return found;
    list.push(found.value);
  }
  return { ok: true, value: list };
}
