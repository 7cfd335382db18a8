/** Steps over bars: true range, directional movement, money flow. */
import { Exponential } from './averages.ts';
import { trueRangeOf } from './true-range.ts';

/** Greatest of high - low and the distances of both to the last close; none on the first bar (TA-Lib). */
export class TrueRange {
  last = Number.NaN;
  next(high: number, low: number, close: number): number {
    const before = this.last;
    this.last = close;
    return trueRangeOf(high, low, before);
  }
}

/** Wilder average of the true range. */
export class AverageRange {
  readonly range = new TrueRange();
  readonly average: Exponential;
  constructor(n: number) {
    this.average = new Exponential(n, 1 / n);
  }
  next(high: number, low: number, close: number): number {
    return this.average.next(this.range.next(high, low, close));
  }
}

/** The money flow multiplier times volume: where in its range a bar closed, -1 to 1; 0 without a range. */
export const moneyFlow = (high: number, low: number, close: number, volume: number): number =>
  high - low > 0 ? ((close - low - (high - close)) / (high - low)) * volume : (high + low + close + volume) * 0;

/** Wilder's sums of directional movement and true range: the first n - 1 bars added, then smoothed (TA-Lib). */
export class DirectionalMovement {
  readonly n: number;
  /** Changes seen since the last gap. */
  run = 0;
  plus = 0;
  minus = 0;
  range = 0;
  /** 100 |+DI - -DI| / (+DI + -DI); keeps its last value on flat data. */
  index = 0;
  lastHigh = Number.NaN;
  lastLow = Number.NaN;
  lastClose = Number.NaN;
  constructor(n: number) {
    this.n = n;
  }
  next(h: number, l: number, close: number): void {
    const { n, lastClose: before } = this;
    const up = h - this.lastHigh;
    const down = this.lastLow - l;
    this.lastHigh = h;
    this.lastLow = l;
    this.lastClose = close;
    if (Number.isNaN(up + down + before)) {
      this.run = 0;
      this.plus = 0;
      this.minus = 0;
      this.range = 0;
      this.index = 0;
      return;
    }
    this.run++;
    const keep = this.run >= n ? 1 - 1 / n : 1;
    this.plus = this.plus * keep + (up > down && up > 0 ? up : 0);
    this.minus = this.minus * keep + (down > up && down > 0 ? down : 0);
    this.range = this.range * keep + Math.max(h - l, Math.abs(h - before), Math.abs(l - before));
    if (this.run < n) return;
    const sum = this.plus + this.minus;
    if (this.range !== 0 && sum !== 0) this.index = (100 * Math.abs(this.plus - this.minus)) / sum;
  }
}

/** Average directional index: Wilder average of the index, seeded with the mean of its first n values. */
export class DirectionalIndex {
  readonly movement: DirectionalMovement;
  average = 0;
  constructor(n: number) {
    this.movement = new DirectionalMovement(n);
  }
  next(high: number, low: number, close: number): number {
    const { movement } = this;
    const { n } = movement;
    movement.next(high, low, close);
    const { run, index } = movement;
    if (run === 0) this.average = 0;
    if (run < n) return Number.NaN;
    if (run < 2 * n - 1) {
      this.average += index;
      return Number.NaN;
    }
    this.average = run === 2 * n - 1 ? (this.average + index) / n : (this.average * (n - 1) + index) / n;
    return this.average;
  }
}

/** Wilder averages of rises and falls. */
export class Strength {
  readonly up: Exponential;
  readonly down: Exponential;
  last = Number.NaN;
  upValue = Number.NaN;
  downValue = Number.NaN;
  constructor(n: number) {
    this.up = new Exponential(n, 1 / n);
    this.down = new Exponential(n, 1 / n);
  }
  next(value: number): void {
    const change = value - this.last;
    this.last = value;
    this.upValue = this.up.next(change > 0 ? change : change <= 0 ? 0 : Number.NaN);
    this.downValue = this.down.next(change < 0 ? -change : change >= 0 ? 0 : Number.NaN);
  }
  /** Relative strength, 0 to 100; 0 on flat data. */
  relative(value: number): number {
    this.next(value);
    const u = this.upValue;
    const d = this.downValue;
    return u + d === 0 ? 0 : (100 * u) / (u + d);
  }
}

/**
 * Relative strength with TA-Lib's order of operations. On a flat stretch the strength stands still but for rounding, and a
 * stochastic of it shows nothing but that rounding: only the same order gives the same answer there.
 */
export class OrderedStrength {
  readonly n: number;
  run = 0;
  up = 0;
  down = 0;
  last = Number.NaN;
  constructor(n: number) {
    this.n = n;
  }
  relative(value: number): number {
    const { n } = this;
    const change = value - this.last;
    this.last = value;
    if (Number.isNaN(change)) {
      this.run = 0;
      this.up = 0;
      this.down = 0;
      return Number.NaN;
    }
    this.run++;
    if (this.run > n) {
      this.up *= n - 1;
      this.down *= n - 1;
    }
    if (change < 0) this.down -= change;
    else this.up += change;
    if (this.run < n) return Number.NaN;
    this.up /= n;
    this.down /= n;
    const sum = this.up + this.down;
    return sum === 0 ? 0 : 100 * (this.up / sum);
  }
}
