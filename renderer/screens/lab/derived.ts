/** Statistics of a dossier that are worked out where they are drawn. */
import type { Dossier } from '../../../shared/desk-api/requests.ts';

type Curve = NonNullable<Dossier['equity']>;

/** Sharpe ratio of the last `window` bars at each bar, annual; null before, or where the window stands still. */
export function rollingSharpe(curve: Pick<Curve, 'equity'>, window: number, barsPerYear: number): (number | null)[] {
  const { equity } = curve;
  const returns = equity.map((e, i) => (i === 0 ? 0 : e / (equity[i - 1] as number) - 1));
  const out: (number | null)[] = [];
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < returns.length; i++) {
    const r = returns[i] as number;
    sum += r;
    squares += r * r;
    if (i >= window) {
      const gone = returns[i - window] as number;
      sum -= gone;
      squares -= gone * gone;
    }
    const variance = (squares - (sum * sum) / window) / (window - 1);
    out.push(i < window || !(variance > 1e-14) ? null : (sum / window / Math.sqrt(variance)) * Math.sqrt(barsPerYear));
  }
  return out;
}

/** Net return of each trade on what it was entered with. */
export const tradeReturns = (trades: Dossier['trades']): number[] =>
  trades.flatMap((t) => {
    const cost = Math.abs(t.quantity * t.entryPrice);
    return cost > 0 ? [t.pnl / cost] : [];
  });

/** The worst falls from a peak: depth, when each began, ended and was made good; deepest first. */
export function worstFalls(curve: Curve, most: number) {
  const { time, equity } = curve;
  const falls: { from: number; lowest: number; recovered: number | null; depth: number; bars: number }[] = [];
  let peak = Number.NEGATIVE_INFINITY;
  let peakAt = 0;
  let low: { at: number; value: number } | undefined;
  const close = (end: number | null): void => {
    if (low === undefined) return;
    falls.push({
      from: time[peakAt] as number,
      lowest: time[low.at] as number,
      recovered: end === null ? null : (time[end] as number),
      depth: low.value / peak - 1,
      bars: (end ?? time.length - 1) - peakAt,
    });
    low = undefined;
  };
  for (let i = 0; i < equity.length; i++) {
    const value = equity[i] as number;
    if (value >= peak) {
      close(i);
      peak = value;
      peakAt = i;
    } else if (low === undefined || value < low.value) low = { at: i, value };
  }
  close(null);
  return falls.sort((a, b) => a.depth - b.depth).slice(0, most);
}
