/** One desk per home: a lock the operating system drops when its holder dies, and a file that says who holds it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { err, ok, type Result, refuse } from '../../shared/core/result.ts';
import { refusalOf } from './database.ts';

export interface HomeLock {
  release(): void;
}

const isBusy = (error: unknown): boolean =>
  String((error as { code?: unknown } | null)?.code).startsWith('SQLITE_BUSY');

const holderOf = (path: string): string => {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isInteger(pid) ? `process ${pid}` : 'another process';
  } catch {
    return 'another process';
  }
};

/**
 * Takes the home or refuses with who has it. The lock is an exclusive transaction on `lock.db`: it goes with the process,
 * so a lock left by a dead one is simply taken over, and a process id used again cannot keep the home shut.
 * `desk.pid` beside it only tells people (and the refusal) which process it is.
 */
export function lockHome(home: string, pid: number): Result<HomeLock> {
  const lockPath = join(home, 'lock.db');
  const pidPath = join(home, 'desk.pid');
  let connection: Database.Database | undefined;
  try {
    connection = new Database(lockPath, { timeout: 0 });
    connection.exec('BEGIN EXCLUSIVE');
    writeFileSync(pidPath, `${pid}\n`, { mode: 0o600 });
  } catch (error) {
    connection?.close();
    if (isBusy(error))
      return refuse('home-in-use', `The desk is already running on this data folder (${holderOf(pidPath)}).`, {
        where: home,
        fix: 'use the desk that is open, close it first, or name another data folder',
      });
    return err(refusalOf(error, home));
  }
  const held = connection;
  return ok({
    release() {
      if (!held.open) return;
      rmSync(pidPath, { force: true });
      held.close();
    },
  });
}
