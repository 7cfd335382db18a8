/** Opens the desk's store: one writer for a home, readers on the calling thread, every room over them. */
import { chmodSync } from 'node:fs';
import { err, ok, type Result, refuse } from '../../shared/core/result.ts';
import type { Clock } from '../../shared/core/time.ts';
import { type ArtefactStore, createArtefactStore } from './artefacts.ts';
import { type AuditStore, createAuditStore, prepareAudit } from './audit.ts';
import { createCommitter } from './committer.ts';
import {
  type Connection,
  databaseFiles,
  databasePath,
  migrate,
  openReaderConnection,
  openWriterConnection,
  prepareHome,
  refusalOf,
} from './database.ts';
import { createDatasetStore, type DatasetStore } from './datasets.ts';
import { type HomeLock, lockHome } from './home-lock.ts';
import { completeIndex } from './journal-index.ts';
import { createJournalStore, type JournalStore } from './journal-store.ts';
import { createMemoryStore, type MemoryStore } from './memory.ts';
import type { DatabaseFile } from './migrations/migration.ts';
import { createModelAnswerStore, type ModelAnswerStore } from './model-answers.ts';
import { createOrderStore, type OrderStore } from './orders.ts';
import { createRunStore, type RunStore } from './runs.ts';
import { createSettingsStore, type SettingsStore } from './settings.ts';
import { createSql } from './sql.ts';
import { createStrategyStore, type StrategyStore } from './strategies.ts';
import { createTrialStore, type TrialStore } from './trials.ts';
import { createWriter, directTransport, WriteError, type WriterTransport } from './writer.ts';
import { threadTransport } from './writer-thread.ts';

export interface Store {
  readonly journal: JournalStore;
  readonly datasets: DatasetStore;
  readonly artefacts: ArtefactStore;
  readonly memory: MemoryStore;
  readonly trials: TrialStore;
  readonly strategies: StrategyStore;
  readonly runs: RunStore;
  readonly orders: OrderStore;
  readonly audit: AuditStore;
  readonly settings: SettingsStore;
  readonly modelAnswers: ModelAnswerStore;
  /** Resolves when everything written so far is on disk. @throws the first failure of a write nobody waited for. */
  flush(): Promise<void>;
  /** Writes what is on its way, then lets the home go. A second call does nothing. */
  close(): Promise<void>;
}

export interface StoreOptions {
  /** The data folder, made when missing; or `:memory:` for a store that leaves nothing behind. */
  readonly home: string;
  readonly clock: Clock;
  /** False: commits on the calling thread. In memory it is always so. Default true. */
  readonly threads?: boolean;
}

type Connections = Record<DatabaseFile, Connection>;

function assemble(
  readers: Connections,
  transport: WriterTransport,
  clock: Clock,
  home: string | null,
  release: () => void,
): Store {
  const writer = createWriter(transport);
  const desk = createSql(readers.desk);
  let closing: Promise<void> | undefined;
  const shut = async (): Promise<void> => {
    try {
      await writer.close();
    } finally {
      for (const file of databaseFiles) readers[file].close();
      release();
    }
  };
  const close = (): Promise<void> => {
    closing ??= shut();
    return closing;
  };
  return {
    journal: createJournalStore(createSql(readers.journal), writer, close),
    datasets: createDatasetStore(desk, writer, clock),
    artefacts: createArtefactStore(desk, writer),
    memory: createMemoryStore(desk, writer),
    trials: createTrialStore(desk, writer),
    strategies: createStrategyStore(desk, writer, clock),
    runs: createRunStore(desk, writer, clock),
    orders: createOrderStore(desk, writer, clock),
    audit: createAuditStore(desk, writer, clock, home),
    settings: createSettingsStore(desk, writer, clock),
    modelAnswers: createModelAnswerStore(desk, writer, clock),
    flush: () => writer.flush(),
    close,
  };
}

function openInMemory(clock: Clock): Result<Store> {
  const connections: Connections = {
    journal: openWriterConnection(':memory:'),
    desk: openWriterConnection(':memory:'),
  };
  for (const file of databaseFiles) {
    const migrated = migrate(connections[file], file, ':memory:');
    if (!migrated.ok) return migrated;
  }
  return ok(assemble(connections, directTransport(createCommitter(connections, null)), clock, null, () => {}));
}

/** Brings both files up to date before any thread opens them. */
function migrateHome(home: string): Result<void> {
  for (const file of databaseFiles) {
    const path = databasePath(home, file);
    let connection: Connection | undefined;
    try {
      connection = openWriterConnection(path);
      const migrated = migrate(connection, file, path);
      if (!migrated.ok) return migrated;
      // Its log and index files take over these rights, also in a folder that others may read.
      chmodSync(path, 0o600);
      if (file === 'journal') completeIndex(connection);
      if (file === 'desk') prepareAudit(connection, home);
    } catch (error) {
      return err(refusalOf(error, path));
    } finally {
      connection?.close();
    }
  }
  return ok(undefined);
}

async function openHome(home: string, clock: Clock, threads: boolean, lock: HomeLock): Promise<Result<Store>> {
  const migrated = migrateHome(home);
  if (!migrated.ok) return migrated;
  const open = (connect: (path: string) => Connection): Connections => ({
    journal: connect(databasePath(home, 'journal')),
    desk: connect(databasePath(home, 'desk')),
  });
  let transport: WriterTransport | undefined;
  try {
    transport = threads
      ? await threadTransport(home)
      : directTransport(createCommitter(open(openWriterConnection), home));
    return ok(assemble(open(openReaderConnection), transport, clock, home, () => lock.release()));
  } catch (error) {
    // The writer must be gone before the lock is: another desk may take the home at once. What it says of a file that
    // could not be opened is already known.
    await transport?.close().catch(() => {});
    if (error instanceof WriteError)
      return refuse('writer-not-started', `The data folder could not be opened for writing: ${error.message}.`, {
        where: home,
        fix: 'start the desk again',
      });
    return err(refusalOf(error, home));
  }
}

/** Opens (or makes) a home. Refused with a sentence when it is in use, newer than this version, damaged or not writable. */
export async function openStore({ home, clock, threads = true }: StoreOptions): Promise<Result<Store>> {
  if (home === ':memory:') return openInMemory(clock);
  const prepared = prepareHome(home);
  if (!prepared.ok) return prepared;
  const lock = lockHome(home, process.pid);
  if (!lock.ok) return lock;
  const opened = await openHome(home, clock, threads, lock.value);
  if (!opened.ok) lock.value.release();
  return opened;
}
