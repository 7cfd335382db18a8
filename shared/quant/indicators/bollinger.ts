/** Bollinger bands: mean plus or minus a multiple of the population standard deviation. */
import { barsParameter, factorParameter, type Step } from './define.ts';
import { RollingMean, rollingMean } from './rolling-mean.ts';
import { chunkOf, rollingVariance } from './rolling-variance.ts';
import { firstWindow, flatWindows } from './sections.ts';
import { Mean, Variance } from './steps/window.ts';

export const bollingerParameters = [barsParameter('length', 20, 2), factorParameter('deviations', 2, 0, 20)] as const;

/** The band `factor` deviations away from the mean; negative for the lower one. */
export function bollinger(x: Float64Array, n: number, factor: number, into?: Float64Array): Float64Array {
  const out = rollingMean(x, n, into);
  if (factor !== 0) addDeviations(out, rollingVariance(x, n, 0), factor);
  return out;
}

function addDeviations(out: Float64Array, variance: Float64Array, factor: number): void {
  for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) + factor * Math.sqrt(variance[i] as number);
}

/** All three bands, in one go: a stretch of means, then its bands while they are near in memory. */
export function bollingerBands(
  x: Float64Array,
  n: number,
  factor: number,
  [upper, middle, lower]: readonly [Float64Array, Float64Array, Float64Array],
): void {
  const mean = new RollingMean(x, n, middle);
  const rows = chunkOf(n);
  const still = (row: number) => {
    upper[row] = x[row] as number;
    lower[row] = x[row] as number;
  };
  for (let i = 0; ; ) {
    const first = firstWindow(x, n, i, middle);
    upper.fill(Number.NaN, i, first);
    lower.fill(Number.NaN, i, first);
    if (first === x.length) return;
    mean.begin(first);
    let next = first + 1;
    for (i = first; ; ) {
      const to = Math.min(x.length, i + rows);
      const end = mean.go(next, to);
      for (let at = i; at < end; at += n) block(x, n, factor, at, Math.min(end, at + n), upper, middle, lower);
      flatWindows(x, n, i, end, still);
      i = end;
      next = end;
      if (end < to || end === x.length) break;
    }
  }
}

/** As `rollingVariance` has it, written out: the variance never leaves the registers. */
function block(
  x: Float64Array,
  n: number,
  factor: number,
  at: number,
  to: number,
  upper: Float64Array,
  middle: Float64Array,
  lower: Float64Array,
): void {
  const share = 1 / n;
  const base = x[at - n + 1] as number;
  let sum = base - base;
  let squares = sum;
  for (let j = at - n + 2; j <= at; j++) {
    const away = (x[j] as number) - base;
    sum += away;
    squares += away * away;
  }
  let mean = base + sum * share;
  squares -= sum * sum * share;
  const first = factor * Math.sqrt(Math.max(0, squares * share));
  upper[at] = (middle[at] as number) + first;
  lower[at] = (middle[at] as number) - first;
  for (let i = at + 1; i < to; i++) {
    const value = x[i] as number;
    const gone = x[i - n] as number;
    const change = value - gone;
    const before = mean;
    mean += change * share;
    squares += change * (value - mean + gone - before);
    const centre = middle[i] as number;
    const distance = factor * Math.sqrt(Math.max(0, squares * share));
    upper[i] = centre + distance;
    lower[i] = centre - distance;
  }
}

/** The same, a value at a time. */
export function bollingerStep(n: number, factor: number): Step {
  const mean = new Mean(n);
  if (factor === 0) return (x) => mean.next(x);
  const variance = new Variance(n, 0);
  return (x) => mean.next(x) + factor * Math.sqrt(variance.next(x));
}
