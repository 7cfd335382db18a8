/** The jobs of the worker pool by name. Adding one: a file and a line here. */
import type { JobRegistry } from '../../kernel/job.ts';
import { backtestJob } from './backtest.ts';
import { firstLookJob } from './first-look.ts';
import { lookAheadJob } from './look-ahead.ts';
import { noisyRunsJob } from './noisy-runs.ts';
import { readFilesJob } from './read-files.ts';
import { readPagesJob } from './read-pages.ts';
import { resampledPathsJob } from './resampled-paths.ts';
import { robustnessJob } from './robustness.ts';
import { ruleActivityJob } from './rule-activity.ts';
import { scenarioRunJob } from './scenario-run.ts';
import { studyRunsJob } from './study-runs.ts';
import { sweepColumnsJob } from './sweep-columns.ts';
import { sweepCrossingsJob } from './sweep-crossings.ts';
import { sweepVariantsJob } from './sweep-variants.ts';
import { warmUpJob } from './warm-up.ts';

export const jobs: JobRegistry = {
  [backtestJob.name]: backtestJob,
  [firstLookJob.name]: firstLookJob,
  [lookAheadJob.name]: lookAheadJob,
  [noisyRunsJob.name]: noisyRunsJob,
  [readFilesJob.name]: readFilesJob,
  [readPagesJob.name]: readPagesJob,
  [robustnessJob.name]: robustnessJob,
  [resampledPathsJob.name]: resampledPathsJob,
  [ruleActivityJob.name]: ruleActivityJob,
  [scenarioRunJob.name]: scenarioRunJob,
  [studyRunsJob.name]: studyRunsJob,
  [sweepColumnsJob.name]: sweepColumnsJob,
  [sweepCrossingsJob.name]: sweepCrossingsJob,
  [sweepVariantsJob.name]: sweepVariantsJob,
  [warmUpJob.name]: warmUpJob,
};
