/** Typing help for jobs: input checked by a schema before it is run. */
import type { z } from 'zod';
import type { Job, JobServices } from '../../kernel/job.ts';

/** A job whose output type is known to those who call it. */
export interface TypedJob<Output> extends Job {
  run(input: unknown, services: JobServices): Promise<Output>;
}

/** Declares a job; a bad input throws with the field's name and never starts the work. */
export const defineJob = <Schema extends z.ZodType, Output>(
  name: string,
  schema: Schema,
  run: (input: z.infer<Schema>, services: JobServices) => Promise<Output>,
): TypedJob<Output> => ({
  name,
  async run(input, services) {
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new Error(`the input of job ${name} is not usable: ${issue?.path.join('.')} ${issue?.message}`);
    }
    return await run(parsed.data, services);
  },
});
