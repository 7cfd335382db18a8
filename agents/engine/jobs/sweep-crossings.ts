/** Job `sweep-crossings`: runs some combinations of a crossing sweep with a kernel; the results stay in the shared memory. */
import { z } from 'zod';
import { isStopped, report } from '../studies/control.ts';
import { plainKernel } from '../studies/sweep/kernel/plain.ts';
import { runCombinations } from '../studies/sweep/kernel/table.ts';
import { vectorKernel } from '../studies/sweep/kernel/vector.ts';
import { defineJob } from './job-kit.ts';
import { controlSchema } from './study-request.ts';
import { tableSchema } from './sweep-table.ts';

export const sweepCrossingsJobInputSchema = z.strictObject({
  table: tableSchema,
  kernel: z.enum(['vector', 'plain']),
  from: z.number().int().nonnegative(),
  to: z.number().int().nonnegative(),
  control: controlSchema,
});

export const sweepCrossingsJob = defineJob(
  'sweep-crossings',
  sweepCrossingsJobInputSchema,
  async ({ table, kernel, from, to, control }): Promise<{ readonly finished: boolean }> => {
    const run =
      kernel === 'vector'
        ? vectorKernel(table.memory, table.mode, table.call)
        : plainKernel(table.memory.buffer, table.mode, table.call);
    const finished = runCombinations(table, run, from, to, (share) => {
      report(control, share * (to - from));
      return !isStopped(control);
    });
    return { finished };
  },
);
