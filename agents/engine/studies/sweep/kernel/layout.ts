/** How a crossing sweep lies in memory, and what a kernel that runs over it is asked. */

/** Running figures of one combination, each a double. */
export const stateFields = [
  'cash',
  'quantity',
  'equity',
  'peak',
  /** Smallest equity over peak. */
  'worst',
  /** 1 when it waits for the fast column above the slow one, -1 when for below. */
  'look',
  /** Bar before which nothing can happen; past the end once the account is ruined. */
  'start',
  /** First bar whose return is not in the sums yet. */
  'counted',
  /** Sums of the bar returns and of their squares. */
  'sum',
  'squares',
  /** What the running sums of the market's returns were at the entry; all-in only. */
  'baseSum',
  'baseSquares',
  /** Round trips that ended. */
  'trades',
] as const;
export type StateField = (typeof stateFields)[number];

export const stateBytes = stateFields.length * 8;
/** Bytes from the start of a state to a field. */
export const fieldOffset = (field: StateField): number => 8 * stateFields.indexOf(field);

/** Bars that share one lowest and one highest close: where neither matters, all of them are passed at once. */
export const stretchBars = 16;

export const pageBytes = 65_536;
/** Largest memory of a sweep: 2 GiB, so that every address is a positive 32-bit integer. */
export const maximumPages = 32_767;

/**
 * `all-in`: long with all the cash there is at the fill, or flat. `percent`: long with a share of the equity, both as of the
 * close that decides, or flat. `long-short`: long or short with such a share, reversed at each crossing.
 */
export const crossingModes = ['all-in', 'percent', 'long-short'] as const;
export type CrossingMode = (typeof crossingModes)[number];

/** What is the same for all combinations; addresses are bytes into the memory. */
export interface CrossingCall {
  readonly bars: number;
  readonly open: number;
  readonly close: number;
  /** Running sums of the market's close-to-close returns and of their squares. */
  readonly sum: number;
  readonly squares: number;
  /** Lowest and highest close of each stretch of bars. */
  readonly lowest: number;
  readonly highest: number;
  /** Share of the cash (all-in) or of the equity put into a position, above 0. */
  readonly fraction: number;
  /** Cash paid per unit of price when buying and received when selling, e.g. 1.001 and 0.999. */
  readonly buy: number;
  readonly sell: number;
}

/**
 * Runs one combination over the bars `from` to `to` (not included).
 * `state`, `fast` and `slow` are addresses.
 */
export type CrossingKernel = (state: number, fast: number, slow: number, from: number, to: number) => void;
