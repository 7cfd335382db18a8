/** Ids are unique for ever: numbers of a chain normally rise, so that one number a chain says whether an id is new. */
import type { Sql } from './sql.ts';

/** Where an id stands: `run-7/12` is number 12 of chain `run-7`; any other text is number 0 of itself. Two ids never share a place. */
export interface IdPlace {
  readonly chain: string;
  readonly number: number;
}

/** The number that a text is from a place on, written as numbers are; 0 when it is none. */
function numberFrom(text: string, at: number): number {
  if (text.length - at > 15 || text.charCodeAt(at) === 48) return 0;
  let number = 0;
  for (let i = at; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return 0;
    number = number * 10 + digit;
  }
  return number;
}

/** The number of an id within a chain; 0 when it is of no such form. */
export const numberIn = (id: string, chain: string): number =>
  id.charCodeAt(chain.length) === 47 && id.startsWith(chain) ? numberFrom(id, chain.length + 1) : 0;

/** @param correlationId the likely chain: nearly every id begins with its correlation. */
export function placeOf(id: string, correlationId = ''): IdPlace {
  const own = numberIn(id, correlationId);
  if (own > 0) return { chain: correlationId, number: own };
  const at = id.lastIndexOf('/');
  const number = at < 0 ? 0 : numberFrom(id, at + 1);
  return number > 0 ? { chain: id.slice(0, at), number } : { chain: id, number: 0 };
}

export interface IdRegister {
  /** Whether an id is new; from now on it is taken. */
  claim(id: string, correlationId: string): boolean;
}

/**
 * @param recorded highest sequence on disk when the journal was opened; the index holds everything up to there.
 * @param exists looks everywhere, for the rare id that is not above all others of its chain.
 */
export function createIdRegister(reader: Sql, recorded: number, exists: (id: string) => boolean): IdRegister {
  /** Highest number by chain: on disk, or claimed since. A chain that was never seen has none. */
  const highest = new Map<string, number>();
  const onDisk = (chain: string): number =>
    recorded === 0
      ? -1
      : (reader.get<{ n: number | null }>('SELECT max(highest) AS n FROM chains WHERE chain = ?', chain)?.n ?? -1);
  return {
    claim(id, correlationId) {
      const { chain, number } = placeOf(id, correlationId);
      const known = highest.get(chain) ?? onDisk(chain);
      if (number <= known) {
        highest.set(chain, known);
        return !exists(id);
      }
      highest.set(chain, number);
      return true;
    },
  };
}
