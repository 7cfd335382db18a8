/** The three lines of the moving average convergence divergence, aligned as TA-Lib aligns them. */
import { barsParameter, nanColumn } from './define.ts';
import { exponential } from './rolling.ts';
import { AveragePair, Exponential } from './steps/averages.ts';

export const macdParameters = [
  barsParameter('fast', 12, 2),
  barsParameter('slow', 26, 2),
  barsParameter('signal', 9, 1),
] as const;

/** All three lines start when the signal is ready. */
export const macdWarmUp = (fast: number, slow: number, signal: number): number => Math.max(fast, slow) + signal - 2;

/** Both averages have their first value on bar slow - 1: the fast one is seeded from the `fast` bars before it. */
export function macdLines(
  x: Float64Array,
  fastLength: number,
  slowLength: number,
  signalLength: number,
): { line: Float64Array; signal: Float64Array; histogram: Float64Array } {
  const fast = Math.min(fastLength, slowLength);
  const slow = Math.max(fastLength, slowLength);
  const slowLine = exponential(x, slow);
  const line = nanColumn(x.length);
  let start = -1;
  let fastValue = 0;
  const alpha = 2 / (fast + 1);
  for (let i = 0; i < x.length; i++) {
    const slowValue = slowLine[i] as number;
    if (Number.isNaN(slowValue)) {
      start = -1;
      continue;
    }
    if (start < 0) {
      start = i;
      fastValue = 0;
      for (let j = i - fast + 1; j <= i; j++) fastValue += x[j] as number;
      fastValue /= fast;
    } else fastValue += alpha * ((x[i] as number) - fastValue);
    line[i] = fastValue - slowValue;
  }
  const signal = exponential(line, signalLength);
  const histogram = nanColumn(x.length);
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(signal[i] as number)) line[i] = Number.NaN;
    else histogram[i] = (line[i] as number) - (signal[i] as number);
  }
  return { line, signal, histogram };
}

/** The same lines, a value at a time. */
export class MacdLines {
  readonly pair: AveragePair;
  readonly average: Exponential;
  line = Number.NaN;
  signal = Number.NaN;
  histogram = Number.NaN;
  constructor(fast: number, slow: number, signal: number) {
    this.pair = new AveragePair(fast, 1, slow, 1, true);
    this.average = new Exponential(signal);
  }
  next(value: number): void {
    this.pair.next(value);
    const line = this.pair.fastValue - this.pair.slowValue;
    this.signal = this.average.next(line);
    this.line = Number.isNaN(this.signal) ? Number.NaN : line;
    this.histogram = line - this.signal;
  }
}
