/** Commits groups of writes: one transaction per file and group, synced when any write in it is durable. */
import type { Connection } from './database.ts';
import { writes } from './index.ts';
import { messagesOf } from './journal-body.ts';
import { createJournalIndexer } from './journal-index.ts';
import { createSegmentInserter, type Segment, segmentOf } from './journal-segments.ts';
import type { DatabaseFile } from './migrations/migration.ts';
import { createSql, type Sql } from './sql.ts';
import type { AnyWrite } from './write.ts';

/** What is committed together: messages as whole segments, other writes as they are. */
export interface Group {
  readonly segments: readonly Segment[];
  readonly items: readonly { readonly name: string; readonly args: unknown }[];
  readonly durable: boolean;
}

/** An error in a form that survives a thread boundary. */
export interface WriteFailure {
  readonly message: string;
  readonly code: string;
}

export type WriteOutcome = { readonly output: unknown } | { readonly failure: WriteFailure };

export interface GroupAnswer {
  /** One entry per message, in order; null when every message was written. */
  readonly messageFailures: readonly (WriteFailure | null)[] | null;
  readonly outcomes: readonly WriteOutcome[];
}

export interface Committer {
  take(group: Group): GroupAnswer;
  /** Segments that the journal's index does not know yet. */
  readonly unindexed: number;
  /** Takes at most so many of them into the index, without a sync: what a crash takes back is made again. @throws SqliteError */
  index(limit: number): void;
  /** Copies both write-ahead logs into their files, synced. */
  checkpoint(): void;
  /** The whole index, then both logs; `TRUNCATE` leaves the logs empty. */
  complete(mode: 'PASSIVE' | 'TRUNCATE'): void;
  close(): void;
}

/** Segments indexed in one transaction when all of them have to be. */
const indexPage = 1000;

const failureOf = (error: unknown): WriteFailure => ({
  message: error instanceof Error ? error.message : String(error),
  code: String((error as { code?: unknown } | null)?.code ?? 'write-failed'),
});

/** @param home where the files lie; null when they are in memory. */
export function createCommitter(
  connections: Readonly<Record<DatabaseFile, Connection>>,
  home: string | null,
): Committer {
  const byName = new Map<string, AnyWrite>(writes.map((write) => [write.name, write]));
  const sql: Readonly<Record<DatabaseFile, Sql>> = {
    journal: createSql(connections.journal),
    desk: createSql(connections.desk),
  };
  const inserter = createSegmentInserter(connections.journal);
  const indexer = createJournalIndexer(connections.journal);
  const synchronous: Record<DatabaseFile, 'FULL' | 'NORMAL'> = { journal: 'FULL', desk: 'FULL' };

  const begin = (file: DatabaseFile, durable: boolean): void => {
    const wanted = durable ? 'FULL' : 'NORMAL';
    if (synchronous[file] !== wanted) {
      connections[file].pragma(`synchronous = ${wanted}`);
      synchronous[file] = wanted;
    }
    connections[file].exec('BEGIN IMMEDIATE');
  };
  // A full disk rolls back by itself; whatever else happened, nothing of the transaction may stay.
  const rollback = (file: DatabaseFile): void => {
    if (connections[file].inTransaction) connections[file].exec('ROLLBACK');
    if (file !== 'journal') return;
    inserter.forget();
    indexer.forget();
  };
  /** Runs work in a transaction; on an error nothing of it stays. */
  const transact = (file: DatabaseFile, durable: boolean, work: () => void): WriteFailure | null => {
    try {
      begin(file, durable);
      work();
      connections[file].exec('COMMIT');
      return null;
    } catch (error) {
      rollback(file);
      return failureOf(error);
    }
  };
  const insert = (segments: readonly Segment[]): void => {
    for (const segment of segments) inserter.insert(segment);
    indexer.added(segments.length);
  };
  const runItem = (item: Group['items'][number]): unknown => {
    const write = byName.get(item.name);
    if (write === undefined) throw new Error(`no write is called "${item.name}": add it to the registry of the store`);
    return write.run(sql[write.file], item.args as never);
  };
  /** What is asked once per group after it is on disk. */
  const settle = (items: Group['items'], outcomes: readonly WriteOutcome[]): void => {
    const last = new Map<AnyWrite, unknown>();
    items.forEach((item, i) => {
      const write = byName.get(item.name);
      const outcome = outcomes[i];
      if (write?.settled !== undefined && outcome !== undefined && 'output' in outcome) last.set(write, outcome.output);
    });
    for (const [write, output] of last) write.settled?.(home, output as never, connections[write.file]);
  };

  const index = (limit: number): void => {
    begin('journal', false);
    try {
      indexer.fill(limit);
      connections.journal.exec('COMMIT');
    } catch (error) {
      rollback('journal');
      throw error;
    }
  };
  const fold = (mode: 'PASSIVE' | 'TRUNCATE'): void => {
    for (const file of ['journal', 'desk'] as const) connections[file].pragma(`wal_checkpoint(${mode})`);
  };

  return {
    take({ segments, items, durable }) {
      const outcomes: WriteOutcome[] = new Array(items.length);
      let messageFailures: (WriteFailure | null)[] | null = null;
      for (const file of ['journal', 'desk'] as const) {
        const own = items.flatMap((item, i) => ((byName.get(item.name)?.file ?? 'desk') === file ? [i] : []));
        const ownSegments = file === 'journal' ? segments : [];
        if (own.length === 0 && ownSegments.length === 0) continue;
        const runOwn = (i: number): void => {
          outcomes[i] = { output: runItem(items[i] as Group['items'][number]) };
        };
        const whole = transact(file, durable, () => {
          insert(ownSegments);
          for (const i of own) runOwn(i);
        });
        if (whole === null) continue;
        // One of them cannot be written. Each gets a transaction of its own, so that only the guilty ones fail.
        if (ownSegments.length > 0)
          messageFailures = ownSegments
            .flatMap((segment) => messagesOf(segment.body))
            .map((message) => transact(file, durable, () => insert([segmentOf([message])])));
        for (const i of own) {
          const failure = transact(file, durable, () => runOwn(i));
          if (failure !== null) outcomes[i] = { failure };
        }
      }
      settle(items, outcomes);
      return { messageFailures, outcomes };
    },
    get unindexed() {
      return indexer.behind;
    },
    index,
    checkpoint: () => fold('PASSIVE'),
    complete(mode) {
      while (indexer.behind > 0) index(indexPage);
      fold(mode);
    },
    close() {
      connections.journal.close();
      connections.desk.close();
    },
  };
}
