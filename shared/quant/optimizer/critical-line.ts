/** The critical line: every corner of the efficient frontier under bounds, from the highest return to the least risk. */
import { type Result, refuse } from '../../core/result.ts';
import { dot, multiply, quadraticForm } from './linear-algebra.ts';
import type { Assets } from './portfolio.ts';
import { FreeFactor } from './quadratic/free-factor.ts';

/** A corner: between two of them weights are a straight line in `lambda`, the price of risk. */
export interface TurningPoint {
  readonly weights: Float64Array;
  /** Infinity at the start, 0 at the least risk. */
  readonly lambda: number;
}

/** The portfolio of the highest return: the best assets to their upper bounds; the last one raised is free. */
function richest(
  assets: Assets,
  lower: Float64Array,
  upper: Float64Array,
): Result<{ weights: Float64Array; free: number }> {
  const weights = Float64Array.from(lower);
  let missing = 1 - lower.reduce((a, b) => a + b, 0);
  const order = Array.from(weights, (_, i) => i).sort(
    (a, b) => (assets.expected[b] as number) - (assets.expected[a] as number) || a - b,
  );
  for (const i of order) {
    const room = (upper[i] as number) - (lower[i] as number);
    if (room >= missing - 1e-15) {
      weights[i] = (lower[i] as number) + missing;
      return { ok: true, value: { weights, free: i } };
    }
    weights[i] = upper[i] as number;
    missing -= room;
  }
  return refuse('infeasible', 'The bounds do not let the weights add up to 1.', {
    where: 'weight bounds',
    fix: 'Raise some upper bounds.',
  });
}

/**
 * Markowitz's critical line algorithm (Bailey and López de Prado, An open-source implementation, 2013) with an updated factor.
 * Refuses bounds that are not finite or contradict each other, and a singular covariance.
 */
