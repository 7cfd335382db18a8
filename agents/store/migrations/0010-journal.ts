/** Messages in the order they were published, how far each agent has come, and messages that could not be handled. */
import type { Migration } from './migration.ts';

export const journalMigration: Migration = {
  number: 10,
  file: 'journal',
  sql: `
    CREATE TABLE messages (
      sequence INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      type TEXT NOT NULL,
      topic TEXT NOT NULL,
      source TEXT NOT NULL,
      subject TEXT NOT NULL,
      time INTEGER NOT NULL,
      correlation_id TEXT NOT NULL,
      causation_id TEXT,
      priority INTEGER NOT NULL,
      data TEXT NOT NULL
    ) STRICT;
    CREATE INDEX messages_by_correlation ON messages (correlation_id);
    CREATE INDEX messages_by_topic ON messages (topic);
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
