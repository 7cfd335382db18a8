/** Steps that follow price with a line: the parabolic stop, the supertrend, the middle of a range. */
import { AverageRange } from './bars.ts';
import { Extreme } from './window.ts';

/** Middle between the highest high and the lowest low of n bars. */
export function rangeMiddle(n: number): (high: number, low: number) => number {
  const top = new Extreme(n, 1);
  const bottom = new Extreme(n, -1);
  return (high, low) => {
    const t = top.next(high);
    return (t + bottom.next(low)) / 2;
  };
}

/** Wilder's parabolic stop and reverse, printed on the bar it holds for (TA-Lib SAR). */
export class ParabolicStop {
  readonly acceleration: number;
  readonly maximum: number;
  run = 0;
  long = true;
  stop = 0;
  extreme = 0;
  factor = 0;
  lastHigh = 0;
  lastLow = 0;
  constructor(acceleration: number, maximum: number) {
    this.acceleration = Math.min(acceleration, maximum);
    this.maximum = maximum;
  }
  next(high: number, low: number): number {
    if (Number.isNaN(high + low)) {
      this.run = 0;
      return Number.NaN;
    }
    this.run++;
    if (this.run === 1) {
      this.lastHigh = high;
      this.lastLow = low;
      return Number.NaN;
    }
    if (this.run === 2) this.begin(high, low);
    const value = this.long ? this.follow(1, high, low) : this.follow(-1, high, low);
    this.lastHigh = high;
    this.lastLow = low;
    return value;
  }
  /** The first direction is down where the first directional movement was. */
  begin(high: number, low: number): void {
    const down = this.lastLow - low;
    this.long = !(down > 0 && high - this.lastHigh < down);
    this.extreme = this.long ? high : low;
    this.stop = this.long ? this.lastLow : this.lastHigh;
    this.factor = this.acceleration;
    // The first bar is its own predecessor.
    this.lastHigh = high;
    this.lastLow = low;
  }
  /** `sign` 1: long. Prices are mirrored for short positions, so that the rule is written once. */
  follow(sign: 1 | -1, high: number, low: number): number {
    const near = sign === 1 ? low : -high;
    const far = sign === 1 ? high : -low;
    const nearBefore = sign === 1 ? this.lastLow : -this.lastHigh;
    const farBefore = sign === 1 ? this.lastHigh : -this.lastLow;
    const stop = sign * this.stop;
    let printed = stop;
    if (near <= stop) {
      printed = Math.max(sign * this.extreme, farBefore, far);
      this.long = sign !== 1;
      this.factor = this.acceleration;
      this.extreme = sign * near;
      this.stop = sign * Math.max(printed + this.factor * (near - printed), farBefore, far);
    } else {
      if (far > sign * this.extreme) {
        this.extreme = sign * far;
        this.factor = Math.min(this.factor + this.acceleration, this.maximum);
      }
      const next = stop + this.factor * (sign * this.extreme - stop);
      this.stop = sign * Math.min(next, nearBefore, near);
    }
    return sign * printed;
  }
}

/** A band some average true ranges from the middle price that only tightens until the close crosses it (Seban). */
export class SuperTrend {
  readonly range: AverageRange;
  readonly factor: number;
  /** 1 up, -1 down. */
  direction = 0;
  upper = 0;
  lower = 0;
  last = Number.NaN;
  constructor(n: number, factor: number) {
    this.range = new AverageRange(n);
    this.factor = factor;
  }
  next(high: number, low: number, close: number): number {
    const range = this.range.next(high, low, close);
    const before = this.last;
    this.last = close;
    if (Number.isNaN(range)) {
      this.direction = 0;
      return Number.NaN;
    }
    const middle = (high + low) / 2;
    const upper = middle + this.factor * range;
    const lower = middle - this.factor * range;
    if (this.direction === 0) {
      this.direction = close >= middle ? 1 : -1;
      this.upper = upper;
      this.lower = lower;
    }
    if (upper < this.upper || before > this.upper) this.upper = upper;
    if (lower > this.lower || before < this.lower) this.lower = lower;
    this.direction = close <= (this.direction === 1 ? this.lower : this.upper) ? -1 : 1;
    return this.direction === 1 ? this.lower : this.upper;
  }
}
