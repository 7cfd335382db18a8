/** Black and Litterman: what the market implies, bent by views. */
import { type Result, refuse } from '../../core/result.ts';
import { dot, multiply, product, quadraticForm, solveColumn, solveLinear, transpose } from './linear-algebra.ts';

/** `portfolio · returns = value`, e.g. one asset, or one minus another. */
export interface View {
  readonly portfolio: Float64Array;
  /** Annual, as a share. */
  readonly value: number;
  /** 0 (none) to 1 (certain), for Idzorek's uncertainties. */
  readonly confidence?: number;
}

/** Uncertainty of the views: in proportion to their risk, from confidences, or variances handed in. */
export type ViewUncertainty = 'proportional' | 'idzorek' | Float64Array;

export interface Posterior {
  readonly expected: Float64Array;
  readonly covariance: readonly Float64Array[];
  /** Variance of each view. */
  readonly omega: Float64Array;
}

/** Annual excess return of the market over its annual variance. */
export function impliedRiskAversion(marketReturns: Float64Array, periodsPerYear: number, riskFree: number): number {
  const known = marketReturns.filter((v) => !Number.isNaN(v));
  const mean = known.reduce((a, b) => a + b, 0) / known.length;
  const variance = known.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (known.length - 1);
  return (mean * periodsPerYear - riskFree) / (variance * periodsPerYear);
}

/** The returns at which holding every asset by its size is right: `aversion * S w + riskFree`. */
export function impliedReturns(
  covariance: readonly Float64Array[],
  sizes: ArrayLike<number>,
  aversion: number,
  riskFree: number,
): Float64Array {
  let total = 0;
  for (let i = 0; i < sizes.length; i++) total += sizes[i] as number;
  return multiply(
    covariance,
    Float64Array.from(sizes, (v) => v / total),
  ).map((v) => aversion * v + riskFree);
}

function uncertainties(
  covariance: readonly Float64Array[],
  views: readonly View[],
  tau: number,
  kind: ViewUncertainty,
): Result<Float64Array> {
  if (typeof kind !== 'string') return { ok: true, value: kind };
  const omega = new Float64Array(views.length);
  for (const [k, view] of views.entries()) {
    const risk = tau * quadraticForm(covariance, view.portfolio);
    if (kind === 'proportional') {
      omega[k] = risk;
      continue;
    }
    const { confidence } = view;
    if (confidence === undefined || !(confidence >= 0 && confidence <= 1))
      return refuse('bad-confidence', `A confidence of ${confidence} is no share.`, {
        where: `view ${k + 1}`,
        fix: 'Give a confidence from 0 (none) to 1 (certain) for every view.',
      });
    // Walters' closed form of Idzorek's method; no confidence at all is a very large variance.
    omega[k] = confidence === 0 ? 1e6 : (risk * (1 - confidence)) / confidence;
  }
  return { ok: true, value: omega };
}

/**
 * Posterior mean `pi + tau S P' A^-1 (Q - P pi)` and covariance `S + tau S - tau S P' A^-1 P tau S` with `A = tau P S P' + omega`.
 * @param prior annual expected returns before the views
 * @param tau weight of the prior's own uncertainty, usually 0.05
 */
export function blackLitterman(
  covariance: readonly Float64Array[],
  prior: Float64Array,
  views: readonly View[],
  options: { readonly tau?: number; readonly uncertainty?: ViewUncertainty } = {},
): Result<Posterior> {
  const { tau = 0.05, uncertainty = 'proportional' } = options;
  if (!(tau > 0 && tau <= 1))
    return refuse('bad-option', `A tau of ${tau} is no weight.`, {
      where: 'tau',
      fix: 'Give a number above 0, up to 1.',
    });
  if (views.length === 0)
    return refuse('no-views', 'There is no view to add to what the market implies.', {
      where: 'views',
      fix: 'Give at least one view.',
    });
  const omega = uncertainties(covariance, views, tau, uncertainty);
  if (!omega.ok) return omega;
  const p = views.map((v) => v.portfolio);
  const tauSP = product(covariance, transpose(p)).map((row) => row.map((v) => v * tau));
  const a = product(p, tauSP).map((row, k) => row.map((v, l) => v + (k === l ? (omega.value[k] as number) : 0)));
  const surprise = Float64Array.from(views, (v) => v.value - dot(v.portfolio, prior));
  const pull = solveColumn(a, surprise);
  const shrink = solveLinear(a, transpose(tauSP));
  if (pull === undefined || shrink === undefined)
    return refuse('singular', 'Views that are certain say the same thing twice.', {
      where: 'views',
      fix: 'Leave one of them out, or give it a confidence below 1.',
    });
  const spread = product(tauSP, shrink);
  return {
    ok: true,
    value: {
      expected: prior.map((v, i) => v + dot(tauSP[i] as Float64Array, pull)),
      covariance: covariance.map((row, i) =>
        row.map((v, j) => v + tau * v - ((spread[i] as Float64Array)[j] as number)),
      ),
      omega: omega.value,
    },
  };
}

/** Weights without constraints: `(aversion S)^-1 mu`, scaled to add up to 1; `covariance` is the prior one. */
export function impliedWeights(
  covariance: readonly Float64Array[],
  expected: Float64Array,
  aversion = 1,
): Result<Float64Array> {
  const raw = solveColumn(
    covariance.map((row) => row.map((v) => v * aversion)),
    expected,
  );
  const total = raw?.reduce((a, b) => a + b, 0);
  if (raw === undefined || total === undefined || !(Math.abs(total) > 1e-12))
    return refuse('singular', 'The covariance has no inverse, so the views imply no weights.', {
      where: 'covariance',
      fix: 'Shrink the covariance (ledoit-wolf), or use the posterior with max-sharpe.',
    });
  return { ok: true, value: raw.map((v) => v / total) };
}
