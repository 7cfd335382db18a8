/** Settings by key as JSON: limits, the model of each agent. */
import type { Migration } from './migration.ts';

export const settingsMigration: Migration = {
  number: 100,
  file: 'desk',
  sql: `CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL, updated_at INTEGER NOT NULL) STRICT;`,
};
