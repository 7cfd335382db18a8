/** Job `study-runs`: runs a strategy with given parameters in given windows, and answers equity and trades. */
import { z } from 'zod';
import { isStopped, report } from '../studies/control.ts';
import type { StudyOutcome } from '../studies/evaluate.ts';
import { defineJob } from './job-kit.ts';
import {
  controlSchema,
  evaluateOf,
  openWindow,
  parametersSchema,
  studyRequestSchema,
  windowSchema,
} from './study-request.ts';

export const studyRunsJobInputSchema = z.strictObject({
  request: studyRequestSchema,
  runs: z.array(z.strictObject({ parameters: parametersSchema, window: windowSchema })),
  control: controlSchema,
});

export const studyRunsJob = defineJob(
  'study-runs',
  studyRunsJobInputSchema,
  async ({ request, runs, control }, services): Promise<readonly StudyOutcome[]> => {
    const evaluate = await evaluateOf(request, services);
    const outcomes: StudyOutcome[] = [];
    for (const { parameters, window } of runs) {
      if (isStopped(control)) break;
      outcomes.push(evaluate(parameters, openWindow(window)));
      report(control, outcomes.length);
    }
    return outcomes;
  },
);
