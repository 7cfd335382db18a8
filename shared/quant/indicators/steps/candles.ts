/** What candlestick patterns ask of the last bars, with TA-Lib's usual sizes, and how a pattern becomes an indicator. */
import { defineIndicator, type Indicator } from '../define.ts';

/** Size of a part of a candle: a factor times its mean over the `bars` before (0: of the candle itself). */
interface Size {
  readonly of: 'body' | 'range';
  readonly bars: number;
  readonly factor: number;
}
const sizes = {
  bodyLong: { of: 'body', bars: 10, factor: 1 },
  bodyShort: { of: 'body', bars: 10, factor: 1 },
  bodyDoji: { of: 'range', bars: 10, factor: 0.1 },
  shadowLong: { of: 'body', bars: 0, factor: 1 },
  shadowVeryShort: { of: 'range', bars: 10, factor: 0.1 },
  near: { of: 'range', bars: 5, factor: 0.2 },
  far: { of: 'range', bars: 5, factor: 0.6 },
} as const satisfies Record<string, Size>;

/** Four bars back and the ten before them. */
const kept = 16;

/** The last bars; every question takes how many bars ago, 0 = this one. */
export class Candles {
  readonly opens = new Float64Array(kept);
  readonly highs = new Float64Array(kept);
  readonly lows = new Float64Array(kept);
  readonly closes = new Float64Array(kept);
  at = 0;
  /** Clean bars since the last gap. */
  run = 0;
  push(open: number, high: number, low: number, close: number): void {
    this.at = (this.at + 1) % kept;
    this.opens[this.at] = open;
    this.highs[this.at] = high;
    this.lows[this.at] = low;
    this.closes[this.at] = close;
    this.run = Number.isNaN(open + high + low + close) ? 0 : this.run + 1;
  }
  place(ago: number): number {
    return (this.at - ago + kept) % kept;
  }
  open(ago: number): number {
    return this.opens[this.place(ago)] as number;
  }
  high(ago: number): number {
    return this.highs[this.place(ago)] as number;
  }
  low(ago: number): number {
    return this.lows[this.place(ago)] as number;
  }
  close(ago: number): number {
    return this.closes[this.place(ago)] as number;
  }
  /** 1 rising or level, -1 falling. */
  color(ago: number): 1 | -1 {
    return this.close(ago) >= this.open(ago) ? 1 : -1;
  }
  body(ago: number): number {
    return Math.abs(this.close(ago) - this.open(ago));
  }
  top(ago: number): number {
    return Math.max(this.open(ago), this.close(ago));
  }
  bottom(ago: number): number {
    return Math.min(this.open(ago), this.close(ago));
  }
  upper(ago: number): number {
    return this.high(ago) - this.top(ago);
  }
  lower(ago: number): number {
    return this.bottom(ago) - this.low(ago);
  }
  /** What counts as this size for the bar so many bars ago. */
  average(name: keyof typeof sizes, ago: number): number {
    const size: Size = sizes[name];
    if (size.bars === 0) return size.factor * this.part(size, ago);
    let sum = 0;
    for (let k = size.bars; k >= 1; k--) sum += this.part(size, ago + k);
    return (size.factor * sum) / size.bars;
  }
  part(size: Size, ago: number): number {
    return size.of === 'body' ? this.body(ago) : this.high(ago) - this.low(ago);
  }
}

/** A pattern as an indicator: 100, -100 or 0 (in some cases 80 or -80) on the bar that completes it. */
export const pattern = (
  name: string,
  warmUp: number,
  rule: (candles: Candles) => number,
  description: string,
  phrase: string,
): Indicator =>
  defineIndicator({
    name,
    inputs: ['open', 'high', 'low', 'close'],
    parameters: [],
    warmUp: () => warmUp,
    start: () => {
      const candles = new Candles();
      return (open, high, low, close) => {
        candles.push(open, high, low, close);
        return candles.run <= warmUp ? Number.NaN : rule(candles);
      };
    },
    description,
    phrase,
  });
