/** The jobs of the worker pool by name. Adding one: a file and a line here. */
import type { JobRegistry } from '../../kernel/job.ts';
import { backtestJob } from './backtest.ts';
import { lookAheadJob } from './look-ahead.ts';
import { readFilesJob } from './read-files.ts';
import { readPagesJob } from './read-pages.ts';
import { robustnessJob } from './robustness.ts';
import { ruleActivityJob } from './rule-activity.ts';
import { warmUpJob } from './warm-up.ts';

export const jobs: JobRegistry = {
  [backtestJob.name]: backtestJob,
  [lookAheadJob.name]: lookAheadJob,
  [readFilesJob.name]: readFilesJob,
  [readPagesJob.name]: readPagesJob,
  [robustnessJob.name]: robustnessJob,
  [ruleActivityJob.name]: ruleActivityJob,
  [warmUpJob.name]: warmUpJob,
};
