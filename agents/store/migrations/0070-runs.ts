/** Research runs with what they started from, so that each can be done again. */
import type { Migration } from './migration.ts';

export const runsMigration: Migration = {
  number: 70,
  file: 'desk',
  sql: `
    CREATE TABLE runs (
      number INTEGER PRIMARY KEY,
      run_id TEXT NOT NULL UNIQUE,
      seed INTEGER NOT NULL,
      dataset_id TEXT NOT NULL,
      options TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('running', 'complete', 'aborted')),
      base_lessons INTEGER NOT NULL,
      base_trials INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      hash TEXT,
      reason TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      finished_at INTEGER
    ) STRICT;
    CREATE INDEX runs_by_status ON runs (status);`,
};
