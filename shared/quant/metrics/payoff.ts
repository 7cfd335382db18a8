/** Average win against average loss. */
import { mean } from '../statistics/moments.ts';

/** Mean of the values above 0 over the size of the mean of those below, or the reason why there is none. */
export function payoffOf(results: ArrayLike<number>): number | string {
  const values = Array.from(results);
  const wins = values.filter((r) => r > 0);
  const losses = values.filter((r) => r < 0);
  if (wins.length === 0) return 'nothing won';
  if (losses.length === 0) return 'nothing lost';
  return mean(wins) / -mean(losses);
}
