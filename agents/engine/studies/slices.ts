/** Where a record comes from: its worst windows of the market, and its rising and falling stretches. */
import { mean, standardDeviation } from '../../../shared/quant/statistics/moments.ts';

export interface MarketSlices {
  /** The market's deepest windows that do not overlap, the worst first: growth less one of the market and of the strategy. */
  readonly crises: readonly { readonly firstBar: number; readonly market: number; readonly own: number }[];
  /** Sharpe ratio per bar where the market had risen, or fallen, over the bars before; null with too few bars. */
  readonly rising: number | null;
  readonly falling: number | null;
}

const window = 60;
const most = 5;
const lookback = 120;
const leastBars = 100;

const grown = (returns: Float64Array, from: number, to: number): number => {
  let growth = 1;
  for (let i = from; i < to; i++) growth *= 1 + (returns[i] as number);
  return growth - 1;
};
const sharpe = (x: readonly number[]): number | null => {
  if (x.length < leastBars) return null;
  const spread = standardDeviation(x, 1);
  return spread > 0 ? mean(x) / spread : null;
};

/** @param market returns of holding the same symbols, as long as the strategy's own; what had risen is told by bars before. */
export function sliceByMarket(own: Float64Array, market: Float64Array): MarketSlices | null {
  const n = own.length;
  if (market.length !== n || n < 2 * lookback || !(standardDeviation(market, 1) > 0)) return null;
  const starts = Array.from({ length: n - window }, (_, i) => ({ i, market: grown(market, i, i + window) })).sort(
    (a, b) => a.market - b.market || a.i - b.i,
  );
  const chosen: { i: number; market: number }[] = [];
  for (const one of starts) {
    if (chosen.length === most || one.market >= 0) break;
    if (chosen.every((c) => Math.abs(c.i - one.i) >= window)) chosen.push(one);
  }
  const [up, down]: [number[], number[]] = [[], []];
  for (let i = lookback; i < n; i++) (grown(market, i - lookback, i) >= 0 ? up : down).push(own[i] as number);
  return {
    crises: chosen.map(({ i, market }) => ({ firstBar: i, market, own: grown(own, i, i + window) })),
    rising: sharpe(up),
    falling: sharpe(down),
  };
}
