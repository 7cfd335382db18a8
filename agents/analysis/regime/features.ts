/** What a regime is read from: trend, momentum, drawdown, volatility and macro pressure, each known at the day's close. */
import type { MacroSeries } from '../../../shared/domain/dataset.ts';
import { alignAsOf } from '../../../shared/strategy/compile.ts';
import type { MarketIndex } from './market-index.ts';

export const featureNames = ['trend', 'momentum', 'drawdown', 'volatility', 'macro'] as const;
export type FeatureName = (typeof featureNames)[number];

export interface RegimeFeatures {
  /** One column per name, about unit scale; NaN before it is known. `macro` is missing without macro series. */
  readonly columns: Readonly<Partial<Record<FeatureName, Float64Array>>>;
  /** Annual volatility of the last 21 days as a share. */
  readonly annualVolatility: Float64Array;
  /** First day on which every price feature is known. */
  readonly start: number;
}

const trendDays = 100;
const momentumDays = 42;
const shortDays = 21;
const yearDays = 252;

/** Root of the mean square of the last n log returns (all there are when fewer, at least 15). */
function rollingVolatility(returns: Float64Array, n: number): Float64Array {
  const out = new Float64Array(returns.length).fill(Number.NaN);
  for (let i = 15; i < returns.length; i++) {
    const from = Math.max(1, i - n + 1);
    let squares = 0;
    for (let j = from; j <= i; j++) squares += (returns[j] as number) ** 2;
    out[i] = Math.sqrt(squares / (i - from + 1));
  }
  return out;
}

const clamp = (value: number): number => Math.max(-4, Math.min(4, value));

/** Columns of the same length as the index; row i uses rows 0..i and macro values known by its close. */
export function regimeFeatures(index: MarketIndex, macro: readonly MacroSeries[]): RegimeFeatures {
  const n = index.close.length;
  const logs = index.close.map(Math.log);
  const returns = new Float64Array(n);
  for (let i = 1; i < n; i++) returns[i] = (logs[i] as number) - (logs[i - 1] as number);
  const short = rollingVolatility(returns, shortDays);
  const middle = rollingVolatility(returns, momentumDays);
  const long = rollingVolatility(returns, yearDays);
  const empty = (): Float64Array => new Float64Array(n).fill(Number.NaN);
  const trend = empty();
  const momentum = empty();
  const drawdown = empty();
  const stir = empty();
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += logs[i] as number;
    if (i >= trendDays) sum -= logs[i - trendDays] as number;
    if (i < trendDays - 1) continue;
    const daily = Math.max(middle[i] as number, 1e-6);
    let peak = Number.NEGATIVE_INFINITY;
    for (let j = Math.max(0, i - yearDays + 1); j <= i; j++) peak = Math.max(peak, logs[j] as number);
    trend[i] = clamp(((logs[i] as number) - sum / trendDays) / (daily * Math.sqrt(trendDays / 2)));
    momentum[i] = clamp(((logs[i] as number) - (logs[i - momentumDays] as number)) / (daily * Math.sqrt(momentumDays)));
    drawdown[i] = clamp(((logs[i] as number) - peak) / (Math.max(long[i] as number, 1e-6) * Math.sqrt(yearDays / 2)));
    stir[i] = clamp(2 * Math.log(Math.max(short[i] as number, 1e-6) / Math.max(long[i] as number, 1e-6)));
  }
  const pressure = macroPressure(index.times, macro);
  return {
    columns: { trend, momentum, drawdown, volatility: stir, ...(pressure ? { macro: pressure } : {}) },
    annualVolatility: short.map((v) => v * Math.sqrt(yearDays)),
    start: Math.min(n, trendDays - 1),
  };
}

/** Series that lead or follow the cycle by the words in their id or name; the sign says what a rise means for shares. */
const cycle: readonly { words: RegExp; sign: 1 | -1; days: number }[] = [
  { words: /slope|spread|t10y/i, sign: 1, days: 120 },
  { words: /unemploy|unrate|jobless/i, sign: -1, days: 180 },
];

/** Mean of the standardised changes of the known series; undefined when none is known. Standardised on the past only. */
function macroPressure(times: Float64Array, macro: readonly MacroSeries[]): Float64Array | undefined {
  const parts: Float64Array[] = [];
  for (const { words, sign, days } of cycle) {
    const series = macro.find((m) => words.test(m.id) || words.test(m.name));
    if (!series || series.observations.length < 12) continue;
    const known = series.observations.map((o) => o.knownAt);
    const values = series.observations.map((o) => o.value);
    const now = alignAsOf(known, values, times);
    const earlier = alignAsOf(
      known.map((t) => t + days * 86_400_000),
      values,
      times,
    );
    const part = new Float64Array(times.length).fill(Number.NaN);
    let count = 0;
    let squares = 0;
    for (let i = 0; i < times.length; i++) {
      const change = (now[i] as number) - (earlier[i] as number);
      if (Number.isNaN(change)) continue;
      count++;
      squares += change * change;
      if (count >= 60 && squares > 0) part[i] = clamp((sign * change) / Math.sqrt(squares / count));
    }
    parts.push(part);
  }
  if (parts.length === 0) return undefined;
  const out = new Float64Array(times.length).fill(Number.NaN);
  for (let i = 0; i < times.length; i++) {
    const values = parts.map((p) => p[i] as number).filter((v) => !Number.isNaN(v));
    if (values.length > 0) out[i] = values.reduce((a, b) => a + b, 0) / values.length;
  }
  return out;
}
