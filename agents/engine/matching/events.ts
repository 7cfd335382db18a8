/** What happened on a bar: rows of numbers in one column, used again on the next bar. */

export const eventKinds = { fill: 0, expired: 1, cancelled: 2, rejected: 3 } as const;
export const places = { open: 0, intrabar: 1, close: 2 } as const;

/** Numbers of an event. One column is reached faster than thirteen. */
export const eventWidth = 16;

/** Where each number stands in an event's row. */
export const eventAt = {
  kind: 0,
  place: 1,
  reason: 2,
  slot: 3,
  /** Price the reason speaks of. */
  level: 4,
  quantity: 5,
  /** After slippage. */
  price: 6,
  /** Before slippage. */
  reference: 7,
  slippageBps: 8,
  fee: 9,
  time: 10,
  /** After the fill; for an end, what had been left to fill. */
  remaining: 11,
  filled: 12,
} as const;

export class MatchEvents {
  count = 0;
  rows: Float64Array = new Float64Array(16 * eventWidth);

  /** Index of a new event. */
  add(): number {
    if ((this.count + 1) * eventWidth > this.rows.length) {
      const wider = new Float64Array(this.rows.length * 2);
      wider.set(this.rows);
      this.rows = wider;
    }
    return this.count++;
  }

  /** One number of one event. */
  at(event: number, name: keyof typeof eventAt): number {
    return this.rows[event * eventWidth + eventAt[name]] as number;
  }
}
