/** A Gaussian hidden Markov model of one series: states with a mean, a deviation, and chances of moving between them. */

export interface GaussianStates {
  /** Row s: chance of each state in the next period. Rows sum to 1. */
  readonly transition: readonly (readonly number[])[];
  readonly mean: readonly number[];
  /** Standard deviation, above 0. */
  readonly deviation: readonly number[];
}

/** Share of time spent in each state in the long run: the left eigenvector of the transition matrix, by elimination. */
export function stationaryDistribution(transition: GaussianStates['transition']): Float64Array {
  const k = transition.length;
  // pi (P - I) = 0 with the last equation replaced by: the shares sum to 1.
  const rows: Float64Array[] = Array.from({ length: k }, (_, i) =>
    Float64Array.from({ length: k + 1 }, (_v, j) =>
      i === k - 1 ? 1 : j === k ? 0 : (transition[j]?.[i] as number) - (i === j ? 1 : 0),
    ),
  );
  for (let c = 0; c < k; c++) {
    let pivot = c;
    for (let r = c + 1; r < k; r++)
      if (Math.abs(rows[r]?.[c] as number) > Math.abs(rows[pivot]?.[c] as number)) pivot = r;
    const top = rows[pivot] as Float64Array;
    rows[pivot] = rows[c] as Float64Array;
    rows[c] = top;
    // States that never meet have no one distribution: all alike.
    if (Math.abs(top[c] as number) < 1e-300) return new Float64Array(k).fill(1 / k);
    for (let r = 0; r < k; r++) {
      const row = rows[r] as Float64Array;
      const factor = (row[c] as number) / (top[c] as number);
      if (r === c || factor === 0) continue;
      for (let j = c; j <= k; j++) row[j] = (row[j] as number) - factor * (top[j] as number);
    }
  }
  return Float64Array.from(rows, (row, i) => Math.max(0, (row[k] as number) / (row[i] as number)));
}

/** Logarithm of the normal density of x in a state. */
export function logDensity(model: GaussianStates, state: number, x: number): number {
  const deviation = model.deviation[state] as number;
  const z = (x - (model.mean[state] as number)) / deviation;
  return -0.5 * (Math.log(2 * Math.PI) + z * z) - Math.log(deviation);
}
