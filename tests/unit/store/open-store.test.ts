/** Opening a home: what it makes, who may have it, and every sentence with which it is refused. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrate, openWriterConnection, refusalOf } from '../../../agents/store/database.ts';
import { migrations } from '../../../agents/store/migrations/index.ts';
import { openStore } from '../../../agents/store/open-store.ts';
import { countingClock, message, must, refusalCode, storeWorkshop } from './store-fixtures.ts';

const { folder, open } = storeWorkshop();
const clock = countingClock();
const holder = fileURLToPath(new URL('./hold-home.ts', import.meta.url));

/** Runs the holder, as another user where asked; resolves with its first line of output. */
const hold = (home: string, uid?: number): Promise<{ line: string; kill: () => Promise<void> }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [holder, home], { ...(uid === undefined ? {} : { uid }) });
    let text = '';
    let noise = '';
    const ended = new Promise<void>((end) => child.once('exit', () => end()));
    child.stderr.on('data', (data: Buffer) => {
      noise += data.toString();
    });
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString();
      if (text.includes('\n'))
        resolve({
          line: text.trim(),
          async kill() {
            child.kill('SIGKILL');
            await ended;
          },
        });
    });
    ended.then(() => reject(new Error(`the holder ended without a word: ${noise}`)));
  });

describe('a home', () => {
  it('is made with both files, readable by its owner only', async () => {
    const home = join(folder(), 'deep', 'home');
    await open(home);
    for (const name of ['journal.db', 'desk.db', 'audit.head', 'desk.pid'])
      expect(existsSync(join(home, name)), name).toBe(true);
    expect(statSync(home).mode & 0o077).toBe(0);
    for (const name of ['journal.db', 'desk.db', 'audit.head']) expect(statSync(join(home, name)).mode & 0o077).toBe(0);
  });

  it('is refused to a second desk in this process and in another, and free again after closing', async () => {
    const home = folder();
    const store = await open(home);
    const second = await openStore({ home, clock });
    expect(refusalCode(second)).toBe('home-in-use');
    expect(second.ok ? '' : second.error.message).toContain(`process ${process.pid}`);
    const other = await hold(home);
    await other.kill();
    expect(other.line).toContain('home-in-use');
    await store.close();
    await open(home);
  });

  it('is taken over from a process that was killed', async () => {
    const home = folder();
    const other = await hold(home);
    expect(other.line).toBe('holding');
    expect(refusalCode(await openStore({ home, clock }))).toBe('home-in-use');
    await other.kill();
    expect(existsSync(join(home, 'desk.pid'))).toBe(true);
    const store = await open(home);
    expect(store.journal.lastSequence).toBe(0);
  });

  it('is refused when a newer version wrote it, and left as it was', async () => {
    const home = folder();
    await (await open(home)).close();
    const file = new Database(join(home, 'desk.db'));
    file.pragma('user_version = 5000');
    file.close();
    const result = await openStore({ home, clock });
    expect(refusalCode(result)).toBe('newer-schema');
    expect(result.ok ? '' : result.error.message).toContain('5000');
    const again = new Database(join(home, 'desk.db'));
    expect(again.pragma('user_version', { simple: true })).toBe(5000);
    again.close();
    // The refusal let the lock go: putting the number back opens it.
    const repaired = new Database(join(home, 'desk.db'));
    repaired.pragma(`user_version = ${migrations.at(-1)?.number}`);
    repaired.close();
    await open(home);
  });

  it('is refused when it is a file, or holds something that is no database', async () => {
    const place = folder();
    writeFileSync(join(place, 'file'), 'text');
    expect(refusalCode(await openStore({ home: join(place, 'file'), clock }))).toMatch(/home-/);
    expect(refusalCode(await openStore({ home: join(place, 'file', 'below'), clock }))).toMatch(/home-/);
    const home = join(place, 'home');
    mkdirSync(home);
    writeFileSync(join(home, 'desk.db'), 'this is a diary, not a database. '.repeat(200));
    expect(refusalCode(await openStore({ home, clock }))).toBe('not-a-database');
  });

  it.each([true, false])(
    'is refused when a page of it was destroyed, and let go again (thread: %s)',
    async (threads) => {
      const home = folder();
      const store = await open(home);
      await Promise.all(Array.from({ length: 300 }, (_, i) => store.journal.append(message(i + 1), false)));
      await store.close();
      const path = join(home, 'journal.db');
      const whole = readFileSync(path);
      const torn = Buffer.from(whole);
      torn.fill(0xff, 4096);
      writeFileSync(path, torn);
      expect(refusalCode(await openStore({ home, clock, threads }))).toBe('damaged-database');
      writeFileSync(path, whole);
      expect((await open(home, threads)).journal.lastSequence).toBe(300);
    },
  );

  it.skipIf(process.platform === 'win32')('is refused when it cannot be written', async () => {
    const home = folder();
    mkdirSync(join(home, 'locked'), { mode: 0o555 });
    // Root may write anywhere, so as root another user has to try.
    if (process.getuid?.() === 0) {
      const { chmodSync } = await import('node:fs');
      chmodSync(home, 0o755);
      const other = await hold(join(home, 'locked'), 65_534);
      await other.kill();
      expect(other.line).toContain('read-only-home');
    } else expect(refusalCode(await openStore({ home: join(home, 'locked'), clock }))).toBe('read-only-home');
  });

  it('refuses writes after it was closed, and closes twice without complaint', async () => {
    const store = await open(folder(), true);
    await store.close();
    await store.close();
    await expect(store.journal.append(message(1), true)).rejects.toThrow('closed');
    await expect(store.settings.set('a', 1)).rejects.toThrow('closed');
  });

  it('has words for what disks and databases say, and lets bugs through', () => {
    const code = (name: string) => refusalOf(Object.assign(new Error('x'), { code: name }), '/home').code;
    expect(code('SQLITE_FULL')).toBe('disk-full');
    expect(code('ENOSPC')).toBe('disk-full');
    expect(code('SQLITE_CORRUPT_VTAB')).toBe('damaged-database');
    expect(code('EROFS')).toBe('read-only-home');
    expect(code('SQLITE_IOERR_READ')).toBe('database-error');
    expect(() => refusalOf(new TypeError('a bug'), '/home')).toThrow('a bug');
  });
});

