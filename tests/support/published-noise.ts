/** The noise behind published vectors: mulberry32, and a normal value from each pair of its draws, row by row. */

/** Columns of returns with a deviation of 1 %. */
export function publishedNoise(seed: number, rows: number, columns: number): Float64Array[] {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const out = Array.from({ length: columns }, () => new Float64Array(rows));
  for (let i = 0; i < rows; i++) {
    for (const column of out) {
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      column[i] = 0.01 * radius * Math.cos(2 * Math.PI * next());
    }
  }
  return out;
}
