/** The three lines of the moving average convergence divergence, aligned as TA-Lib aligns them. */
import { barsParameter, columnFor } from './define.ts';
import { AveragePair, Exponential } from './steps/averages.ts';

export const macdParameters = [
  barsParameter('fast', 12, 2),
  barsParameter('slow', 26, 2),
  barsParameter('signal', 9, 1),
] as const;

/** All three lines start when the signal is ready. */
export const macdWarmUp = (fast: number, slow: number, signal: number): number => Math.max(fast, slow) + signal - 2;

/** One of the lines alone; the other two are thrown away. */
export function macdLine(
  which: keyof MacdColumns,
  x: Float64Array,
  parameters: readonly number[],
  into?: Float64Array,
): Float64Array {
  const out = columnFor(x.length, into);
  const unwanted = new Float64Array(x.length);
  macdLines(x, parameters, { line: unwanted, signal: unwanted, histogram: unwanted, [which]: out });
  return out;
}

/** The averages behind the lines, as the loops hand them on. */
class Averages {
  fast = 0;
  slow = 0;
  signal = 0;
}

/** Columns for the three lines; two that nobody wants may be one. */
export interface MacdColumns {
  readonly line: Float64Array;
  readonly signal: Float64Array;
  readonly histogram: Float64Array;
}

/** Both averages have their first value on bar slow - 1: the fast one is seeded from the `fast` bars before it. */
export function macdLines(
  x: Float64Array,
  [fastLength, slowLength, signalLength]: readonly number[],
  out: MacdColumns,
): void {
  const fast = Math.min(fastLength as number, slowLength as number);
  const slow = Math.max(fastLength as number, slowLength as number);
  const averages = new Averages();
  let i = 0;
  while (i < x.length) {
    const seeded = seed(x, fast, slow, signalLength as number, i, averages, out);
    i = seeded < 0 ? -seeded : follow(x, fast, slow, signalLength as number, seeded, averages, out);
    if (i < x.length) blank(out, i++);
  }
}

function blank(out: MacdColumns, row: number): void {
  out.line[row] = Number.NaN;
  out.signal[row] = Number.NaN;
  out.histogram[row] = Number.NaN;
}

/** The first row of values. Answers the next row, or the negated row of a NaN or the end. */
function seed(
  x: Float64Array,
  fast: number,
  slow: number,
  signal: number,
  from: number,
  averages: Averages,
  out: MacdColumns,
): number {
  const ready = from + slow - 1;
  let fastValue = 0;
  let slowValue = 0;
  let signalValue = 0;
  for (let i = from; ; i++) {
    if (i === x.length) return -i;
    const value = x[i] as number;
    if (Number.isNaN(value)) return -i;
    if (i <= ready) {
      slowValue += value;
      if (i > ready - fast) fastValue += value;
      if (i === ready) {
        slowValue /= slow;
        fastValue /= fast;
      }
    } else {
      fastValue += (2 / (fast + 1)) * (value - fastValue);
      slowValue += (2 / (slow + 1)) * (value - slowValue);
    }
    if (i >= ready) signalValue += fastValue - slowValue;
    if (i === ready + signal - 1) break;
    blank(out, i);
  }
  const first = ready + signal - 1;
  averages.fast = fastValue;
  averages.slow = slowValue;
  averages.signal = signalValue / signal;
  out.line[first] = fastValue - slowValue;
  out.signal[first] = averages.signal;
  out.histogram[first] = fastValue - slowValue - averages.signal;
  return first + 1;
}

/** Answers the row of the next NaN, or the end. */
function follow(
  x: Float64Array,
  fast: number,
  slow: number,
  signal: number,
  from: number,
  averages: Averages,
  out: MacdColumns,
): number {
  const { line: lines, signal: signals, histogram: histograms } = out;
  const size = x.length;
  const fastAlpha = 2 / (fast + 1);
  const slowAlpha = 2 / (slow + 1);
  const signalAlpha = 2 / (signal + 1);
  let fastValue = averages.fast;
  let slowValue = averages.slow;
  let signalValue = averages.signal;
  let i = from;
  for (; i < size; i++) {
    const value = x[i] as number;
    if (Number.isNaN(value)) break;
    fastValue += fastAlpha * (value - fastValue);
    slowValue += slowAlpha * (value - slowValue);
    const line = fastValue - slowValue;
    signalValue += signalAlpha * (line - signalValue);
    lines[i] = line;
    signals[i] = signalValue;
    histograms[i] = line - signalValue;
  }
  return i;
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
