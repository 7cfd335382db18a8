/** Ids are unique for ever: numbers of a chain normally rise, so that one number a chain says whether an id is new. */
import { placeOf } from './journal-segments.ts';
import type { Sql } from './sql.ts';

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
