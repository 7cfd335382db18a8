/** Rows drawn again with their neighbours, so that what follows what survives. */
import type { Random } from '../../core/random.ts';

/**
 * Stationary bootstrap: blocks of geometric length that wrap around the end (Politis and Romano 1994).
 * @param meanBlock expected block length, at least 1
 * @returns `rows` row numbers
 */
export function stationaryBootstrap(rows: number, meanBlock: number, random: Random): Int32Array {
  const out = new Int32Array(rows);
  let at = 0;
  for (let i = 0; i < rows; i++) {
    at = i === 0 || random.next() < 1 / meanBlock ? random.int(rows) : (at + 1) % rows;
    out[i] = at;
  }
  return out;
}

/**
 * Circular block bootstrap: blocks of one length that wrap around the end (Politis and Romano 1992).
 * @returns `rows` row numbers; the last block is cut
 */
export function blockBootstrap(rows: number, block: number, random: Random): Int32Array {
  const out = new Int32Array(rows);
  let start = 0;
  for (let i = 0; i < rows; i++) {
    if (i % block === 0) start = random.int(rows);
    out[i] = (start + (i % block)) % rows;
  }
  return out;
}
