/** Choices of k out of n, in lexicographic order. */

/** Number of ways to choose k of n. */
export function countCombinations(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) count = Math.round((count * (n - i + 1)) / i);
  return k > n ? 0 : count;
}

/** Yields the same array again and again, filled with the next choice: copy it to keep it. */
export function* combinations(n: number, k: number): Generator<Int32Array> {
  const chosen = Int32Array.from({ length: k }, (_, i) => i);
  if (k > n) return;
  for (;;) {
    yield chosen;
    let i = k - 1;
    while (i >= 0 && chosen[i] === n - k + i) i--;
    if (i < 0) return;
    chosen[i] = (chosen[i] as number) + 1;
    for (let j = i + 1; j < k; j++) chosen[j] = (chosen[j - 1] as number) + 1;
  }
}
