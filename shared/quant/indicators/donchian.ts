/** Donchian channel: extremes of the n bars before the current one, so that a bar can break out of it. */
import { nanColumn } from './define.ts';
import { rollingExtreme } from './rolling.ts';
import { Extreme } from './steps/window.ts';

/** Highest (1) or lowest (-1) of the n values before each row. */
export function channel(x: Float64Array, n: number, sign: 1 | -1): Float64Array {
  const extreme = rollingExtreme(x, n, sign);
  const out = nanColumn(x.length);
  for (let i = 1; i < x.length; i++) out[i] = Number.isNaN(x[i] as number) ? Number.NaN : (extreme[i - 1] as number);
  return out;
}

/** The same, a value at a time. */
export function donchianStep(n: number, sign: 1 | -1): (value: number) => number {
  const extreme = new Extreme(n, sign);
  let before = Number.NaN;
  return (value) => {
    const out = Number.isNaN(value) ? Number.NaN : before;
    before = extreme.next(value);
    return out;
  };
}
