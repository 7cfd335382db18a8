/** Prepared statements by their text, prepared once per connection. */
import type { Statement } from 'better-sqlite3';
import type { Connection } from './database.ts';

export interface Sql {
  run(text: string, ...values: unknown[]): { changes: number; lastInsertRowid: number };
  get<Row>(text: string, ...values: unknown[]): Row | undefined;
  all<Row>(text: string, ...values: unknown[]): Row[];
  /** Rows one by one, for tables that need not fit in memory. */
  each<Row>(text: string, ...values: unknown[]): IterableIterator<Row>;
}

export function createSql(connection: Connection): Sql {
  const statements = new Map<string, Statement<unknown[]>>();
  const prepare = (text: string): Statement<unknown[]> => {
    let statement = statements.get(text);
    if (statement === undefined) {
      statement = connection.prepare(text);
      statements.set(text, statement);
    }
    return statement;
  };
  return {
    run(text, ...values) {
      const { changes, lastInsertRowid } = prepare(text).run(...values);
      return { changes, lastInsertRowid: Number(lastInsertRowid) };
    },
    get: <Row>(text: string, ...values: unknown[]) => prepare(text).get(...values) as Row | undefined,
    all: <Row>(text: string, ...values: unknown[]) => prepare(text).all(...values) as Row[],
    each: <Row>(text: string, ...values: unknown[]) => prepare(text).iterate(...values) as IterableIterator<Row>,
  };
}
