/** The order desk's own log, one per environment: what the book of record is rebuilt from after a crash. */
import type { Migration } from './migration.ts';

export const orderRecordsMigration: Migration = {
  number: 110,
  file: 'desk',
  sql: `
    CREATE TABLE order_records (
      number INTEGER PRIMARY KEY,
      environment TEXT NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX order_records_environment ON order_records (environment, number);
    CREATE TRIGGER order_records_keep_update BEFORE UPDATE ON order_records
      BEGIN SELECT RAISE(ABORT, 'the log of orders only grows'); END;
    CREATE TRIGGER order_records_keep_delete BEFORE DELETE ON order_records
      BEGIN SELECT RAISE(ABORT, 'the log of orders only grows'); END;`,
};
