/** The three lines of a MACD whose averages are of any kind; all start when the signal is ready (TA-Lib MACDEXT). */
import { averageParameter } from './average-parameter.ts';
import { barsParameter, pick } from './define.ts';
import { type Average, AveragePair, averageWarmUp, createAverage, pairWarmUp } from './steps/averages.ts';

export const macdExtParameters = [
  barsParameter('fast', 12, 2),
  averageParameter('fast_average', 1),
  barsParameter('slow', 26, 2),
  averageParameter('slow_average', 1),
  barsParameter('signal', 9),
  averageParameter('signal_average', 1),
] as const;

export const macdExtWarmUp = (p: readonly number[]): number =>
  pairWarmUp(pick(p, 0), pick(p, 1), pick(p, 2), pick(p, 3)) + averageWarmUp(pick(p, 5), pick(p, 4));

export class MacdExtLines {
  readonly pair: AveragePair;
  readonly average: Average;
  line = Number.NaN;
  signal = Number.NaN;
  histogram = Number.NaN;
  constructor(p: readonly number[]) {
    this.pair = new AveragePair(pick(p, 0), pick(p, 1), pick(p, 2), pick(p, 3), true);
    this.average = createAverage(pick(p, 5), pick(p, 4));
  }
  next(value: number): void {
    this.pair.next(value);
    const line = this.pair.fastValue - this.pair.slowValue;
    this.signal = this.average.next(line);
    this.line = Number.isNaN(this.signal) ? Number.NaN : line;
    this.histogram = line - this.signal;
  }
}
