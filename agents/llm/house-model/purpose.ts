/** What the house model knows to answer: one purpose per file, composed from the facts alone. */
import type { Random } from '../../../shared/core/random.ts';
import type { Result } from '../../../shared/core/result.ts';

export interface Purpose {
  /** The `purpose` of a question. */
  readonly name: string;
  /** The answer, which the question's schema still judges. Refused when the facts needed are not there. */
  answer(facts: unknown, random: Random): Result<unknown>;
}

export const definePurpose = (purpose: Purpose): Purpose => purpose;
