/** Expected failures as values: a result is either a value or a refusal that a trader can read. */

/** Why something was refused: one clear sentence, where it happened and how to fix it. */
export interface Refusal {
  /** Stable machine name in kebab-case, e.g. `missing-column`. */
  readonly code: string;
  /** One sentence in plain words. */
  readonly message: string;
  /** The place: a field, a file with row and column, a character offset. */
  readonly where?: string;
  /** What the person can do about it. */
  readonly fix?: string;
}

export type Ok<T> = { readonly ok: true; readonly value: T };
export type Err<E> = { readonly ok: false; readonly error: E };
export type Result<T, E = Refusal> = Ok<T> | Err<E>;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });
export const err = <E>(error: E): Err<E> => ({ ok: false, error });

/** Builds a refused result in one call. */
export const refuse = (code: string, message: string, more: Pick<Refusal, 'where' | 'fix'> = {}): Err<Refusal> =>
  err({ code, message, ...more });

/** One line for a terminal or a toast: sentence, place, cure. */
export const refusalText = (r: Refusal): string =>
  [r.where ? `${r.message} (${r.where})` : r.message, r.fix ? `Fix: ${r.fix}` : ''].filter(Boolean).join(' ');
