/** Datasets by content hash; equal columns are stored once, whichever dataset they belong to. */
import type { Migration } from './migration.ts';

export const datasetsMigration: Migration = {
  number: 20,
  file: 'desk',
  sql: `
    CREATE TABLE datasets (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      content_hash TEXT NOT NULL UNIQUE,
      manifest TEXT NOT NULL,
      news TEXT NOT NULL,
      macro TEXT NOT NULL,
      saved_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX datasets_by_name ON datasets (name);
    CREATE TABLE column_blobs (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    CREATE TABLE dataset_columns (
      dataset_id TEXT NOT NULL REFERENCES datasets (id),
      series INTEGER NOT NULL,
      name TEXT NOT NULL,
      hash TEXT NOT NULL REFERENCES column_blobs (hash),
      PRIMARY KEY (dataset_id, series, name)
    ) STRICT, WITHOUT ROWID;`,
};
