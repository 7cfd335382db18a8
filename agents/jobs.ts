/** Every job of the worker pool: the engine's and those of the rooms above it. */
import { jobs as engineJobs } from './engine/jobs/index.ts';
import type { JobRegistry } from './kernel/job.ts';
import { validationJobs } from './validation/jobs/index.ts';

export const jobs: JobRegistry = { ...engineJobs, ...validationJobs };
