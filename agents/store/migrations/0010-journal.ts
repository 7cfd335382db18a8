/** Messages in the order they were published, how far each agent has come, and messages that could not be handled. */
import type { Migration } from './migration.ts';

// A segment is a committed group of messages in one row: nothing else is written while somebody waits for the disk.
// `chains` and `topics` say which segments to look into. They are filled later, up to `index_state`, from the summaries.
export const journalMigration: Migration = {
  number: 10,
  file: 'journal',
  sql: `
    CREATE TABLE segments (
      last INTEGER PRIMARY KEY,
      first INTEGER NOT NULL CHECK (first BETWEEN 1 AND last),
      checksum INTEGER NOT NULL,
      summary TEXT NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE TABLE chains (
      chain TEXT NOT NULL,
      last INTEGER NOT NULL,
      lowest INTEGER NOT NULL,
      highest INTEGER NOT NULL,
      PRIMARY KEY (chain, last)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE topics (topic TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (topic, last)) STRICT, WITHOUT ROWID;
    CREATE TABLE index_state (one INTEGER PRIMARY KEY CHECK (one = 1), through INTEGER NOT NULL) STRICT;
    INSERT INTO index_state VALUES (1, 0);
    CREATE TABLE acknowledgements (agent_id TEXT PRIMARY KEY, sequence INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE dead_letters (
      sequence INTEGER NOT NULL,
      agent_id TEXT NOT NULL,
      error TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (sequence, agent_id)
    ) STRICT, WITHOUT ROWID;`,
};
