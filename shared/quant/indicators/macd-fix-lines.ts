/** The three lines of the MACD with Appel's fixed weights, seeded over 12 and 26 bars (TA-Lib MACDFIX). */
import { barsParameter, pick } from './define.ts';
import { Exponential, Late } from './steps/averages.ts';

const fastLength = 12;
const slowLength = 26;

export const macdFixParameters = [barsParameter('signal', 9)] as const;
export const macdFixWarmUp = (p: readonly number[]): number => slowLength + pick(p, 0) - 2;

export class MacdFixLines {
  readonly late = new Late(slowLength - fastLength);
  readonly fast = new Exponential(fastLength, 0.15);
  readonly slow = new Exponential(slowLength, 0.075);
  readonly average: Exponential;
  line = Number.NaN;
  signal = Number.NaN;
  histogram = Number.NaN;
  constructor(signal: number) {
    this.average = new Exponential(signal);
  }
  next(value: number): void {
    const fast = this.fast.next(this.late.next(value));
    const line = fast - this.slow.next(value);
    this.signal = this.average.next(line);
    this.line = Number.isNaN(this.signal) ? Number.NaN : line;
    this.histogram = line - this.signal;
  }
}
