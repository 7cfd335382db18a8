/** How much history an indicator needs before it no longer remembers where it began: compared at several warm-ups. */
import type { SymbolInput } from './look-ahead.ts';
import { rows } from './market-part.ts';
import { from } from './warm-up.ts';

export interface Recursion {
  /** The indicator as the rules write it. */
  readonly column: string;
  /** Greatest relative difference at the strategy's own warm-up. */
  readonly driftAtWarmUp: number;
  /** Extra bars after which the difference stays below {@link settled}; null when that is never. */
  readonly settlesAfter: number | null;
}

/** Extra bars given on top of the warm-up. */
const extras = [0, 50, 100, 200, 400, 800] as const;
const settled = 0.001;
/** Rows looked at in each series. */
const looks = 4;

/** @param make columns by name, of any stretch of history */
export function findRecursion(
  make: (input: SymbolInput) => Readonly<Record<string, ArrayLike<number>>>,
  warmUp: number,
  inputs: readonly SymbolInput[],
): Recursion[] {
  const drifts = new Map<string, number[]>();
  for (const input of inputs) {
    const length = input.columns.close.length;
    const whole = make(input);
    for (let k = 0; k < looks; k++) {
      const row = length - 1 - Math.floor((k * length) / (2 * looks));
      extras.forEach((extra, place) => {
        const start = row - warmUp - extra;
        if (start < 1) return;
        const late = make(upTo(from(input, start), row - start + 1));
        for (const [name, column] of Object.entries(whole)) {
          const [full, short] = [column[row] as number, late[name]?.[row - start] as number];
          const size = Math.max(Math.abs(full), 1e-9 * Math.abs(input.columns.close[row] as number));
          const drift = Object.is(full, short) ? 0 : Math.abs(full - short) / size;
          const list = drifts.get(name) ?? extras.map(() => 0);
          list[place] = Math.max(list[place] as number, Number.isNaN(drift) ? 1 : drift);
          drifts.set(name, list);
        }
      });
    }
  }
  return [...drifts].map(([column, list]) => {
    let place = list.length;
    while (place > 0 && (list[place - 1] as number) < settled) place--;
    return { column, driftAtWarmUp: list[0] as number, settlesAfter: extras[place] ?? null };
  });
}

/** The first bars of a history; the rest of the market is read by time, and what is later is not read. */
const upTo = (input: SymbolInput, end: number): SymbolInput => ({ ...input, ...rows(input, 0, end) });
