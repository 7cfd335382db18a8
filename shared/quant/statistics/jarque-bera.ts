/** Jarque-Bera test: do skewness and kurtosis fit a normal distribution (Jarque and Bera 1980). */
import { rawKurtosis, skewness } from './moments.ts';

/** Population moments; kurtosis is raw. NaN without spread. */
export function jarqueBera(x: ArrayLike<number>): {
  readonly statistic: number;
  readonly pValue: number;
  readonly skewness: number;
  readonly kurtosis: number;
} {
  const skew = skewness(x);
  const kurtosis = rawKurtosis(x);
  const statistic = (x.length / 6) * (skew ** 2 + (kurtosis - 3) ** 2 / 4);
  return { statistic, pValue: Math.exp(-statistic / 2), skewness: skew, kurtosis };
}
