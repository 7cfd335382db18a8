/** Ehlers' measure of the dominant cycle: a Hilbert transform of smoothed prices, in TA-Lib's order of operations. */

/** In-phase and quadrature part of what comes in, two rows apart; rows before the first count as 0. */
class Transform {
  readonly past = new Float64Array(7);
  next(value: number, adjust: number): number {
    const { past } = this;
    past.copyWithin(1, 0, 6);
    past[0] = value;
    const [a = 0, , b = 0, , c = 0, , d = 0] = past;
    return (0.0962 * a - 0.0962 * d - 0.5769 * c + 0.5769 * b) * adjust;
  }
}

const degrees = 180 / Math.PI;

/**
 * On a flat stretch nothing but rounding is left, and an angle of it: only the same order of operations gives the same
 * answer there.
 */
export class DominantCycle {
  /** Rows that only fill the smoothing before the transform begins. */
  readonly quiet: number;
  /** Clean rows since the last gap. */
  run = 0;
  readonly prices = new Float64Array(5);
  /** Weighted sum of the last prices, and their plain sum, which is taken off it with every new one. */
  weighted = 0;
  plain = 0;
  detrend = new Transform();
  quadrature = new Transform();
  inPhaseAhead = new Transform();
  quadratureAhead = new Transform();
  /** The detrended value of this row and of the three before it. */
  detrended = new Float64Array(4);
  inPhase = 0;
  quadratureValue = 0;
  i2 = 0;
  q2 = 0;
  real = 0;
  imaginary = 0;
  period = 0;
  smoothPeriod = 0;
  constructor(quiet: number) {
    this.quiet = quiet;
  }

  #reset(): void {
    this.run = 0;
    this.prices.fill(0);
    this.weighted = 0;
    this.plain = 0;
    this.detrend = new Transform();
    this.quadrature = new Transform();
    this.inPhaseAhead = new Transform();
    this.quadratureAhead = new Transform();
    this.detrended.fill(0);
    for (const field of ['i2', 'q2', 'real', 'imaginary', 'period', 'smoothPeriod'] as const) this[field] = 0;
  }

  /** False while there is no cycle yet. */
  next(price: number): boolean {
    if (Number.isNaN(price)) {
      this.#reset();
      return false;
    }
    const { prices, detrended } = this;
    prices.copyWithin(1, 0, 4);
    prices[0] = price;
    this.run++;
    this.plain += price;
    this.plain -= prices[4] as number;
    this.weighted += price * Math.min(4, this.run);
    const smooth = this.weighted * 0.1;
    if (this.run > 3) this.weighted -= this.plain;
    if (this.run <= this.quiet) return false;
    const adjust = 0.075 * this.period + 0.54;
    detrended.copyWithin(1, 0, 3);
    detrended[0] = this.detrend.next(smooth, adjust);
    this.quadratureValue = this.quadrature.next(detrended[0], adjust);
    this.inPhase = detrended[3] as number;
    const ahead = this.inPhaseAhead.next(this.inPhase, adjust);
    const quadratureAhead = this.quadratureAhead.next(this.quadratureValue, adjust);
    const q2 = 0.2 * (this.quadratureValue + ahead) + 0.8 * this.q2;
    const i2 = 0.2 * (this.inPhase - quadratureAhead) + 0.8 * this.i2;
    this.real = 0.2 * (i2 * this.i2 + q2 * this.q2) + 0.8 * this.real;
    this.imaginary = 0.2 * (i2 * this.q2 - q2 * this.i2) + 0.8 * this.imaginary;
    this.q2 = q2;
    this.i2 = i2;
    const before = this.period;
    let period = before;
    if (this.imaginary !== 0 && this.real !== 0) period = 360 / (Math.atan(this.imaginary / this.real) * degrees);
    period = Math.max(Math.min(period, 1.5 * before), 0.67 * before);
    period = Math.min(50, Math.max(6, period));
    this.period = 0.2 * period + 0.8 * before;
    this.smoothPeriod = 0.33 * this.period + 0.67 * this.smoothPeriod;
    return true;
  }

  /** In degrees; 0 where there is no in-phase part. */
  get phase(): number {
    return this.inPhase === 0 ? 0 : Math.atan(this.quadratureValue / this.inPhase) * degrees;
  }
}
