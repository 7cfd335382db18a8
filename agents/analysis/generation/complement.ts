/** Which elites complement each other: for each regime a few whose returns, held together, earn most for their risk. */
import type { Archive } from '../../../shared/domain/behaviour.ts';
import { correlation } from '../../../shared/quant/statistics/moments.ts';
import type { Elite } from './archive.ts';

/** Weekly returns of an elite, by the number of the first week. */
export interface WeeklyReturns {
  readonly firstWeek: number;
  readonly returns: readonly number[];
}

const most = 5;
const weeksPerYear = 52;

interface Member {
  readonly elite: Elite;
  readonly returns: Float64Array;
}

/** Sharpe ratio of a week, sample deviation; NaN where undefined. */
function ratioOf(returns: Float64Array): number {
  const n = returns.length;
  if (n < 3) return Number.NaN;
  let sum = 0;
  let squares = 0;
  for (const r of returns) {
    sum += r;
    squares += r * r;
  }
  const variance = (squares - (sum * sum) / n) / (n - 1);
  return variance > 1e-18 ? sum / n / Math.sqrt(variance) : Number.NaN;
}

const together = (members: readonly Member[], weeks: number): Float64Array => {
  const out = new Float64Array(weeks);
  for (const { returns } of members)
    for (let i = 0; i < weeks; i++) out[i] = (out[i] as number) + (returns[i] as number) / members.length;
  return out;
};

/**
 * Greedy: the best one first, then whoever raises the Sharpe ratio of the whole most, until nobody does.
 * @param returnsOf weekly returns of each elite, in sample
 */
export function complementary(
  elites: readonly Elite[],
  returnsOf: ReadonlyMap<string, WeeklyReturns>,
): Archive['portfolios'] {
  const portfolios: Archive['portfolios'] = [];
  for (const regime of ['bull', 'bear', 'sideways', 'any'] as const) {
    const known = elites.filter((e) => e.regime === regime && e.score > 0 && returnsOf.has(e.strategyId));
    if (known.length === 0) continue;
    const series = known.map((e) => returnsOf.get(e.strategyId) as WeeklyReturns);
    const from = Math.max(...series.map((s) => s.firstWeek));
    const to = Math.min(...series.map((s) => s.firstWeek + s.returns.length));
    const weeks = Math.max(0, to - from);
    const left: Member[] = known.map((elite, i) => {
      const { firstWeek, returns } = series[i] as WeeklyReturns;
      return { elite, returns: Float64Array.from(returns.slice(from - firstWeek, from - firstWeek + weeks)) };
    });
    const chosen: Member[] = [];
    let best = Number.NEGATIVE_INFINITY;
    while (chosen.length < most && left.length > 0) {
      const ratios = left.map((member) => ratioOf(together([...chosen, member], weeks)));
      const at = ratios.reduce((top, r, i) => (r > (ratios[top] as number) ? i : top), 0);
      const ratio = ratios[at] as number;
      if (!(ratio > best)) break;
      best = ratio;
      chosen.push(...left.splice(at, 1));
    }
    if (chosen.length === 0) continue;
    // One that never moves goes with nobody: its correlation has no value.
    const pairs = chosen.flatMap((a, i) => chosen.slice(i + 1).map((b) => correlation(a.returns, b.returns) || 0));
    portfolios.push({
      regime,
      strategyIds: chosen.map((m) => m.elite.strategyId),
      sharpe: Number.isFinite(best) ? best * Math.sqrt(weeksPerYear) : null,
      meanCorrelation: pairs.length === 0 ? null : pairs.reduce((s, c) => s + c, 0) / pairs.length,
    });
  }
  return portfolios;
}
