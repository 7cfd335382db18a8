/** Rows of an ascending column of times. */

/** First row whose time is not before a time. */
export function firstAtOrAfter(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First row whose time is after a time. */
export function firstAfter(times: Float64Array, time: number): number {
  const at = firstAtOrAfter(times, time);
  return times[at] === time ? at + 1 : at;
}
