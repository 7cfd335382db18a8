/** Broken invariants stop loudly: these helpers throw, and what they throw is a bug in the desk, never bad input. */

/** The error of a broken invariant. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Throws {@link InvariantError} unless the condition holds; the sentence says what was expected. */
export function invariant(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new InvariantError(sentence);
}

/** Returns a value that is known to exist; `why` says why it must. */
export function ensureDefined<T>(value: T | undefined | null, why: string): T {
  invariant(value !== undefined && value !== null, why);
  return value;
}

/** Marks a switch as exhaustive. */
export function ensureNever(value: never): never {
  throw new InvariantError(`a case was not handled: ${JSON.stringify(value)}`);
}
