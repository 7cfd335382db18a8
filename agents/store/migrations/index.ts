/** Every step of the schema, in order; a new one goes at the end with the next ten. */
import { journalMigration } from './0010-journal.ts';
import { datasetsMigration } from './0020-datasets.ts';
import { artefactsMigration } from './0030-artefacts.ts';
import { memoryMigration } from './0040-memory.ts';
import { trialsMigration } from './0050-trials.ts';
import { strategiesMigration } from './0060-strategies.ts';
import { runsMigration } from './0070-runs.ts';
import { ordersMigration } from './0080-orders.ts';
import { auditMigration } from './0090-audit.ts';
import { settingsMigration } from './0100-settings.ts';
import { modelAnswersMigration } from './0110-model-answers.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [
  journalMigration,
  datasetsMigration,
  artefactsMigration,
  memoryMigration,
  trialsMigration,
  strategiesMigration,
  runsMigration,
  ordersMigration,
  auditMigration,
  settingsMigration,
  modelAnswersMigration,
];
