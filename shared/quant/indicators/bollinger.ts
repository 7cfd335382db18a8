/** Bollinger bands: mean plus or minus a multiple of the population standard deviation. */
import { rollingMean, rollingVariance, zip } from './rolling.ts';

/** The band `factor` deviations away from the mean; negative for the lower one. */
export const bollinger = (x: Float64Array, n: number, factor: number): Float64Array =>
  zip(rollingMean(x, n), rollingVariance(x, n, 0), (mean, variance) => mean + factor * Math.sqrt(variance));
