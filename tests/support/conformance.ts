/** Judges answers against reference values: every case is matched, or listed with the convention that differs. */
import { readFileSync } from 'node:fs';
import { sharedFolder } from './shared-folder.ts';

/** Reads a file of reference values; undefined where the folder is missing. */
export function referenceFile(name: string): unknown {
  const folder = sharedFolder();
  return folder === undefined ? undefined : JSON.parse(readFileSync(`${folder}conformance/${name}`, 'utf8'));
}

export interface Tolerance {
  readonly abs?: number;
  readonly rel?: number;
}

/** A number of the reference: NaN and infinities come as strings, "no value" as null. */
export const numberOf = (value: unknown): number => (value === null ? Number.NaN : Number(value));

/** True when both are undefined, or when they differ by no more than `abs + rel * |theirs|`. Infinity matches nothing. */
export function agrees(mine: number | null, theirs: unknown, tolerance: Tolerance): boolean {
  const expected = numberOf(theirs);
  if (Number.isNaN(expected)) return mine === null || Number.isNaN(mine);
  if (mine === null || !Number.isFinite(mine) || !Number.isFinite(expected)) return false;
  return Math.abs(mine - expected) <= (tolerance.abs ?? 0) + (tolerance.rel ?? 0) * Math.abs(expected);
}

/** True when both are equally long and agree row by row. */
export const allAgree = (mine: ArrayLike<number | null>, theirs: readonly unknown[], tolerance: Tolerance): boolean =>
  mine.length === theirs.length && theirs.every((v, i) => agrees(mine[i] as number | null, v, tolerance));
