/** Job `resampled-paths`: some paths of a Monte Carlo study, each drawn with the seed of its own number. */
import { z } from 'zod';
import { createRandom } from '../../../shared/core/random.ts';
import { isStopped, report } from '../studies/control.ts';
import { type PathFigures, resamplings, walk } from '../studies/monte-carlo/paths.ts';
import { defineJob } from './job-kit.ts';
import { controlSchema } from './study-request.ts';

export const resampledPathsJobInputSchema = z.strictObject({
  returns: z.instanceof(Float64Array),
  resampling: z.enum(['trades', 'shuffle', 'bootstrap', 'block']),
  block: z.number().min(1),
  points: z.number().int().positive(),
  seed: z.number().int(),
  from: z.number().int().nonnegative(),
  to: z.number().int().nonnegative(),
  control: controlSchema,
});

export const resampledPathsJob = defineJob(
  'resampled-paths',
  resampledPathsJobInputSchema,
  async ({ returns, resampling, block, points, seed, from, to, control }): Promise<readonly PathFigures[]> => {
    const random = createRandom(`monte-carlo/${resampling}/${seed}`);
    const paths: PathFigures[] = [];
    for (let path = from; path < to && !isStopped(control); path++) {
      const order = resamplings[resampling](returns.length, block, random.fork(String(path)));
      paths.push(walk(returns, order, points));
      report(control, paths.length);
    }
    return paths;
  },
);
