/** A small invented market for looking at screens: daily bars drawn from a seed, and curves made of them. */
import { createRandom } from '../../shared/core/random.ts';
import { dayMs } from '../../shared/core/time.ts';

export const fixtureEnd = Date.UTC(2024, 11, 31);
export const fixtureSymbols = [
  'ALDR',
  'BRIQ',
  'CYNT',
  'DORN',
  'ELMA',
  'FERR',
  'GLAS',
  'HALO',
  'IONX',
  'JUNO',
  'KELP',
  'MKT',
];

/** Weekdays up to the end, oldest first, at 14:30 UTC. */
export function sessions(count: number): number[] {
  const out: number[] = [];
  for (let day = fixtureEnd; out.length < count; day -= dayMs) {
    const weekday = new Date(day).getUTCDay();
    if (weekday !== 0 && weekday !== 6) out.push(day + 14.5 * 3_600_000);
  }
  return out.reverse();
}

export interface FixtureSeries {
  readonly time: number[];
  readonly open: number[];
  readonly high: number[];
  readonly low: number[];
  readonly close: number[];
  readonly volume: number[];
}

/** A series of one symbol with clustered volatility and a crash in it. */
export function fixtureSeries(symbol: string, count: number): FixtureSeries {
  const random = createRandom(`fixture/${symbol}`);
  const time = sessions(count);
  const out: FixtureSeries = { time, open: [], high: [], low: [], close: [], volume: [] };
  let price = 20 + random.next() * 160;
  let spread = 0.012;
  for (let i = 0; i < count; i++) {
    spread = Math.max(0.006, Math.min(0.045, spread * (0.94 + random.next() * 0.125)));
    const crash = i > count * 0.62 && i < count * 0.645 ? -0.022 : 0.0006;
    const open = price * (1 + random.normal() * spread * 0.25);
    const close = Math.max(1, open * (1 + crash + random.normal() * spread));
    const top = Math.max(open, close) * (1 + Math.abs(random.normal()) * spread * 0.4);
    const bottom = Math.min(open, close) * (1 - Math.abs(random.normal()) * spread * 0.4);
    out.open.push(open);
    out.high.push(top);
    out.low.push(bottom);
    out.close.push(close);
    out.volume.push(Math.round((0.6 + random.next() + spread * 20) * 900_000));
    price = close;
  }
  return out;
}

/** Mean of the last n closes; null before there are n. */
export const movingAverage = (values: readonly number[], n: number): (number | null)[] =>
  values.map((_, i) => (i + 1 < n ? null : values.slice(i + 1 - n, i + 1).reduce((a, b) => a + b, 0) / n));

/** An equity curve of a given yearly drift and volatility, with its drawdown. */
export function fixtureCurve(seed: string, count: number, drift: number, volatility: number, start = 100_000) {
  const random = createRandom(seed);
  const time = sessions(count);
  const equity: number[] = [];
  const drawdown: number[] = [];
  let value = start;
  let peak = start;
  for (let i = 0; i < count; i++) {
    value *= 1 + drift / 252 + (random.normal() * volatility) / Math.sqrt(252);
    peak = Math.max(peak, value);
    equity.push(Math.round(value * 100) / 100);
    drawdown.push(value / peak - 1);
  }
  return { time, equity, drawdown };
}
