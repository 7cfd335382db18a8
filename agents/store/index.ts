/** Every write of the store by room: what the writer's thread can do. A new write goes into its room's list. */
import { approvalWrites } from './approvals.ts';
import { artefactWrites } from './artefacts.ts';
import { auditWrites } from './audit.ts';
import { datasetWrites } from './datasets.ts';
import { journalWrites } from './journal-store.ts';
import { memoryWrites } from './memory.ts';
import { modelAnswerWrites } from './model-answers.ts';
import { orderWrites } from './order-writes.ts';
import { runWrites } from './runs.ts';
import { settingsWrites } from './settings.ts';
import { strategyWrites } from './strategies.ts';
import { trialWrites } from './trials.ts';
import type { AnyWrite } from './write.ts';

export const writes: readonly AnyWrite[] = [
  ...journalWrites,
  ...datasetWrites,
  ...artefactWrites,
  ...memoryWrites,
  ...trialWrites,
  ...strategyWrites,
  ...approvalWrites,
  ...runWrites,
  ...orderWrites,
  ...auditWrites,
  ...settingsWrites,
  ...modelAnswerWrites,
];
