/** The past as scenarios: what weights would have returned row by row, their losses' tail and drawdowns. */

/** Row returns of constant weights. */
export function portfolioReturns(returns: readonly ArrayLike<number>[], weights: ArrayLike<number>): Float64Array {
  const out = new Float64Array(returns[0]?.length ?? 0);
  for (const [i, column] of returns.entries()) {
    const w = weights[i] as number;
    if (w === 0) continue;
    for (let t = 0; t < out.length; t++) out[t] = (out[t] as number) + w * (column[t] as number);
  }
  return out;
}

/** Drawdowns of the uncompounded sum of returns, which starts at 0; each at least 0. */
export function drawdowns(path: ArrayLike<number>): Float64Array {
  let depth = 0;
  return Float64Array.from(path, (r) => {
    depth = Math.max(0, depth - r);
    return depth;
  });
}

/** Mean of the worst `1 - beta` of the losses; a row on the edge counts in part (Rockafellar and Uryasev 2002). */
export function tailMean(losses: ArrayLike<number>, beta: number): number {
  const sorted = Float64Array.from(losses).sort().reverse();
  const wanted = sorted.length * (1 - beta);
  let left = wanted;
  let sum = 0;
  for (const loss of sorted) {
    if (left <= 0) break;
    sum += loss * Math.min(1, left);
    left -= 1;
  }
  return sum / wanted;
}

/** Annual root of the mean squared shortfall below the benchmark; all rows count. */
export function semideviation(path: ArrayLike<number>, benchmark: number, periodsPerYear: number): number {
  let sum = 0;
  for (let t = 0; t < path.length; t++) sum += Math.min(0, (path[t] as number) - benchmark) ** 2;
  return Math.sqrt((sum / path.length) * periodsPerYear);
}
