/** What tests of the store share: temporary homes that are cleaned up, and a clock that counts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openStore, type Store } from '../../../agents/store/open-store.ts';
import { type Result, refusalText } from '../../../shared/core/result.ts';
import type { Clock } from '../../../shared/core/time.ts';
import { epochMs } from '../../../shared/core/units.ts';

/** A clock that says 1000, 1001, ... */
export const countingClock = (): Clock => {
  let now = 1000;
  return { now: () => epochMs(now++) };
};

/** The value, or a failed test that names the refusal. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(refusalText(result.error));
  return result.value;
}

/** The refusal's code, or a failed test. */
export function refusalCode(result: Result<unknown>): string {
  if (result.ok) throw new Error('this should have been refused');
  return result.error.code;
}

/** Temporary folders and open stores of one test file, cleaned up after each test. */
export function storeWorkshop() {
  const folders: string[] = [];
  const stores: Store[] = [];
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  const folder = (): string => {
    const path = mkdtempSync(join(tmpdir(), 'store-'));
    folders.push(path);
    return path;
  };
  const open = async (home: string, threads = false): Promise<Store> => {
    const store = must(await openStore({ home, threads, clock: countingClock() }));
    stores.push(store);
    return store;
  };
  return { folder, open };
}

export const storeModes = ['thread', 'direct', 'memory'] as const;
export type StoreMode = (typeof storeModes)[number];

export { fill, message, order, spec } from './rows.ts';
