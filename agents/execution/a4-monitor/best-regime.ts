/** The regime in which a candidate earns most for its risk, by the walk-forward labels known at each bar's start. */
import type { Behaviour } from '../../../shared/domain/behaviour.ts';
import type { RegimeHistory } from '../../engine/backtest/histories.ts';

const labels = ['bull', 'bear', 'sideways'] as const;
/** Bars a regime must have before it can be the best one. */
const leastBars = 60;

/** @param until close time of the last in-sample moment; null = there is none */
export function bestRegime(
  run: { readonly times: readonly number[]; readonly equity: readonly number[] },
  until: number | null,
  regime: RegimeHistory | undefined,
): Behaviour['regime'] {
  if (until === null || regime === undefined) return 'any';
  const { times, equity } = run;
  const sums = new Map(labels.map((label) => [label as string, { n: 0, sum: 0, squares: 0 }]));
  let at = -1;
  for (let i = 1; i < times.length && (times[i] as number) <= until; i++) {
    // What a bar earns belongs to the regime that was known when it began.
    while (at + 1 < regime.times.length && (regime.times[at + 1] as number) <= (times[i - 1] as number)) at++;
    const held = sums.get(regime.labels[at] ?? '');
    const before = equity[i - 1] as number;
    if (held === undefined || !(before > 0)) continue;
    const change = (equity[i] as number) / before - 1;
    held.n++;
    held.sum += change;
    held.squares += change * change;
  }
  let best: Behaviour['regime'] = 'any';
  let highest = 0;
  for (const label of labels) {
    const { n, sum, squares } = sums.get(label) as { n: number; sum: number; squares: number };
    const variance = n < leastBars ? 0 : (squares - (sum * sum) / n) / (n - 1);
    const ratio = variance > 0 ? sum / n / Math.sqrt(variance) : 0;
    if (ratio > highest) {
      highest = ratio;
      best = label;
    }
  }
  return best;
}
