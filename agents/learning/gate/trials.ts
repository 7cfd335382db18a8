/** The run's count of trials: what a Sharpe ratio is deflated by. It can only grow. */

export interface TrialCount {
  /** Distinct variants tried on this dataset. */
  readonly count: number;
  /** How many of them have a Sharpe ratio so far: what mean and variance rest on. */
  readonly measured: number;
  readonly mean: number;
  /** Of the trials' per-bar Sharpe ratios. */
  readonly variance: number;
}

/** Before the run: count, mean and sample variance of what was tried on the dataset. */
export interface TrialBase {
  readonly trials: number;
  readonly trialSharpeMean: number;
  readonly trialSharpeVariance: number;
}

/**
 * Base and this run put together. `proposed` counts every candidate that was or will be tried, so that the first of a
 * generation is judged by the same count as the last.
 */
export function countTrials(base: TrialBase, sharpes: readonly number[], proposed: number): TrialCount {
  const n = base.trials + sharpes.length;
  let sum = base.trials * base.trialSharpeMean;
  for (const s of sharpes) sum += s;
  const mean = n === 0 ? 0 : sum / n;
  let squares = Math.max(0, base.trials - 1) * base.trialSharpeVariance;
  squares += base.trials * (base.trialSharpeMean - mean) ** 2;
  for (const s of sharpes) squares += (s - mean) ** 2;
  return {
    count: base.trials + Math.max(sharpes.length, proposed),
    measured: n,
    mean,
    variance: n < 2 ? 0 : squares / (n - 1),
  };
}
