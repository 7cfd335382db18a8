/** Statistics of per-bar returns with the conventions of empyrical; NaN where undefined, never Infinity by design. */
import { mean, quantile, standardDeviation } from '../statistics/moments.ts';

/** Simple returns between consecutive equities: one fewer than the equities. */
export function returnsOf(equity: ArrayLike<number>): Float64Array {
  const out = new Float64Array(Math.max(0, equity.length - 1));
  for (let i = 0; i < out.length; i++) out[i] = (equity[i + 1] as number) / (equity[i] as number) - 1;
  return out;
}

/** Every return less a number. */
function lessEach(returns: ArrayLike<number>, number: number): Float64Array {
  const out = new Float64Array(returns.length);
  for (let i = 0; i < out.length; i++) out[i] = (returns[i] as number) - number;
  return out;
}

/** What one unit grows to; NaN entries count as 0; NaN for none. */
export function growthOf(returns: ArrayLike<number>): number {
  if (returns.length === 0) return Number.NaN;
  let growth = 1;
  for (let i = 0; i < returns.length; i++)
    if (!Number.isNaN(returns[i] as number)) growth *= 1 + (returns[i] as number);
  return growth;
}

/** Compound of all returns; NaN entries count as 0; NaN for none. */
export const totalReturn = (returns: ArrayLike<number>): number => growthOf(returns) - 1;

/** Compound annual growth rate; NaN entries count in the length. */
export function annualReturn(returns: ArrayLike<number>, periodsPerYear: number): number {
  // Not from the total return: of an almost total loss that keeps too few digits.
  return growthOf(returns) ** (periodsPerYear / returns.length) - 1;
}

/** Standard deviation (of the sample: ddof 1) times the root of the periods per year. */
export const annualVolatility = (returns: ArrayLike<number>, periodsPerYear: number, ddof: 0 | 1 = 1): number =>
  standardDeviation(returns, ddof) * Math.sqrt(periodsPerYear);

/** Mean over standard deviation of excess returns, annualised; `riskFree` is per period. NaN without spread. */
export function sharpeRatio(returns: ArrayLike<number>, periodsPerYear: number, riskFree = 0, ddof: 0 | 1 = 1): number {
  const excess = lessEach(returns, riskFree);
  const spread = standardDeviation(excess, ddof);
  return isFlat(excess) || !(spread > 0) ? Number.NaN : (mean(excess) / spread) * Math.sqrt(periodsPerYear);
}

/** Root of the mean squared shortfall below `required` per period, over ALL observations, annualised. */
export function downsideRisk(returns: ArrayLike<number>, periodsPerYear: number, required = 0): number {
  const squares = lessEach(returns, required);
  for (let i = 0; i < squares.length; i++) squares[i] = Math.min(squares[i] as number, 0) ** 2;
  return Math.sqrt(mean(squares)) * Math.sqrt(periodsPerYear);
}

/** Annual arithmetic mean excess over the annual downside risk; NaN without a shortfall. */
export function sortinoRatio(returns: ArrayLike<number>, periodsPerYear: number, required = 0): number {
  const risk = downsideRisk(returns, periodsPerYear, required);
  const excess = mean(lessEach(returns, required));
  return risk > 0 ? (excess * periodsPerYear) / risk : Number.NaN;
}

/** Deepest fall of the compounded curve below its peak, the start counting as one: a number from -1 to 0. */
export function maxDrawdown(returns: ArrayLike<number>): number {
  if (returns.length === 0) return Number.NaN;
  let value = 1;
  let peak = 1;
  let worst = 0;
  for (let i = 0; i < returns.length; i++) {
    if (!Number.isNaN(returns[i] as number)) value *= 1 + (returns[i] as number);
    if (value > peak) peak = value;
    worst = Math.min(worst, value / peak - 1);
  }
  return worst;
}

/** Longest run of periods below a former peak. */
export function longestDrawdown(returns: ArrayLike<number>): number {
  let value = 1;
  let peak = 1;
  let run = 0;
  let longest = 0;
  for (let i = 0; i < returns.length; i++) {
    if (!Number.isNaN(returns[i] as number)) value *= 1 + (returns[i] as number);
    if (value >= peak) {
      peak = value;
      run = 0;
    } else if (++run > longest) longest = run;
  }
  return longest;
}

/** Annual return over the size of the deepest fall; NaN without a fall. */
export function calmarRatio(returns: ArrayLike<number>, periodsPerYear: number): number {
  const fall = maxDrawdown(returns);
  return fall < 0 ? annualReturn(returns, periodsPerYear) / -fall : Number.NaN;
}

/** Quantile of the returns at the cutoff: a negative number for a loss. */
export const valueAtRisk = (returns: ArrayLike<number>, cutoff = 0.05): number => quantile(returns, cutoff);

/** Mean of the lowest floor((n - 1) * cutoff) + 1 returns. */
export function conditionalValueAtRisk(returns: ArrayLike<number>, cutoff = 0.05): number {
  const sorted = Float64Array.from(returns).sort();
  return mean(sorted.subarray(0, Math.floor((sorted.length - 1) * cutoff) + 1));
}

/** True when every value is the same: a spread of rounding dust is no spread. */
function isFlat(x: Float64Array): boolean {
  for (let i = 1; i < x.length; i++) if (x[i] !== x[0]) return false;
  return true;
}
