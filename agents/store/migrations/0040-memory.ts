/** Lessons in the order they were learned; a lesson is never changed or forgotten. */
import type { Migration } from './migration.ts';

export const memoryMigration: Migration = {
  number: 40,
  file: 'desk',
  sql: `
    CREATE TABLE lessons (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      lesson_id TEXT NOT NULL,
      run_id TEXT NOT NULL,
      family TEXT NOT NULL,
      cause TEXT NOT NULL,
      weight REAL NOT NULL,
      lesson TEXT NOT NULL,
      learned_at INTEGER NOT NULL,
      UNIQUE (lesson_id, run_id)
    ) STRICT;
    CREATE TRIGGER lessons_keep_update BEFORE UPDATE ON lessons
      BEGIN SELECT RAISE(ABORT, 'a lesson is never changed'); END;
    CREATE TRIGGER lessons_keep_delete BEFORE DELETE ON lessons
      BEGIN SELECT RAISE(ABORT, 'a lesson is never deleted'); END;`,
};
