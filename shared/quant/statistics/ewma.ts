/** Exponentially weighted volatility, as in RiskMetrics (1996). */

/**
 * Variance known before each period: v(i+1) = decay v(i) + (1 - decay) r(i)^2, starting with the mean square of all given
 * returns up to `seedRows`. Returns are taken as centred on 0.
 * @param decay 0.94 for daily returns, 0.97 for monthly ones
 * @returns one variance more than there are returns: the last is the forecast; NaN rows leave it unchanged
 */
export function ewmaVariance(returns: ArrayLike<number>, decay = 0.94, seedRows = 20): Float64Array {
  const out = new Float64Array(returns.length + 1);
  let seed = 0;
  let count = 0;
  for (let i = 0; i < Math.min(seedRows, returns.length); i++) {
    const r = returns[i] as number;
    if (Number.isNaN(r)) continue;
    seed += r * r;
    count++;
  }
  out[0] = count === 0 ? Number.NaN : seed / count;
  for (let i = 0; i < returns.length; i++) {
    const r = returns[i] as number;
    const before = out[i] as number;
    out[i + 1] = Number.isNaN(r) ? before : decay * before + (1 - decay) * r * r;
  }
  return out;
}