export function criticalLine(assets: Assets, lower: Float64Array, upper: Float64Array): Result<TurningPoint[]> {
  const { covariance, expected } = assets;
  const n = expected.length;
  if (!lower.every(Number.isFinite) || !upper.every(Number.isFinite))
    return refuse('unbounded', 'The critical line starts at the highest return, which needs bounds.', {
      where: 'weight bounds',
      fix: 'Give every weight a lower and an upper bound.',
    });
  const start = richest(assets, lower, upper);
  if (!start.ok) return start;
  const weights = start.value.weights;
  const sides = Int8Array.from(weights, (w, i) => (w === upper[i] ? 1 : -1));
  const factor = new FreeFactor(covariance);
  const free = factor.free;
  const singular = refuse('singular', 'The covariance is singular: the critical line is not unique.', {
    where: 'covariance',
    fix: 'Shrink it (ledoit-wolf), or use max-sharpe or min-volatility.',
  });
  const enter = (i: number): boolean => {
    sides[i] = 0;
    return factor.add(i);
  };
  if (!enter(start.value.free)) return singular;
  const points: TurningPoint[] = [{ weights: Float64Array.from(weights), lambda: Number.POSITIVE_INFINITY }];
  let lambda = Number.POSITIVE_INFINITY;
  for (let step = 0; step < 50 * n + 100; step++) {
    const solve = (right: (i: number) => number): Float64Array => {
      const b = Float64Array.from(free, right);
      factor.solveLower(b);
      factor.solveUpper(b);
      return b;
    };
    const held = Float64Array.from(weights, (w, i) => (sides[i] === 0 ? 0 : w));
    const pull = multiply(covariance, held);
    const ones = solve(() => 1);
    const slopes = solve((i) => expected[i] as number);
    const offsets = solve((i) => pull[i] as number);
    const sum = (x: Float64Array): number => x.reduce((a, b) => a + b, 0);
    const [sumOnes, sumSlopes, sumOffsets] = [sum(ones), sum(slopes), sum(offsets)];
    const left = 1 - sum(held);
    // Free weights are direction * lambda + base; the budget's multiplier is gammaSlope * lambda + gammaBase.
    const gammaSlope = sumSlopes / sumOnes;
    const gammaBase = -(sumOffsets + left) / sumOnes;
    const direction = new Float64Array(n);
    const base = Float64Array.from(held);
    for (const [place, i] of free.entries()) {
      direction[i] = (slopes[place] as number) - gammaSlope * (ones[place] as number);
      base[i] = -(offsets[place] as number) - gammaBase * (ones[place] as number);
    }
    let next = 0;
    let change: { enters: boolean; place: number; side: -1 | 1 } | undefined;
    // Corners may coincide, and rounding can put the next a hair above: both count as being here.
    const most = lambda * (1 + 1e-9);
    if (free.length > 1) {
      for (const [place, i] of free.entries()) {
        const d = direction[i] as number;
        if (Math.abs(d) < 1e-15) continue;
        const side = d > 0 ? -1 : 1;
        const at = (((side < 0 ? lower : upper)[i] as number) - (base[i] as number)) / d;
        if (at > next && at <= most) {
          next = Math.min(at, lambda);
          change = { enters: false, place, side };
        }
      }
    }
    const priceSlope = multiply(covariance, direction);
    const priceBase = multiply(covariance, base);
    for (let i = 0; i < n; i++) {
      if (sides[i] === 0 || lower[i] === upper[i]) continue;
      const a = (expected[i] as number) - gammaSlope - (priceSlope[i] as number);
      const b = -gammaBase - (priceBase[i] as number);
      // The gain of letting it go is a * lambda + b at a lower bound, the opposite at an upper one.
      const turns = (sides[i] as number) < 0 ? a < 0 : a > 0;
      const at = -b / a;
      if (turns && at > next && at <= most) {
        next = Math.min(at, lambda);
        change = { enters: true, place: i, side: 1 };
      }
    }
    lambda = next;
    for (const i of free) weights[i] = (direction[i] as number) * lambda + (base[i] as number);
    if (change !== undefined && !change.enters) {
      const i = free[change.place] as number;
      weights[i] = (change.side < 0 ? lower : upper)[i] as number;
    }
    points.push({ weights: Float64Array.from(weights), lambda });
    if (change === undefined) return { ok: true, value: points };
    if (change.enters) {
      if (!enter(change.place)) return singular;
    } else {
      const i = free[change.place] as number;
      sides[i] = change.side;
      factor.drop(change.place);
    }
  }
  return refuse('no-convergence', 'The critical line did not reach the least risk in the allowed steps.', {
    where: 'expected returns',
    fix: 'Equal expected returns make corners coincide: use max-sharpe or min-volatility.',
  });
}

/** The corner-to-corner maximum of `(mu'w - riskFree) / volatility`: inside a line its place is exact. */
export function bestOnLine(points: readonly TurningPoint[], assets: Assets, riskFree = 0): Float64Array {
  const { expected, covariance } = assets;
  const ratio = (w: Float64Array): number => (dot(w, expected) - riskFree) / Math.sqrt(quadraticForm(covariance, w));
  let best = points[0]?.weights as Float64Array;
  const offer = (w: Float64Array): void => {
    if (ratio(w) > ratio(best)) best = w;
  };
  for (const [k, { weights: to }] of points.entries()) {
    offer(to);
    const from = points[k - 1]?.weights;
    if (from === undefined) continue;
    const step = to.map((v, i) => v - (from[i] as number));
    // With r = a + b t and v = c + 2 d t + e t^2 the slope of r / sqrt(v) is 0 where b (c + d t) = a (d + e t).
    const [a, b] = [dot(from, expected) - riskFree, dot(step, expected)];
    const pull = multiply(covariance, step);
    const [c, d, e] = [quadraticForm(covariance, from), dot(pull, from), dot(pull, step)];
    const t = (b * c - a * d) / (a * e - b * d);
    if (t > 0 && t < 1) offer(from.map((v, i) => v + t * (step[i] as number)));
  }
  return best;
}
