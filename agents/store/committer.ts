/** Commits groups of writes: one transaction per file and group, synced when any write in it is durable. */
import type { Connection } from './database.ts';
import { writes } from './index.ts';
import { createRowInserter } from './journal-rows.ts';
import type { DatabaseFile } from './migrations/migration.ts';
import { createSql, type Sql } from './sql.ts';
import type { AnyWrite } from './write.ts';

/** What travels to the writer: messages as one JSON text (fastest across threads), other writes as they are. */
export interface Group {
  /** JSON array of message rows laid end to end; null when there are none. */
  readonly rows: string | null;
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
  /** One entry per message row, in order; null when every row was written. */
  readonly rowFailures: readonly (WriteFailure | null)[] | null;
  readonly outcomes: readonly WriteOutcome[];
}

export interface Committer {
  commit(group: Group): GroupAnswer;
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

  const transact = (file: DatabaseFile, durable: boolean, work: () => void): void => {
    const connection = connections[file];
    const wanted = durable ? 'FULL' : 'NORMAL';
    if (synchronous[file] !== wanted) {
      connection.pragma(`synchronous = ${wanted}`);
      synchronous[file] = wanted;
    }
    connection.exec('BEGIN IMMEDIATE');
    try {
      work();
      connection.exec('COMMIT');
    } catch (error) {
      // A full disk rolls back by itself; whatever else happened, nothing of this transaction may stay.
      if (connection.inTransaction) connection.exec('ROLLBACK');
      throw error;
    }
  };

  const runItem = (item: Group['items'][number]): unknown => {
    const write = byName.get(item.name);
    if (write === undefined) throw new Error(`no write is called "${item.name}": add it to the registry of the store`);
    return write.run(sql[write.file], item.args as never);
  };

  return {
    commit({ rows: text, items, durable }) {
      const rows = text === null ? [] : (JSON.parse(text) as unknown[]);
      const count = inserter.countOf(rows);
      const outcomes: WriteOutcome[] = new Array(items.length);
      const rowFailures: (WriteFailure | null)[] = new Array(count).fill(null);
      for (const file of ['journal', 'desk'] as const) {
        const own = items.flatMap((item, i) => ((byName.get(item.name)?.file ?? 'desk') === file ? [i] : []));
        const ownRows = file === 'journal' ? count : 0;
        if (own.length === 0 && ownRows === 0) continue;
        const runOwn = (i: number): void => {
          outcomes[i] = { output: runItem(items[i] as Group['items'][number]) };
        };
        try {
          transact(file, durable, () => {
            if (ownRows > 0) inserter.insert(rows, 0, count);
            for (const i of own) runOwn(i);
          });
        } catch {
          // One of them cannot be written. Each gets a transaction of its own, so that only the guilty ones fail.
          inserter.forget();
          for (let i = 0; i < ownRows; i++) {
            try {
              transact(file, durable, () => inserter.insert(rows, i, i + 1));
            } catch (error) {
              inserter.forget();
              rowFailures[i] = failureOf(error);
            }
          }
          for (const i of own) {
            try {
              transact(file, durable, () => runOwn(i));
            } catch (error) {
              outcomes[i] = { failure: failureOf(error) };
            }
          }
        }
      }
      const last = new Map<AnyWrite, unknown>();
      items.forEach((item, i) => {
        const write = byName.get(item.name);
        const outcome = outcomes[i];
        if (write?.settled !== undefined && outcome !== undefined && 'output' in outcome)
          last.set(write, outcome.output);
      });
      for (const [write, output] of last) write.settled?.(home, output as never, connections[write.file]);
      return { rowFailures: rowFailures.some((f) => f !== null) ? rowFailures : null, outcomes };
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
