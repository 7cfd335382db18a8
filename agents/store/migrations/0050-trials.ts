/** Everything ever tried on a dataset, once per pair of strategy version and dataset; nothing can be taken out. */
import type { Migration } from './migration.ts';

export const trialsMigration: Migration = {
  number: 50,
  file: 'desk',
  sql: `
    CREATE TABLE trials (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      spec_hash TEXT NOT NULL,
      dataset_id TEXT NOT NULL,
      run_id TEXT NOT NULL,
      bar_sharpe REAL NOT NULL,
      at INTEGER NOT NULL,
      UNIQUE (spec_hash, dataset_id)
    ) STRICT;
    CREATE INDEX trials_by_dataset ON trials (dataset_id);
    CREATE TRIGGER trials_keep_update BEFORE UPDATE ON trials
      BEGIN SELECT RAISE(ABORT, 'a trial is never changed'); END;
    CREATE TRIGGER trials_keep_delete BEFORE DELETE ON trials
      BEGIN SELECT RAISE(ABORT, 'a trial is never deleted'); END;`,
};
