/** Klinger volume oscillator. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { Exponential } from './steps/averages.ts';

/** Volume with the sign of the trend, more of it the further the bar's range is from the trend's. */
class VolumeForce {
  /** Bars since the last gap. */
  run = 0;
  total = Number.NaN;
  range = Number.NaN;
  trend = 0;
  travelled = 0;
  force = 0;
  next(high: number, low: number, close: number, volume: number): number {
    const total = high + low + close;
    if (Number.isNaN(total + volume)) {
      this.run = 0;
      return Number.NaN;
    }
    this.run++;
    const range = high - low;
    const [before, lastRange, lastTrend] = [this.total, this.range, this.trend];
    this.total = total;
    this.range = range;
    if (this.run === 1) return Number.NaN;
    this.trend = total > before ? 1 : -1;
    if (this.run === 2) {
      this.travelled = 0;
      this.force = 0;
      return Number.NaN;
    }
    this.travelled = this.trend === lastTrend ? this.travelled + range : lastRange + range;
    const whole = 100 * this.trend * volume;
    if (range === this.travelled || volume === 0) this.force = 0;
    else if (range === 0) this.force = 2 * whole;
    else if (this.travelled !== 0) this.force = whole * Math.abs(2 * (range / this.travelled - 1));
    return this.force;
  }
}

export const kvo = defineIndicator({
  name: 'kvo',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [barsParameter('fast', 34), barsParameter('slow', 55)],
  warmUp: (p) => Math.max(pick(p, 0), pick(p, 1)) + 1,
  start: (p) => {
    const force = new VolumeForce();
    const fast = new Exponential(pick(p, 0));
    const slow = new Exponential(pick(p, 1));
    return (high, low, close, volume) => {
      const value = force.next(high, low, close, volume);
      return fast.next(value) - slow.next(value);
    };
  },
  description: 'Fast less slow average of the volume that goes with the trend (Klinger; Stock.Indicators).',
  phrase: 'the Klinger volume oscillator ({0}, {1})',
});
