/** Curves made of returns: growth, drawdown and the falls it consists of. The starting capital counts as a peak. */

/** Compounded return after each period, NaN counting as 0; with a starting value, the value of the account instead. */
export function cumulativeReturns(returns: ArrayLike<number>, startingValue = 0): Float64Array {
  const out = new Float64Array(returns.length);
  let growth = 1;
  for (let i = 0; i < out.length; i++) {
    const r = returns[i] as number;
    if (!Number.isNaN(r)) growth *= 1 + r;
    out[i] = startingValue === 0 ? growth - 1 : growth * startingValue;
  }
  return out;
}

/** Share lost since the highest value so far: 0 or below in every period. */
export function drawdownSeries(returns: ArrayLike<number>): Float64Array {
  const out = new Float64Array(returns.length);
  let growth = 1;
  let peak = 1;
  for (let i = 0; i < out.length; i++) {
    const r = returns[i] as number;
    if (!Number.isNaN(r)) growth *= 1 + r;
    if (growth > peak) peak = growth;
    out[i] = growth / peak - 1;
  }
  return out;
}

export interface Fall {
  /** Rows of the first period below the old peak and of the first back at it (undefined while under water). */
  readonly from: number;
  readonly recovered: number | undefined;
  readonly depth: number;
  readonly periods: number;
}

/** Every stretch below a former peak, in order. */
export function fallsOf(drawdown: ArrayLike<number>): Fall[] {
  const falls: Fall[] = [];
  let from = -1;
  let depth = 0;
  for (let i = 0; i <= drawdown.length; i++) {
    const value = drawdown[i] ?? 0;
    if (value < 0) {
      if (from < 0) from = i;
      depth = Math.min(depth, value);
    } else if (from >= 0) {
      falls.push({ from, recovered: i < drawdown.length ? i : undefined, depth, periods: i - from });
      from = -1;
      depth = 0;
    }
  }
  return falls;
}
