/** Small JSON texts by key that survive a restart: one file each, written whole, synced, then renamed into place. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { invariant } from '../../shared/core/assert.ts';
import type { DeskStatePort } from '../kernel/order-ports.ts';

/** Keeps texts in memory only: for a desk that leaves nothing behind. */
export function memoryState(): DeskStatePort {
  const texts = new Map<string, string>();
  return { load: (key) => texts.get(key), save: (key, json) => void texts.set(key, json) };
}

/**
 * Keeps texts in a folder. A crash leaves the old text or the new one, never half of it.
 * @throws Error from `save` when the disk is full or read-only: the caller must stop trading then.
 */
export function fileState(folder: string): DeskStatePort {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pathOf = (key: string): string => {
    invariant(/^[a-z0-9-]{1,60}$/.test(key), `a state key is plain kebab-case: ${key}`);
    return join(folder, `${key}.json`);
  };
  return {
    load(key) {
      const path = pathOf(key);
      return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    },
    save(key, json) {
      const path = pathOf(key);
      const file = openSync(`${path}.new`, 'w', 0o600);
      try {
        writeSync(file, json);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(`${path}.new`, path);
    },
  };
}