describe('migrations', () => {
  it('rise in tens, one number each', () => {
    expect(migrations.map((m) => m.number)).toEqual(migrations.map((_, i) => (i + 1) * 10));
  });

  it('lead from nothing and from every step in between to the same schema', () => {
    for (const file of ['journal', 'desk'] as const) {
      const own = migrations.filter((m) => m.file === file);
      const schemas = own.map((_, i) => {
        const connection = openWriterConnection(':memory:');
        must(migrate(connection, file, 'memory', own.slice(0, i)));
        expect(must(migrate(connection, file, 'memory'))).toBe(own.at(-1)?.number);
        expect(must(migrate(connection, file, 'memory'))).toBe(own.at(-1)?.number);
        const schema = connection.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
        expect(connection.pragma('user_version', { simple: true })).toBe(own.at(-1)?.number);
        connection.close();
        return JSON.stringify(schema);
      });
      expect(new Set(schemas).size).toBe(1);
      expect(schemas[0]).toContain('CREATE TABLE');
    }
  });

  it('leave nothing of a step that fails', () => {
    const connection = openWriterConnection(':memory:');
    const steps = [
      { number: 10, file: 'desk', sql: 'CREATE TABLE a (x) ' },
      { number: 20, file: 'desk', sql: 'CREATE TABLE b (x); CREATE TABLE a (x);' },
    ] as const;
    expect(() => migrate(connection, 'desk', 'memory', steps)).toThrow('already exists');
    expect(connection.pragma('user_version', { simple: true })).toBe(10);
    expect(connection.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['a']);
    connection.close();
  });
});
