/** A write as a value: a named operation that runs on the writer's side, whatever thread that is. */
import type { Connection } from './database.ts';
import type { DatabaseFile } from './migrations/migration.ts';
import type { Sql } from './sql.ts';

export interface WriteOperation<Name extends string = string, Args = never, Output = unknown> {
  /** `room.verb`; the writer finds the operation by it. */
  readonly name: Name;
  readonly file: DatabaseFile;
  /** True: synced to the disk before its promise resolves. */
  readonly durable: boolean;
  /** Runs inside the group's transaction. What it throws rejects this write alone; the rest of the group stands. */
  readonly run: (sql: Sql, args: Args) => Output;
  /** Runs once after a group that held such writes is on disk, with the output of the last one. `home` is null in memory. */
  readonly settled?: (home: string | null, output: Output, connection: Connection) => void;
}

/** Declares a write; arguments and output must survive a structured clone. */
export const defineWrite = <const Name extends string, Args, Output>(
  operation: WriteOperation<Name, Args, Output>,
): WriteOperation<Name, Args, Output> => operation;

// biome-ignore lint/suspicious/noExplicitAny: variance — the registry holds writes of every argument type
export type AnyWrite = WriteOperation<string, any, any>;

/** What a room of the store holds of the writer. */
export interface WriteQueue {
  /** Sends a write behind everything sent before. Resolves when it is committed (synced when the operation is durable). */
  write<Args, Output>(operation: WriteOperation<string, Args, Output>, args: Args): Promise<Output>;
}
