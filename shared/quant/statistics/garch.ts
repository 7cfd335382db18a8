/** GARCH(1,1): volatility that comes in clusters (Bollerslev 1986), by Gaussian quasi-maximum likelihood. */
import { mean, variance } from './moments.ts';
import { nelderMead } from './nelder-mead.ts';

export interface GarchFit {
  readonly mean: number;
  /** Variance(i+1) = omega + alpha residual(i)^2 + beta variance(i). */
  readonly omega: number;
  readonly alpha: number;
  readonly beta: number;
  readonly logLikelihood: number;
  /** Variance of each period given those before it. */
  readonly variances: Float64Array;
  /** Variance expected for the next period. */
  readonly nextVariance: number;
  /** omega / (1 - alpha - beta). */
  readonly longRunVariance: number;
}

/** Variance before the first period: a weighted mean of the first squared residuals. */
function backcast(residuals: Float64Array): number {
  let weights = 0;
  let sum = 0;
  for (let i = 0; i < Math.min(75, residuals.length); i++) {
    weights += 0.94 ** i;
    sum += 0.94 ** i * (residuals[i] as number) ** 2;
  }
  return sum / weights;
}

function variancesOf(residuals: Float64Array, omega: number, alpha: number, beta: number): Float64Array {
  const out = new Float64Array(residuals.length + 1);
  const before = backcast(residuals);
  out[0] = omega + (alpha + beta) * before;
  for (let i = 0; i < residuals.length; i++)
    out[i + 1] = omega + alpha * (residuals[i] as number) ** 2 + beta * (out[i] as number);
  return out;
}

function logLikelihood(residuals: Float64Array, variances: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < residuals.length; i++) {
    const v = variances[i] as number;
    sum -= 0.5 * (Math.log(2 * Math.PI * v) + (residuals[i] as number) ** 2 / v);
  }
  return sum;
}

const share = (x: number): number => 1 / (1 + Math.exp(-x));

/** @returns undefined for fewer than 50 returns, a value that is missing, or returns without spread */
export function fitGarch(returns: ArrayLike<number>): GarchFit | undefined {
  const values = Float64Array.from(returns);
  const spread = Math.sqrt(variance(values, 0));
  if (values.length < 50 || values.some(Number.isNaN) || !(spread > 1e-14)) return undefined;
  const centre = mean(values);
  // In deviations from the mean every variable is of the order of one. Persistence and its split lie between 0 and 1.
  const scaled = values.map((r) => (r - centre) / spread);
  const read = (x: Float64Array) => {
    const persistence = 0.99999 * share(x[2] as number);
    const alpha = persistence * share(x[3] as number);
    return { shift: x[0] as number, omega: Math.exp(x[1] as number), alpha, beta: persistence - alpha };
  };
  const cost = (x: Float64Array): number => {
    const p = read(x);
    const residuals = scaled.map((r) => r - p.shift);
    const value = -logLikelihood(residuals, variancesOf(residuals, p.omega, p.alpha, p.beta));
    return Number.isFinite(value) ? value : 1e300;
  };
  let best: ReturnType<typeof nelderMead> | undefined;
  for (const [persistence, ratio] of [
    [3, -2.2],
    [1, -1],
    [4.5, -3],
  ] as const) {
    const found = nelderMead(
      cost,
      [0, Math.log(1 - share(persistence)), persistence, ratio],
      [0.05, 0.5, 0.5, 0.5],
      1e-11,
    );
    if (best === undefined || found.value < best.value) best = found;
  }
  const p = read((best as NonNullable<typeof best>).at);
  const mu = centre + p.shift * spread;
  const omega = p.omega * spread ** 2;
  const residuals = values.map((r) => r - mu);
  const all = variancesOf(residuals, omega, p.alpha, p.beta);
  return {
    mean: mu,
    omega,
    alpha: p.alpha,
    beta: p.beta,
    logLikelihood: logLikelihood(residuals, all),
    variances: all.subarray(0, values.length),
    nextVariance: all[values.length] as number,
    longRunVariance: omega / (1 - p.alpha - p.beta),
  };
}
