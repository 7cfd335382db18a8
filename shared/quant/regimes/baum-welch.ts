/** Fits a Gaussian hidden Markov model by expectation maximisation (Baum, Petrie, Soules and Weiss 1970). */
import { mean, standardDeviation } from '../statistics/moments.ts';
import { stateProbabilities } from './forward-backward.ts';
import type { GaussianStates } from './model.ts';

export interface RegimeFit {
  /** States by rising deviation. */
  readonly model: GaussianStates;
  readonly logLikelihood: number;
  readonly iterations: number;
}

export interface FitOptions {
  readonly iterations?: number;
  /** Ends when the log likelihood rises by less. */
  readonly tolerance?: number;
}

/** First guess: rows in equal parts by a key, each part a state that lasts. */
function firstGuess(x: Float64Array, states: number, key: (v: number) => number): GaussianStates {
  const order = Array.from(x.keys()).sort((a, b) => key(x[a] as number) - key(x[b] as number) || a - b);
  const part = (s: number): Float64Array =>
    Float64Array.from(
      order.slice(Math.floor((s * x.length) / states), Math.floor(((s + 1) * x.length) / states)),
      (i) => x[i] as number,
    );
  const parts = Array.from({ length: states }, (_, s) => part(s));
  const least = standardDeviation(x, 0) / 10;
  return {
    mean: parts.map(mean),
    deviation: parts.map((p) => Math.max(least, standardDeviation(p, 0))),
    transition: parts.map((_, r) => parts.map((_p, s) => (r === s ? 0.9 : 0.1 / (states - 1)))),
  };
}

function improved(x: Float64Array, model: GaussianStates, least: number) {
  const { smoothed, moves, logLikelihood } = stateProbabilities(model, x);
  const each = model.mean.map((_, s) => s);
  const weight = each.map((s) => smoothed.reduce((sum, p) => sum + (p[s] as number), 0));
  const centre = each.map((s) => {
    const sum = smoothed.reduce((total, p, t) => total + (p[s] as number) * (x[t] as number), 0);
    return sum / (weight[s] as number);
  });
  const deviation = each.map((s) => {
    const sum = smoothed.reduce(
      (total, p, t) => total + (p[s] as number) * ((x[t] as number) - (centre[s] as number)) ** 2,
      0,
    );
    return Math.max(least, Math.sqrt(sum / (weight[s] as number)));
  });
  const transition = moves.map((row) => {
    const total = row.reduce((sum, v) => sum + v, 0);
    return Array.from(row, (v) => v / total);
  });
  return { logLikelihood, next: { mean: centre, deviation, transition } };
}

/**
 * Starts from several splits of the rows (by size of the move, by level, by both) and keeps the likeliest end.
 * @param values without NaN, at least ten for each state
 * @returns undefined when there are too few values, one is missing, or they have no spread
 */
export function fitRegimes(values: ArrayLike<number>, states: number, options: FitOptions = {}): RegimeFit | undefined {
  const { iterations = 500, tolerance = 1e-7 } = options;
  const x = Float64Array.from(values);
  const spread = standardDeviation(x, 0);
  if (states < 2 || x.length < 10 * states || x.some((v) => !Number.isFinite(v)) || !(spread > 1e-14)) return undefined;
  const centre = mean(x);
  const keys = [(v: number) => Math.abs(v - centre), (v: number) => v, (v: number) => -Math.abs(v - centre) + v / 2];
  let best: RegimeFit | undefined;
  for (const key of keys) {
    let model = firstGuess(x, states, key);
    let last = Number.NEGATIVE_INFINITY;
    let round = 0;
    for (; round < iterations; round++) {
      // A state may not shrink to a single value: its likelihood would have no bound.
      const step = improved(x, model, spread * 1e-3);
      if (!Number.isFinite(step.logLikelihood) || step.logLikelihood - last < tolerance) break;
      last = step.logLikelihood;
      model = step.next;
    }
    const { logLikelihood } = stateProbabilities(model, x);
    if (Number.isFinite(logLikelihood) && (best === undefined || logLikelihood > best.logLikelihood))
      best = { model: ordered(model), logLikelihood, iterations: round };
  }
  return best;
}

function ordered(model: GaussianStates): GaussianStates {
  const order = model.deviation
    .map((_, s) => s)
    .sort((a, b) => (model.deviation[a] as number) - (model.deviation[b] as number) || a - b);
  const pick = <T>(list: readonly T[]): T[] => order.map((s) => list[s] as T);
  return {
    mean: pick(model.mean),
    deviation: pick(model.deviation),
    transition: pick(model.transition).map(pick),
  };
}
