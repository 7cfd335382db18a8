/** Bollinger bands: mean plus or minus a multiple of the population standard deviation. */
import type { Step } from './define.ts';
import { rollingMean, rollingVariance, zip } from './rolling.ts';
import { Mean, Variance } from './steps/window.ts';

/** The band `factor` deviations away from the mean; negative for the lower one. */
export const bollinger = (x: Float64Array, n: number, factor: number): Float64Array =>
  zip(rollingMean(x, n), rollingVariance(x, n, 0), (mean, variance) => mean + factor * Math.sqrt(variance));

/** The same, a value at a time. */
export function bollingerStep(n: number, factor: number): Step {
  const mean = new Mean(n);
  const variance = new Variance(n, 0);
  return (x) => mean.next(x) + factor * Math.sqrt(variance.next(x));
}
