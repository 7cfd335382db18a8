/** The fast stochastic's two lines; both start when the mean is ready (TA-Lib STOCHF). */
import { Extreme, Mean } from './steps/window.ts';

export class FastStochastic {
  readonly top: Extreme;
  readonly bottom: Extreme;
  readonly mean: Mean;
  k = Number.NaN;
  d = Number.NaN;
  constructor(length: number, signal: number) {
    this.top = new Extreme(length, 1);
    this.bottom = new Extreme(length, -1);
    this.mean = new Mean(signal);
  }
  next(high: number, low: number, close: number): void {
    const t = this.top.next(high);
    const b = this.bottom.next(low);
    const k = t === b ? 0 : (100 * (close - b)) / (t - b);
    this.d = this.mean.next(k);
    this.k = Number.isNaN(this.d) ? Number.NaN : k;
  }
}
