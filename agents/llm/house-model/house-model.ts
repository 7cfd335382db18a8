/** The model that is always there: offline, free and the same for the same seed; it composes sentences from facts and knows no others. */
import { z } from 'zod';
import { createRandom } from '../../../shared/core/random.ts';
import { ok, type Result, refuse } from '../../../shared/core/result.ts';
import { purposes } from './index.ts';

export const houseProvider = 'house';
/** Raised when its sentences change, so that a record says which wording it holds. */
export const houseVersion = 'house-1';

export interface HouseQuestion<Schema extends z.ZodType> {
  readonly purpose: string;
  readonly facts: unknown;
  readonly schema: Schema;
  readonly seed: number;
}

/** Its own answers go through the question's schema like anybody else's. */
export function askHouse<Schema extends z.ZodType>(question: HouseQuestion<Schema>): Result<z.infer<Schema>> {
  const purpose = purposes.find((p) => p.name === question.purpose);
  if (purpose === undefined)
    return refuse('house-unknown-purpose', `The house model does not know how to answer "${question.purpose}".`, {
      where: 'purpose',
      fix: 'choose a model of a provider for this agent.',
    });
  const answer = purpose.answer(question.facts, createRandom(`${houseVersion}/${purpose.name}/${question.seed}`));
  if (!answer.ok) return answer;
  const parsed = question.schema.safeParse(answer.value);
  return parsed.success
    ? ok(parsed.data)
    : refuse('house-answer-form', `The house model has no answer in the form asked for by "${question.purpose}".`, {
        where: z.prettifyError(parsed.error).slice(0, 500),
      });
}
