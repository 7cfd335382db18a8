/** Heikin-Ashi candles: an average price for the close, the middle of the candle before for the open. */

export class HeikinAshi {
  open = Number.NaN;
  close = Number.NaN;
  high = Number.NaN;
  low = Number.NaN;
  next(open: number, high: number, low: number, close: number): void {
    const begins = Number.isNaN(this.open) || Number.isNaN(this.close);
    this.open = begins ? (open + close) / 2 : (this.open + this.close) / 2;
    this.close = (open + high + low + close) / 4;
    if (Number.isNaN(this.close)) this.open = Number.NaN;
    this.high = Math.max(high, this.open, this.close);
    this.low = Math.min(low, this.open, this.close);
  }
}
