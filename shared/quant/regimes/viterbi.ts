/** The single likeliest path of hidden states (Viterbi 1967). */
import { type GaussianStates, logDensity, stationaryDistribution } from './model.ts';

/** State of every row, and the joint log probability of path and values; ties go to the lower state. */
export function viterbi(
  model: GaussianStates,
  x: ArrayLike<number>,
): { readonly path: Int32Array; readonly logProbability: number } {
  const k = model.mean.length;
  const n = x.length;
  const logs = model.transition.map((row) => row.map(Math.log));
  const back: Int32Array[] = [];
  let score = stationaryDistribution(model.transition).map(Math.log);
  for (let t = 0; t < n; t++) {
    const from = new Int32Array(k);
    const value = x[t] as number;
    const before = score;
    score = before.map((own, s) => {
      let best = t === 0 ? own : Number.NEGATIVE_INFINITY;
      if (t > 0) {
        for (let r = 0; r < k; r++) {
          const reached = (before[r] as number) + (logs[r]?.[s] as number);
          if (reached > best) {
            best = reached;
            from[s] = r;
          }
        }
      }
      return best + (Number.isNaN(value) ? 0 : logDensity(model, s, value));
    });
    back.push(from);
  }
  let state = 0;
  for (let s = 1; s < k; s++) if ((score[s] as number) > (score[state] as number)) state = s;
  const logProbability = n === 0 ? 0 : (score[state] as number);
  const path = new Int32Array(n);
  for (let t = n - 1; t >= 0; t--) {
    path[t] = state;
    state = back[t]?.[state] as number;
  }
  return { path, logProbability };
}
