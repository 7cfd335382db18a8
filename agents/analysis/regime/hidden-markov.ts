/** A small Gaussian hidden Markov model: filtered forwards, fitted by expectation maximisation with a prior that holds it in place. */

/** Parameters of `states` Gaussian states with independent dimensions. */
export interface HiddenMarkovModel {
  /** Row s: chance of each state on the next day. Rows sum to 1. */
  readonly transition: readonly (readonly number[])[];
  readonly mean: readonly (readonly number[])[];
  readonly variance: readonly (readonly number[])[];
}

/**
 * Features overlap by months, so that one day tells little that is new: the log likelihood of a day counts this much
 * (a power likelihood, Grünwald's "safe Bayes"), or the filter would be certain of everything.
 */
export const likelihoodWeight = 0.15;
const leastVariance = 0.05;

/** Likelihood of a row in each state, scaled so that the greatest is 1; dimensions with NaN are left out. */
export function likelihoods(model: HiddenMarkovModel, row: readonly number[]): number[] {
  const logs = model.mean.map((mean, s) => {
    let sum = 0;
    for (let d = 0; d < row.length; d++) {
      const x = row[d] as number;
      if (Number.isNaN(x)) continue;
      const v = model.variance[s]?.[d] as number;
      sum -= 0.5 * (Math.log(v) + (x - (mean[d] as number)) ** 2 / v);
    }
    return likelihoodWeight * sum;
  });
  const top = Math.max(...logs);
  return logs.map((l) => Math.exp(l - top));
}

const normalised = (values: number[]): number[] => {
  const total = values.reduce((a, b) => a + b, 0);
  return total > 0 ? values.map((v) => v / total) : values.map(() => 1 / values.length);
};

/** One step of the forward filter: yesterday's probabilities and today's row give today's probabilities. */
export function filterStep(model: HiddenMarkovModel, before: readonly number[], row: readonly number[]): number[] {
  const likely = likelihoods(model, row);
  return normalised(
    likely.map((l, s) => {
      let arriving = 0;
      for (let r = 0; r < before.length; r++) arriving += (before[r] as number) * (model.transition[r]?.[s] as number);
      return l * arriving;
    }),
  );
}

/**
 * Baum-Welch on the rows, starting from and shrunk towards `prior` (which counts as `priorDays` days of data, so that few
 * rows change little and no state can die). States keep the prior's order.
 */
export function fitModel(
  rows: readonly (readonly number[])[],
  start: HiddenMarkovModel,
  prior: HiddenMarkovModel,
  options: { iterations: number; priorDays: number },
): HiddenMarkovModel {
  let model = start;
  for (let k = 0; k < options.iterations; k++) model = improve(rows, model, prior, options.priorDays);
  return model;
}

function improve(
  rows: readonly (readonly number[])[],
  model: HiddenMarkovModel,
  prior: HiddenMarkovModel,
  priorDays: number,
): HiddenMarkovModel {
  const states = model.mean.length;
  const size = model.mean[0]?.length ?? 0;
  const each = Array.from({ length: states }, (_, s) => s);
  const likely = rows.map((row) => likelihoods(model, row));
  const forward: number[][] = [];
  let before: number[] = each.map(() => 1 / states);
  for (let t = 0; t < rows.length; t++) {
    const l = likely[t] as number[];
    const previous = before;
    before = normalised(
      each.map((s) => {
        let arriving = t === 0 ? (previous[s] as number) : 0;
        if (t > 0) for (const r of each) arriving += (previous[r] as number) * (model.transition[r]?.[s] as number);
        return (l[s] as number) * arriving;
      }),
    );
    forward.push(before);
  }
  const moves = each.map((r) => each.map((s) => (prior.transition[r]?.[s] as number) * priorDays));
  const weight = each.map(() => Array.from({ length: size }, () => priorDays));
  const sum = each.map((s) => Array.from({ length: size }, (_, d) => priorDays * (prior.mean[s]?.[d] as number)));
  const squares = each.map((s) =>
    Array.from(
      { length: size },
      (_, d) => priorDays * ((prior.variance[s]?.[d] as number) + (prior.mean[s]?.[d] as number) ** 2),
    ),
  );
  let backward: number[] = each.map(() => 1);
  for (let t = rows.length - 1; t >= 0; t--) {
    const f = forward[t] as number[];
    const row = rows[t] as readonly number[];
    const here = normalised(each.map((s) => (f[s] as number) * (backward[s] as number)));
    for (const s of each) {
      for (let d = 0; d < size; d++) {
        const x = row[d] as number;
        if (Number.isNaN(x)) continue;
        const w = here[s] as number;
        (weight[s] as number[])[d] = (weight[s]?.[d] as number) + w;
        (sum[s] as number[])[d] = (sum[s]?.[d] as number) + w * x;
        (squares[s] as number[])[d] = (squares[s]?.[d] as number) + w * x * x;
      }
    }
    if (t === 0) break;
    const l = likely[t] as number[];
    const past = forward[t - 1] as number[];
    const joint = each.map((r) =>
      each.map(
        (s) => (past[r] as number) * (model.transition[r]?.[s] as number) * (l[s] as number) * (backward[s] as number),
      ),
    );
    const total = joint.flat().reduce((a, b) => a + b, 0);
    if (total > 0)
      for (const r of each)
        for (const s of each) (moves[r] as number[])[s] = (moves[r]?.[s] as number) + (joint[r]?.[s] as number) / total;
    backward = normalised(
      each.map((r) => {
        let leaving = 0;
        for (const s of each)
          leaving += (model.transition[r]?.[s] as number) * (l[s] as number) * (backward[s] as number);
        return leaving;
      }),
    );
  }
  const mean = sum.map((row, s) => row.map((v, d) => v / (weight[s]?.[d] as number)));
  const variance = squares.map((row, s) =>
    row.map((v, d) => Math.max(leastVariance, v / (weight[s]?.[d] as number) - (mean[s]?.[d] as number) ** 2)),
  );
  return { transition: moves.map((row) => normalised(row)), mean, variance };
}
