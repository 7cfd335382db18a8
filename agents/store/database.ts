/** Opens SQLite files with the desk's settings, brings their schema up to date, and says in words why it cannot. */
import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { err, ok, type Refusal, type Result, refuse } from '../../shared/core/result.ts';
import { migrations } from './migrations/index.ts';
import type { DatabaseFile, Migration } from './migrations/migration.ts';

export type Connection = Database.Database;
export const databaseFiles: readonly DatabaseFile[] = ['journal', 'desk'];

/** `journal.db` or `desk.db` in the home. */
export const databasePath = (home: string, file: DatabaseFile): string => join(home, `${file}.db`);

/** Milliseconds a connection waits for another's lock before it gives up. */
const busyTimeoutMs = 5000;
/** Pages in the write-ahead log at which SQLite copies it into the file: 16 MB. */
const checkpointPages = 4000;

/** The writer's connection. `synchronous` starts at FULL; the committer loosens it for groups without a durable row. */
export function openWriterConnection(path: string): Connection {
  const connection = new Database(path, { timeout: busyTimeoutMs });
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('trusted_schema = OFF');
  connection.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  return connection;
}

/** A connection that can only read; many may be open beside the one writer. */
export function openReaderConnection(path: string): Connection {
  const connection = new Database(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
  connection.pragma('query_only = ON');
  return connection;
}

/** Makes the home folder, readable by its owner only, or says why it cannot be one. */
export function prepareHome(home: string): Result<void> {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    if (!statSync(home).isDirectory())
      return refuse('home-not-a-folder', 'The data folder is not a folder.', {
        where: home,
        fix: 'name another folder',
      });
    accessSync(home, constants.R_OK | constants.W_OK);
    return ok(undefined);
  } catch (error) {
    return err(refusalOf(error, home));
  }
}

/** Brings one open file to the newest schema, a transaction a step. @throws SqliteError from a step; the file is then as it was before that step. */
export function migrate(
  connection: Connection,
  file: DatabaseFile,
  where: string,
  steps: readonly Migration[] = migrations,
): Result<number> {
  const own = steps.filter((step) => step.file === file);
  const version = connection.pragma('user_version', { simple: true }) as number;
  const newest = own.at(-1)?.number ?? 0;
  if (version > newest)
    return refuse(
      'newer-schema',
      `This data folder was written by a newer version of the desk (schema ${version}, this version knows ${newest}).`,
      { where, fix: 'start the newer version, or name another data folder' },
    );
  for (const step of own) {
    if (step.number <= version) continue;
    connection
      .transaction(() => {
        connection.exec(step.sql);
        connection.pragma(`user_version = ${step.number}`);
      })
      .immediate();
  }
  return ok(newest);
}

const sentences: readonly (readonly [RegExp, Refusal])[] = [
  [
    /NOTADB/,
    {
      code: 'not-a-database',
      message: 'The file is not a database of the desk.',
      fix: 'move it away, or name another data folder',
    },
  ],
  [
    /CORRUPT/,
    { code: 'damaged-database', message: 'The database is damaged.', fix: 'restore the data folder from a backup' },
  ],
  [
    /FULL|ENOSPC/,
    { code: 'disk-full', message: 'The disk is full; nothing was written.', fix: 'free some space and start again' },
  ],
  [
    /READONLY|EACCES|EROFS|EPERM|PERM/,
    {
      code: 'read-only-home',
      message: 'The data folder cannot be written.',
      fix: 'give yourself write access to it, or name another data folder',
    },
  ],
  [
    /CANTOPEN|ENOTDIR|ENOENT|EEXIST/,
    {
      code: 'home-unusable',
      message: 'The data folder cannot be opened.',
      fix: 'name a folder you can write, with --home',
    },
  ],
  [
    /BUSY|LOCKED/,
    {
      code: 'database-locked',
      message: 'Another program holds the database.',
      fix: 'close it and start again',
    },
  ],
];

/** The sentence for an error of the disk or of SQLite. @throws the error itself when it is neither: that is a bug. */
export function refusalOf(error: unknown, where: string): Refusal {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  for (const [pattern, refusal] of sentences) if (pattern.test(code)) return { ...refusal, where };
  if (code.startsWith('SQLITE_') && error instanceof Error)
    return { code: 'database-error', message: `The database answered: ${error.message}.`, where };
  throw error;
}
