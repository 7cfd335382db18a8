/** The audit log: every changed byte, every missing row is noticed, and stays noticed. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../../agents/store/open-store.ts';
import { countingClock, must, storeWorkshop } from './store-fixtures.ts';

const { folder, open } = storeWorkshop();

const fillLog = async (store: Store, rows: number): Promise<void> => {
  for (let i = 1; i <= rows; i++)
    await store.audit.append({ actor: 'person', action: `act-${i}`, subject: `st-${i}`, data: { i, text: 'né' } });
};

/** Changes a closed home's log as someone with an editor for databases would. */
const tamper = (home: string, change: (file: Database.Database) => void): void => {
  const file = new Database(join(home, 'desk.db'));
  for (const name of ['audit_keep_update', 'audit_keep_delete']) file.exec(`DROP TRIGGER ${name}`);
  change(file);
  file.close();
};
const verdictOf = async (home: string) => {
  const store = must(await openStore({ home, clock: countingClock(), threads: false }));
  const verdict = store.audit.verify();
  await store.close();
  return verdict;
};
/** A home with a closed log of ten rows, to be copied for each forgery. */
const tenRows = async (): Promise<() => string> => {
  const home = folder();
  const store = await open(home);
  await fillLog(store, 10);
  await store.close();
  return () => {
    const copy = mkdtempSync(join(folder(), 'copy-'));
    for (const name of ['desk.db', 'journal.db', 'audit.head']) copyFileSync(join(home, name), join(copy, name));
    return copy;
  };
};

describe('an audit log', () => {
  it.each([true, false])('chains its rows (thread: %s)', async (threads) => {
    const store = await open(folder(), threads);
    expect(store.audit.verify()).toEqual({ valid: true, entries: 0, brokenAt: null });
    await fillLog(store, 5);
    const [newest, before] = store.audit.latest(2);
    expect(newest).toMatchObject({ n: 5, action: 'act-5', data: { i: 5, text: 'né' }, previous: before?.hash });
    expect(store.audit.verify()).toEqual({ valid: true, entries: 5, brokenAt: null });
  });

  it('goes on after reopening', async () => {
    const copy = await tenRows();
    const store = await open(copy());
    await fillLog(store, 1);
    expect(store.audit.verify()).toEqual({ valid: true, entries: 11, brokenAt: null });
  });

  it('cannot be changed or emptied through the database', async () => {
    const copy = await tenRows();
    const file = new Database(join(copy(), 'desk.db'));
    expect(() => file.exec('UPDATE audit SET actor = 1')).toThrow('only grows');
    expect(() => file.exec('DELETE FROM audit')).toThrow('only grows');
    file.close();
  });

  it('names the row in which one byte of any column differs', async () => {
    const copy = await tenRows();
    for (const column of ['actor', 'action', 'subject', 'data', 'previous', 'hash']) {
      for (const n of [1, 4, 10]) {
        const home = copy();
        tamper(home, (file) => {
          const text = file.prepare(`SELECT ${column} FROM audit WHERE n = ?`).pluck().get(n) as string;
          const at = Math.floor(text.length / 2);
          const other = text[at] === '1' ? '2' : '1';
          file
            .prepare(`UPDATE audit SET ${column} = ? WHERE n = ?`)
            .run(text.slice(0, at) + other + text.slice(at + 1), n);
        });
        expect(await verdictOf(home), `${column} of row ${n}`).toEqual({ valid: false, entries: 10, brokenAt: n });
      }
    }
    for (const n of [1, 4, 10]) {
      const later = copy();
      tamper(later, (file) => file.prepare('UPDATE audit SET at = at + 1 WHERE n = ?').run(n));
      expect(await verdictOf(later)).toEqual({ valid: false, entries: 10, brokenAt: n });
      const moved = copy();
      tamper(moved, (file) => file.prepare('UPDATE audit SET n = n + 90 WHERE n = ?').run(n));
      expect(await verdictOf(moved)).toEqual({ valid: false, entries: 10, brokenAt: n });
    }
  });

  it('notices rows taken from its end and its middle, and a log that was emptied', async () => {
    const copy = await tenRows();
    for (const [where, brokenAt] of [
      ['n = 10', 10],
      ['n >= 8', 8],
      ['n = 3', 3],
      ['n > 0', 1],
    ] as const) {
      const home = copy();
      tamper(home, (file) => file.exec(`DELETE FROM audit WHERE ${where}`));
      expect(await verdictOf(home), where).toMatchObject({ valid: false, brokenAt });
    }
  });

  it('keeps noticing after the desk wrote on', async () => {
    const copy = await tenRows();
    const home = copy();
    tamper(home, (file) => file.exec('DELETE FROM audit WHERE n = 10'));
    const store = await open(home);
    await fillLog(store, 3);
    expect(store.audit.verify()).toEqual({ valid: false, entries: 12, brokenAt: 10 });
  });

  it('notices a missing or foreign file beside the database', async () => {
    const copy = await tenRows();
    const gone = copy();
    rmSync(join(gone, 'audit.head'));
    expect(await verdictOf(gone)).toEqual({ valid: false, entries: 10, brokenAt: 11 });
    const garbled = copy();
    writeFileSync(join(garbled, 'audit.head'), 'xx');
    expect((await verdictOf(garbled)).valid).toBe(false);
    const old = copy();
    const store = await open(old);
    const before = readFileSync(join(old, 'audit.head'), 'utf8');
    await fillLog(store, 2);
    await store.close();
    // A crash between the commit and the file leaves the file behind the log: that is no forgery.
    writeFileSync(join(old, 'audit.head'), before);
    expect(await verdictOf(old)).toEqual({ valid: true, entries: 12, brokenAt: null });
  });

  it('notices a chain that was forged anew from some row on', async () => {
    const copy = await tenRows();
    const home = copy();
    const other = folder();
    const store = await open(other);
    for (let i = 1; i <= 10; i++) await store.audit.append({ actor: 'thief', action: 'x', subject: '', data: {} });
    await store.close();
    copyFileSync(join(other, 'desk.db'), join(home, 'desk.db'));
    expect(await verdictOf(home)).toMatchObject({ valid: false, brokenAt: 10 });
  });
});
