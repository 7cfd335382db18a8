/** The stochastic oscillator's two lines; both start when the slower is ready (TA-Lib). */
import { barsParameter, nanColumn } from './define.ts';
import { rollingExtreme } from './rolling.ts';
import { rollingMean } from './rolling-mean.ts';
import { Extreme, Mean } from './steps/window.ts';

export const stochasticParameters = [
  barsParameter('length', 14, 1),
  barsParameter('smooth', 3, 1),
  barsParameter('signal', 3, 1),
] as const;

export const stochasticWarmUp = (length: number, smooth: number, signal: number): number =>
  length + smooth + signal - 3;

export function stochasticLines(
  columns: readonly [high: Float64Array, low: Float64Array, close: Float64Array],
  length: number,
  smooth: number,
  signal: number,
): { k: Float64Array; d: Float64Array } {
  const [high, low, close] = columns;
  const top = rollingExtreme(high, length, 1);
  const bottom = rollingExtreme(low, length, -1);
  const raw = nanColumn(high.length);
  for (let i = length - 1; i < high.length; i++) {
    const t = top[i] as number;
    const b = bottom[i] as number;
    raw[i] = t === b ? 0 : (100 * ((close[i] as number) - b)) / (t - b);
  }
  const k = rollingMean(raw, smooth);
  const d = rollingMean(k, signal);
  for (let i = 0; i < k.length; i++) if (Number.isNaN(d[i] as number)) k[i] = Number.NaN;
  return { k, d };
}

/** The same lines, a bar at a time. */
export class StochasticLines {
  readonly top: Extreme;
  readonly bottom: Extreme;
  readonly smooth: Mean;
  readonly signal: Mean;
  k = Number.NaN;
  d = Number.NaN;
  constructor(length: number, smooth: number, signal: number) {
    this.top = new Extreme(length, 1);
    this.bottom = new Extreme(length, -1);
    this.smooth = new Mean(smooth);
    this.signal = new Mean(signal);
  }
  next(high: number, low: number, close: number): void {
    const t = this.top.next(high);
    const b = this.bottom.next(low);
    const k = this.smooth.next(t === b ? 0 : (100 * (close - b)) / (t - b));
    this.d = this.signal.next(k);
    this.k = Number.isNaN(this.d) ? Number.NaN : k;
  }
}
