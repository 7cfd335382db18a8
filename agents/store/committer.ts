/** Commits groups of writes: one transaction per file and group, synced when any write in it is durable. */
import type { Connection } from './database.ts';
import { writes } from './index.ts';
import { createRowInserter } from './journal-rows.ts';
import type { DatabaseFile } from './migrations/migration.ts';
import { createSql, type Sql } from './sql.ts';
import type { AnyWrite } from './write.ts';

/** A part of a group: messages as one JSON text (fastest across threads), other writes as they are. */
export interface Chunk {
  /** JSON array of message rows laid end to end; null when there are none. */
  readonly rows: string | null;
  readonly items: readonly { readonly name: string; readonly args: unknown }[];
  /** Of the whole group; every chunk of it says the same. */
  readonly durable: boolean;
  /** True: the group is whole and is committed. False: more follows; its messages are inserted meanwhile. */
  readonly end: boolean;
}

/** An error in a form that survives a thread boundary. */
export interface WriteFailure {
  readonly message: string;
  readonly code: string;
}

export type WriteOutcome = { readonly output: unknown } | { readonly failure: WriteFailure };

export interface GroupAnswer {
  /** One entry per message row, in order; null when every row was written. */
  readonly rowFailures: readonly (WriteFailure | null)[] | null;
  readonly outcomes: readonly WriteOutcome[];
}

export interface Committer {
  /** Takes the next chunk; the answer is to its whole group and comes with the last one. */
  take(chunk: Chunk): GroupAnswer | null;
  /** Copies both write-ahead logs into their files, synced. */
  checkpoint(mode: 'PASSIVE' | 'TRUNCATE'): void;
  close(): void;
}

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
  const inserter = createRowInserter(connections.journal);
  const synchronous: Record<DatabaseFile, 'FULL' | 'NORMAL'> = { journal: 'FULL', desk: 'FULL' };
  let rows: unknown[][] = [];
  /** The first error of the open group's messages; nothing more is inserted until the group is whole. */
  let broken = false;

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
    if (file === 'journal') inserter.forget();
  };
  /** Runs work in a transaction (the one that is open already, if any); on an error nothing of it stays. */
  const transact = (file: DatabaseFile, durable: boolean, work: () => void): WriteFailure | null => {
    try {
      if (!connections[file].inTransaction) begin(file, durable);
      work();
      connections[file].exec('COMMIT');
      return null;
    } catch (error) {
      rollback(file);
      return failureOf(error);
    }
  };
  const insert = (chunk: Chunk): void => {
    if (chunk.rows === null) return;
    const flat = JSON.parse(chunk.rows) as unknown[];
    rows.push(flat);
    if (broken) return;
    try {
      if (!connections.journal.inTransaction) begin('journal', chunk.durable);
      inserter.insert(flat, 0, inserter.countOf(flat));
    } catch {
      // Which message is guilty is found when the group is whole: each then gets a transaction of its own.
      broken = true;
      rollback('journal');
    }
  };
  const runItem = (item: Chunk['items'][number]): unknown => {
    const write = byName.get(item.name);
    if (write === undefined) throw new Error(`no write is called "${item.name}": add it to the registry of the store`);
    return write.run(sql[write.file], item.args as never);
  };
  /** What is asked once per group after it is on disk. */
  const settle = (items: Chunk['items'], outcomes: readonly WriteOutcome[]): void => {
    const last = new Map<AnyWrite, unknown>();
    items.forEach((item, i) => {
      const write = byName.get(item.name);
      const outcome = outcomes[i];
      if (write?.settled !== undefined && outcome !== undefined && 'output' in outcome) last.set(write, outcome.output);
    });
    for (const [write, output] of last) write.settled?.(home, output as never, connections[write.file]);
  };

  return {
    take(chunk) {
      insert(chunk);
      if (!chunk.end) return null;
      const { items, durable } = chunk;
      const outcomes: WriteOutcome[] = new Array(items.length);
      let rowFailures: (WriteFailure | null)[] | null = null;
      for (const file of ['journal', 'desk'] as const) {
        const own = items.flatMap((item, i) => ((byName.get(item.name)?.file ?? 'desk') === file ? [i] : []));
        const ownRows = file === 'journal' ? rows : [];
        if (own.length === 0 && ownRows.length === 0) continue;
        const runOwn = (i: number): void => {
          outcomes[i] = { output: runItem(items[i] as Chunk['items'][number]) };
        };
        const whole =
          file === 'journal' && broken
            ? 'broken'
            : transact(file, durable, () => {
                for (const i of own) runOwn(i);
              });
        if (whole === null) continue;
        // One of them cannot be written. Each gets a transaction of its own, so that only the guilty ones fail.
        if (ownRows.length > 0)
          rowFailures = ownRows.flatMap((flat) =>
            Array.from({ length: inserter.countOf(flat) }, (_, i) =>
              transact(file, durable, () => inserter.insert(flat, i, i + 1)),
            ),
          );
        for (const i of own) {
          const failure = transact(file, durable, () => runOwn(i));
          if (failure !== null) outcomes[i] = { failure };
        }
      }
      rows = [];
      broken = false;
      settle(items, outcomes);
      return { rowFailures, outcomes };
    },
    checkpoint(mode) {
      for (const file of ['journal', 'desk'] as const) connections[file].pragma(`wal_checkpoint(${mode})`);
    },
    close() {
      connections.journal.close();
      connections.desk.close();
    },
  };
}
