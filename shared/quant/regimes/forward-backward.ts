/** Probabilities of hidden states: forwards with what was known, backwards with what came after (Rabiner 1989). */
import { type GaussianStates, logDensity, stationaryDistribution } from './model.ts';

export interface StateProbabilities {
  /** Row t: probability of each state given the values up to t. */
  readonly filtered: readonly Float64Array[];
  /** Row t: probability of each state given all values. Never use it for a decision at t. */
  readonly smoothed: readonly Float64Array[];
  readonly logLikelihood: number;
  /** Expected number of moves from state to state. */
  readonly moves: readonly Float64Array[];
}

/** Densities of each state at x relative to the highest, and the logarithm of that one. */
function densities(model: GaussianStates, x: number): { readonly scaled: Float64Array; readonly top: number } {
  const logs = Float64Array.from(model.mean, (_, s) => (Number.isNaN(x) ? 0 : logDensity(model, s, x)));
  const top = Math.max(...logs);
  return { scaled: logs.map((l) => Math.exp(l - top)), top };
}

/** Runs the forward-backward algorithm with scaling; a NaN row says nothing about the state. */
export function stateProbabilities(model: GaussianStates, x: ArrayLike<number>): StateProbabilities {
  const k = model.mean.length;
  const n = x.length;
  const chance = (from: number, to: number): number => model.transition[from]?.[to] as number;
  const likely: Float64Array[] = [];
  const filtered: Float64Array[] = [];
  const scales = new Float64Array(n);
  let logLikelihood = 0;
  let before = stationaryDistribution(model.transition);
  for (let t = 0; t < n; t++) {
    const { scaled, top } = densities(model, x[t] as number);
    const now = new Float64Array(k);
    let total = 0;
    for (let s = 0; s < k; s++) {
      let arriving = t === 0 ? (before[s] as number) : 0;
      if (t > 0) for (let r = 0; r < k; r++) arriving += (before[r] as number) * chance(r, s);
      now[s] = arriving * (scaled[s] as number);
      total += now[s] as number;
    }
    for (let s = 0; s < k; s++) now[s] = (now[s] as number) / total;
    scales[t] = total;
    logLikelihood += Math.log(total) + top;
    likely.push(scaled);
    filtered.push(now);
    before = now;
  }
  const smoothed: Float64Array[] = new Array(n);
  const moves = Array.from({ length: k }, () => new Float64Array(k));
  let after = new Float64Array(k).fill(1);
  for (let t = n - 1; t >= 0; t--) {
    const now = filtered[t] as Float64Array;
    smoothed[t] = now.map((p, s) => p * (after[s] as number));
    if (t === 0) break;
    const earlier = filtered[t - 1] as Float64Array;
    const back = new Float64Array(k);
    for (let s = 0; s < k; s++) {
      const weight = ((likely[t]?.[s] as number) * (after[s] as number)) / (scales[t] as number);
      for (let r = 0; r < k; r++) {
        const step = chance(r, s) * weight;
        back[r] = (back[r] as number) + step;
        const row = moves[r] as Float64Array;
        row[s] = (row[s] as number) + (earlier[r] as number) * step;
      }
    }
    after = back;
  }
  return { filtered, smoothed, logLikelihood, moves };
}
