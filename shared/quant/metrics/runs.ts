/** Runs of periods with a property. */

/** Length of the longest run; NaN ends one. */
export function longestRun(x: ArrayLike<number>, has: (value: number) => boolean): number {
  let run = 0;
  let longest = 0;
  for (let i = 0; i < x.length; i++) {
    run = has(x[i] as number) ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  return longest;
}
