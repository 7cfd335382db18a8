/** One desk per data folder: an operating-system lock that a crash releases by itself. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Result, refuse } from '../../shared/core/result.ts';
import { prepareHome } from './home.ts';

export interface Claim {
  release(): void;
}

/** Takes the folder for this process, or refuses with `already-running`. */
export function claimHome(home: string): Result<Claim> {
  const prepared = prepareHome(home);
  if (!prepared.ok) return prepared;
  let lock: Database.Database | undefined;
  try {
    lock = new Database(join(home, 'desk.lock'), { timeout: 0 });
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
    const held = lock;
    return { ok: true, value: { release: () => held.close() } };
  } catch (error) {
    lock?.close();
    if ((error as { code?: string }).code === 'SQLITE_BUSY')
      return refuse('already-running', 'Another QuantAI process is using this data folder.', {
        where: `--home ${home}`,
        fix: 'wait until it has ended, or name another folder with --home',
      });
    return refuse('bad-home', `The data folder cannot be locked: ${(error as Error).message}.`, {
      where: `--home ${home}`,
      fix: 'name a folder on a local disk that you may write to',
    });
  }
}
