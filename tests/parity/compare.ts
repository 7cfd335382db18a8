/** Compares columns and numbers with a peer's, and keeps a row of the closing table: what, how many, the largest difference. */
import { appendFileSync } from 'node:fs';
import { inject } from 'vitest';

export interface Row {
  readonly peer: string;
  readonly what: string;
  readonly cases: number;
  /** Null for rows that count what follows a convention instead. */
  readonly largest: number | null;
  /** The difference that is allowed, in words. */
  readonly allowed: string;
  readonly note?: string;
}

/** A difference as the suite measures it: absolute below 1, relative above, so that a volume is judged like a ratio. */
export const difference = (mine: number, theirs: number): number =>
  Math.abs(mine - theirs) / Math.max(1, Math.abs(theirs));

/** Where two columns part: the largest difference, and the first row on which only one of them has a number. */
export interface Gap {
  readonly largest: number;
  readonly row: number;
  /** Row where only one side is a finite number; -1 when there is none. */
  readonly missing: number;
  readonly compared: number;
}

/** Walks two equally long columns. NaN on both sides agrees. @throws Error when the lengths differ. */
export function gapOf(mine: ArrayLike<number>, theirs: ArrayLike<number>): Gap {
  if (mine.length !== theirs.length) throw new Error(`${mine.length} rows against ${theirs.length}`);
  let largest = 0;
  let row = -1;
  let missing = -1;
  let compared = 0;
  for (let i = 0; i < mine.length; i++) {
    const a = mine[i] as number;
    const b = theirs[i] as number;
    if (!Number.isFinite(a) || !Number.isFinite(b)) {
      if (missing < 0 && !(Number.isNaN(a) && Number.isNaN(b))) missing = i;
      continue;
    }
    compared++;
    const gap = difference(a, b);
    if (gap > largest) {
      largest = gap;
      row = i;
    }
  }
  return { largest, row, missing, compared };
}

/** Adds a row to the table that closes the run. */
export function keepRow(row: Row): void {
  appendFileSync(inject('tableFile'), `${JSON.stringify(row)}\n`);
}
