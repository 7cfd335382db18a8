/** Paths an account might have taken: the same trades in another order or drawn again, or the same bar returns drawn in blocks. */
import type { Random } from '../../../../shared/core/random.ts';
import { blockBootstrap, stationaryBootstrap } from '../../../../shared/quant/statistics/bootstrap.ts';

/** Resampling of returns in their order of time; `noise` changes prices instead and lives in noise.ts. */
export const resamplings = {
  /** Trades drawn with replacement. */
  trades: (n: number, _block: number, random: Random) => Int32Array.from({ length: n }, () => random.int(n)),
  /** The same trades in another order: the end is the same, the way there is not. */
  shuffle: (n: number, _block: number, random: Random) =>
    Int32Array.from(random.shuffle(Array.from({ length: n }, (_, i) => i))),
  /** Stationary bootstrap of bar returns (Politis and Romano 1994). */
  bootstrap: stationaryBootstrap,
  /** Circular block bootstrap of bar returns (Politis and Romano 1992). */
  block: blockBootstrap,
} as const satisfies Record<string, (n: number, block: number, random: Random) => Int32Array>;
export type Resampling = keyof typeof resamplings;

/** What is kept of a path. */
export interface PathFigures {
  /** Growth of 1 at evenly spaced moments, the start first. */
  readonly growth: Float64Array;
  /** From -1 to 0. */
  readonly maxDrawdown: number;
  /** Lowest growth on the way. */
  readonly lowest: number;
}

/** Walks returns in a given order. @param points moments kept, without the start */
export function walk(returns: ArrayLike<number>, order: ArrayLike<number>, points: number): PathFigures {
  const growth = new Float64Array(points + 1);
  const n = order.length;
  growth[0] = 1;
  let [value, peak, worst, lowest, kept] = [1, 1, 0, 1, 1];
  for (let i = 0; i < n; i++) {
    value *= 1 + (returns[order[i] as number] as number);
    if (value > peak) peak = value;
    if (value < lowest) lowest = value;
    worst = Math.min(worst, value / peak - 1);
    while (kept <= points && i + 1 >= Math.round((kept * n) / points)) growth[kept++] = value;
  }
  while (kept <= points) growth[kept++] = value;
  return { growth, maxDrawdown: worst, lowest };
}

/** An equity curve as a path. */
export function pathOf(capital: number, equity: ArrayLike<number>, points: number): PathFigures {
  const returns = Float64Array.from(equity, (v, i) => v / (i === 0 ? capital : (equity[i - 1] as number)) - 1);
  return walk(
    returns,
    Int32Array.from(equity, (_, i) => i),
    points,
  );
}
