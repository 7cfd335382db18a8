/** Job `sweep-variants`: runs some variants of a strategy with the engine itself, one after the other. */
import { z } from 'zod';
import { isStopped, report } from '../studies/control.ts';
import { figuresOf, type VariantFigures } from '../studies/sweep/variant.ts';
import { defineJob } from './job-kit.ts';
import {
  controlSchema,
  evaluateOf,
  openWindow,
  parametersSchema,
  studyRequestSchema,
  windowSchema,
} from './study-request.ts';

export const sweepVariantsJobInputSchema = z.strictObject({
  request: studyRequestSchema,
  window: windowSchema,
  variants: z.array(parametersSchema),
  control: controlSchema,
});

/** Figures of the variants that were run, in their order: fewer than were asked for when it was stopped. */
export type SweepVariantsJobOutput = readonly VariantFigures[];

export const sweepVariantsJob = defineJob(
  'sweep-variants',
  sweepVariantsJobInputSchema,
  async ({ request, window, variants, control }, services): Promise<SweepVariantsJobOutput> => {
    const evaluate = await evaluateOf(request, services);
    const figures: VariantFigures[] = [];
    for (const parameters of variants) {
      if (isStopped(control)) break;
      const outcome = evaluate(parameters, openWindow(window));
      figures.push(figuresOf(outcome));
      report(control, figures.length);
    }
    return figures;
  },
);
