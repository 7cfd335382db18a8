/** A write-ahead log cut or garbled at any place reopens as an exact prefix of what was written, or is refused with words. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../agents/store/open-store.ts';
import type { Message } from '../../../shared/bus/messages.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { countingClock, message, storeWorkshop } from '../../unit/store/store-fixtures.ts';

const { folder, open } = storeWorkshop();

/** A home whose journal's last messages lie in the log only; answers the sizes it may have after a group. */
async function homeWithLog(): Promise<{ home: string; sent: Message[]; boundaries: Set<number>; log: Buffer }> {
  const home = folder();
  const store = await open(home);
  const random = createRandom('torn');
  const sent: Message[] = [];
  const boundaries = new Set([0]);
  for (let group = 0; group < 40; group++) {
    const burst = Array.from({ length: random.int(6) + 1 }, (_, i) => message(sent.length + 1 + i));
    sent.push(...burst);
    await Promise.all(burst.map((m) => store.journal.append(m, true)));
    boundaries.add(sent.length);
  }
  // Copied while the store is open: closing would fold the log into the file.
  const copy = join(folder(), 'home');
  mkdirSync(copy);
  for (const name of ['journal.db', 'journal.db-wal', 'desk.db', 'desk.db-wal', 'audit.head'])
    copyFileSync(join(home, name), join(copy, name));
  return { home: copy, sent, boundaries, log: readFileSync(join(copy, 'journal.db-wal')) };
}

describe('a torn write-ahead log', () => {
  it('gives back an exact prefix, group by group', { timeout: 120_000 }, async () => {
    const { home, sent, boundaries, log } = await homeWithLog();
    const random = createRandom('variants');
    const variants: { name: string; bytes: Buffer }[] = [{ name: 'untouched', bytes: log }];
    for (let i = 0; i < 110; i++) {
      const at = i < 10 ? i * 8 : random.int(log.length);
      variants.push({ name: `cut at ${at}`, bytes: log.subarray(0, at) });
    }
    for (let i = 0; i < 110; i++) {
      const at = random.int(Math.ceil(log.length / 512)) * 512;
      const bytes = Buffer.from(log);
      for (let b = at; b < Math.min(at + 512, bytes.length); b++) bytes[b] = random.int(256);
      variants.push({ name: `garbled from ${at}`, bytes });
    }
    const lengths = new Set<number>();
    for (const { name, bytes } of variants) {
      const place = join(home, 'variant');
      mkdirSync(place, { recursive: true });
      for (const file of ['journal.db', 'desk.db', 'desk.db-wal', 'audit.head'])
        copyFileSync(join(home, file), join(place, file));
      writeFileSync(join(place, 'journal.db-wal'), bytes);
      writeFileSync(join(place, 'journal.db-shm'), '');
      const opened = await openStore({ home: place, clock: countingClock(), threads: false });
      if (!opened.ok) {
        expect(opened.error.code, name).toMatch(/damaged-database|not-a-database/);
        continue;
      }
      const found = opened.value.journal.read({});
      await opened.value.close();
      expect(found, name).toEqual(sent.slice(0, found.length));
      expect(boundaries.has(found.length), `${name}: ${found.length} messages`).toBe(true);
      lengths.add(found.length);
    }
    expect(variants.length).toBeGreaterThan(200);
    expect(lengths.has(sent.length)).toBe(true);
    // The variants did tear at many places, not at one.
    expect(lengths.size).toBeGreaterThan(15);
  });
});
