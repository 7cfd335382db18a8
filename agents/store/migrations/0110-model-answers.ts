/** Where the recorded answers of models lie: the hash of a question leads to the artefact that holds the exchange. */
import type { Migration } from './migration.ts';

export const modelAnswersMigration: Migration = {
  number: 110,
  file: 'desk',
  sql: `CREATE TABLE model_answers (
    question TEXT PRIMARY KEY,
    artefact TEXT NOT NULL REFERENCES artefacts (hash),
    at INTEGER NOT NULL
  ) STRICT;`,
};
