/** The bars of one symbol on one timeframe as they come, and the cells worked out on them. */
import type { Timeframe } from '../../domain/bar.ts';
import type { BarGrouper, BarRow } from '../rules/higher-bars.ts';
import type { RuleScope } from '../rules/market.ts';

/** A closed bar with what was known at its close; codes of names.ts, 255 = unknown, NaN = no score. */
export interface KnownBar {
  readonly bar: BarRow;
  readonly regime: number;
  readonly volatility: number;
  readonly signal: number;
}

/** The moment that is being worked on, shared by all contexts. */
export interface Now {
  time: number;
  /** Counts moments; a cell is stepped once in each. */
  moment: number;
}

/** One part of a rule on one series of bars. Stepped once for every row that became known at a moment. */
export class Cell {
  readonly context: Context;
  /** Value on the newest row. */
  last: number;
  /** Values on the rows of this moment, oldest first. */
  readonly fresh: number[] = [];
  readonly #inputs: readonly Cell[];
  readonly #step: (k: number, row: KnownBar) => number;
  #moment = -1;

  constructor(context: Context, unknown: number, inputs: readonly Cell[], step: (k: number, row: KnownBar) => number) {
    this.context = context;
    this.last = unknown;
    this.#inputs = inputs;
    this.#step = step;
  }

  /** Works out this moment's rows, inputs first; asking again does nothing. */
  pull(): void {
    const { now, rows } = this.context;
    if (this.#moment === now.moment) return;
    this.#moment = now.moment;
    for (const input of this.#inputs) input.pull();
    this.fresh.length = 0;
    for (let k = 0; k < rows.length; k++) {
      this.last = this.#step(k, rows[k] as KnownBar);
      this.fresh.push(this.last);
    }
  }
}

/** A symbol's own bars, or longer bars made of them. */
export class Context {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly scope: RuleScope;
  readonly now: Now;
  /** Rows that became known at this moment. */
  readonly rows: KnownBar[] = [];
  readonly cells = new Map<string, Cell>();
  readonly longer = new Map<Timeframe, { readonly context: Context; readonly grouper: BarGrouper }>();
  /** Rows so far. */
  count = 0;
  /** When the newest row was known; NaN before the first. */
  known = Number.NaN;
  #before: KnownBar | undefined;

  constructor(symbol: string, timeframe: Timeframe, scope: RuleScope, now: Now) {
    this.symbol = symbol;
    this.timeframe = timeframe;
    this.scope = scope;
    this.now = now;
  }

  /** Forgets the rows of the moment before. */
  clear(): void {
    this.rows.length = 0;
    for (const { context } of this.longer.values()) context.clear();
  }

  /** Takes a row, and gives the longer bars that it closes to their contexts. */
  take(row: KnownBar): void {
    this.rows.push(row);
    this.count++;
    this.known = this.now.time;
    for (const { context, grouper } of this.longer.values()) {
      const { before, own } = grouper.add(row.bar);
      if (before && this.#before) context.take({ ...this.#before, bar: before });
      if (own) context.take({ ...row, bar: own });
    }
    this.#before = row;
  }

  /** Steps every cell; cells of other contexts that they lean on are stepped on the way. */
  pull(): void {
    for (const cell of this.cells.values()) cell.pull();
    for (const { context } of this.longer.values()) context.pull();
  }
}
