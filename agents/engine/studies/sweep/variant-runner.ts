/** Runs points with the engine itself, some variants to a task. */
import { dispatch } from '../dispatch.ts';
import { parametersOf } from './space.ts';
import type { PointRunner, SweepContext, SweepRequest } from './sweep.ts';
import type { VariantFigures } from './variant.ts';

/** Variants of a task: few, so that the work spreads evenly and a stop loses little. */
const taskVariants = 8;

export function variantRunner({ study, space, window = {} }: SweepRequest, context: SweepContext): PointRunner {
  return {
    sharedBytes: () => 0,
    async run(points) {
      const variants = points.map((point) => parametersOf(space, point));
      const tasks = [];
      for (let i = 0; i < variants.length; i += taskVariants) {
        const part = variants.slice(i, i + taskVariants);
        tasks.push({ input: { request: study, window, variants: part }, units: part.length });
      }
      const { outputs } = await dispatch<readonly VariantFigures[]>(
        context.runtime,
        context.watch,
        'variants',
        'sweep-variants',
        tasks,
      );
      return { ok: true, value: variants.map((_, i) => outputs[Math.floor(i / taskVariants)]?.[i % taskVariants]) };
    },
  };
}
