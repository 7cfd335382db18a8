/** How a strategy did in each kind of market: its bar returns by the label of the bar. */
import { annualReturn, maxDrawdown, sharpeRatio, totalReturn } from '../../../../shared/quant/metrics/returns.ts';
import { standardDeviation } from '../../../../shared/quant/statistics/moments.ts';

export interface RegimeSlice {
  readonly label: string;
  readonly bars: number;
  /** Product of the returns of its bars, as if they followed each other. */
  readonly totalReturn: number;
  readonly annualReturn: number | null;
  readonly sharpe: number | null;
  readonly maxDrawdown: number | null;
}

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Slices by label, in the order in which the labels first appear. The products of all slices multiply to the whole. */
export function regimeSlices(
  returns: ArrayLike<number>,
  labels: ArrayLike<string>,
  periodsPerYear: number,
): RegimeSlice[] {
  const byLabel = new Map<string, number[]>();
  for (let i = 0; i < returns.length; i++) {
    const label = labels[i] ?? 'unknown';
    const list = byLabel.get(label) ?? [];
    list.push(returns[i] as number);
    byLabel.set(label, list);
  }
  return [...byLabel].map(([label, slice]) => ({
    label,
    bars: slice.length,
    totalReturn: totalReturn(slice),
    annualReturn: known(annualReturn(slice, periodsPerYear)),
    sharpe: known(sharpeRatio(slice, periodsPerYear)),
    maxDrawdown: known(maxDrawdown(slice)),
  }));
}

/**
 * Plain labels where no regime history is at hand: rising above or falling below the 200-bar mean, calm or wild as the
 * volatility of 20 bars is below or above its own mean so far. Only what was known before a bar labels it.
 */
export function plainRegimes(close: Float64Array): string[] {
  const labels: string[] = [];
  let sum = 0;
  let mean = 0;
  let count = 0;
  for (let i = 0; i < close.length; i++) {
    const at = i - 1;
    if (at >= 0) sum += close[at] as number;
    if (at >= 200) sum -= close[at - 200] as number;
    if (at < 200) {
      labels.push('unknown');
      continue;
    }
    const changes = Float64Array.from({ length: 20 }, (_, k) =>
      Math.log((close[at - k] as number) / (close[at - k - 1] as number)),
    );
    const volatility = standardDeviation(changes, 1);
    count++;
    mean += (volatility - mean) / count;
    labels.push(`${(close[at] as number) > sum / 200 ? 'rising' : 'falling'}, ${volatility > mean ? 'wild' : 'calm'}`);
  }
  return labels;
}
