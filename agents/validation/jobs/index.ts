/** The jobs of validation by name: what reads text that cannot be trusted. Adding one: a file and a line here. */
import type { JobRegistry } from '../../kernel/job.ts';
import { generatedSourcesJob } from './generated-sources.ts';
import { sourceReportJob } from './source-report.ts';

export const validationJobs: JobRegistry = {
  [generatedSourcesJob.name]: generatedSourcesJob,
  [sourceReportJob.name]: sourceReportJob,
};
