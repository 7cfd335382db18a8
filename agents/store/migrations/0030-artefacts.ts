/** Content-addressed JSON documents. */
import type { Migration } from './migration.ts';

export const artefactsMigration: Migration = {
  number: 30,
  file: 'desk',
  sql: `CREATE TABLE artefacts (hash TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;`,
};
