/** Depth and length of drawdowns in one number. */
import { drawdownSeries } from './curves.ts';
import { sum } from './series.ts';

/** Root of the mean squared drawdown over n - ddof. */
export const ulcerIndexOf = (returns: ArrayLike<number>, ddof: number): number =>
  Math.sqrt(sum(drawdownSeries(returns).map((d) => d * d)) / (returns.length - ddof));
