/** Floor trader levels from the bars before the current one. */
import { Extreme } from './window.ts';

/** `level` of the highest high, the lowest low and the pivot (their mean with the last close) of the n bars before. */
export function pivotStep(
  n: number,
  level: (high: number, low: number, pivot: number) => number,
): (high: number, low: number, close: number) => number {
  const top = new Extreme(n, 1);
  const bottom = new Extreme(n, -1);
  let h = Number.NaN;
  let l = Number.NaN;
  let last = Number.NaN;
  return (high, low, close) => {
    // A bar that is not known itself has no level either.
    const value = Number.isNaN(high + low + close) ? Number.NaN : level(h, l, (h + l + last) / 3);
    h = top.next(high);
    l = bottom.next(low);
    last = close;
    return value;
  };
}
