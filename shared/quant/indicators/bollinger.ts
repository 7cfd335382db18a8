/** Bollinger bands: mean plus or minus a multiple of the population standard deviation. */
import type { Step } from './define.ts';
import { rollingMean, rollingVariance } from './rolling.ts';
import { Mean, Variance } from './steps/window.ts';

/** The band `factor` deviations away from the mean; negative for the lower one. */
export function bollinger(x: Float64Array, n: number, factor: number): Float64Array {
  const out = rollingMean(x, n);
  const variance = rollingVariance(x, n, 0);
  for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) + factor * Math.sqrt(variance[i] as number);
  return out;
}

/** The same, a value at a time. */
export function bollingerStep(n: number, factor: number): Step {
  const mean = new Mean(n);
  const variance = new Variance(n, 0);
  return (x) => mean.next(x) + factor * Math.sqrt(variance.next(x));
}
