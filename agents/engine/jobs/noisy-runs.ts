/** Job `noisy-runs`: runs a strategy again on prices with noise, once for each path. */
import { z } from 'zod';
import { createRandom } from '../../../shared/core/random.ts';
import { isStopped, report } from '../studies/control.ts';
import { createEvaluate } from '../studies/evaluate.ts';
import { noisyDataset } from '../studies/monte-carlo/noise.ts';
import { type PathFigures, pathOf } from '../studies/monte-carlo/paths.ts';
import { readHistories } from './histories.ts';
import { defineJob } from './job-kit.ts';
import { controlSchema, openWindow, studyRequestSchema, windowSchema } from './study-request.ts';

export const noisyRunsJobInputSchema = z.strictObject({
  request: studyRequestSchema,
  window: windowSchema,
  level: z.number().min(0).max(10),
  points: z.number().int().positive(),
  seed: z.number().int(),
  from: z.number().int().nonnegative(),
  to: z.number().int().nonnegative(),
  control: controlSchema,
});

export const noisyRunsJob = defineJob(
  'noisy-runs',
  noisyRunsJobInputSchema,
  async ({ request, window, level, points, seed, from, to, control }, services): Promise<readonly PathFigures[]> => {
    const dataset = await services.dataset(request.datasetId);
    const { regime, signal } = await readHistories(services, request);
    const random = createRandom(`monte-carlo/noise/${seed}`);
    const paths: PathFigures[] = [];
    for (let path = from; path < to && !isStopped(control); path++) {
      const changed = noisyDataset(dataset, request.spec.symbols, level, random.fork(String(path)));
      const { capital, equity } = createEvaluate({ ...request, dataset: changed, regime, signal })(
        {},
        openWindow(window),
      );
      paths.push(pathOf(capital, equity, points));
      report(control, paths.length);
    }
    return paths;
  },
);
