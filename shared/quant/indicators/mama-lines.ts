/** The two lines of the MESA adaptive average: its weight follows how fast the phase of the cycle turns (Ehlers). */
import { factorParameter } from './define.ts';
import { DominantCycle } from './steps/hilbert.ts';

export const mamaParameters = [
  factorParameter('fast_limit', 0.5, 0.01, 0.99),
  factorParameter('slow_limit', 0.05, 0.01, 0.99),
] as const;
export const mamaWarmUp = 32;

export class MamaLines {
  readonly cycle = new DominantCycle(12);
  readonly fastLimit: number;
  readonly slowLimit: number;
  phase = 0;
  average = 0;
  following = 0;
  mama = Number.NaN;
  fama = Number.NaN;
  constructor(fastLimit: number, slowLimit: number) {
    this.fastLimit = fastLimit;
    this.slowLimit = slowLimit;
  }
  next(price: number): void {
    const { cycle } = this;
    this.mama = Number.NaN;
    this.fama = Number.NaN;
    if (!cycle.next(price)) {
      this.phase = 0;
      this.average = 0;
      this.following = 0;
      return;
    }
    const turned = Math.max(1, this.phase - cycle.phase);
    this.phase = cycle.phase;
    const alpha = turned > 1 ? Math.max(this.slowLimit, this.fastLimit / turned) : this.fastLimit;
    this.average = alpha * price + (1 - alpha) * this.average;
    this.following = 0.5 * alpha * this.average + (1 - 0.5 * alpha) * this.following;
    if (cycle.run <= mamaWarmUp) return;
    this.mama = this.average;
    this.fama = this.following;
  }
}
