/** What happened on a bar, as columns that are used again on the next one. */

export const eventKinds = { fill: 0, expired: 1, cancelled: 2, rejected: 3 } as const;
export const places = { open: 0, intrabar: 1, close: 2 } as const;

export class MatchEvents {
  count = 0;
  kind: Uint8Array = new Uint8Array(16);
  place: Uint8Array = new Uint8Array(16);
  reason: Uint8Array = new Uint8Array(16);
  slot: Int32Array = new Int32Array(16);
  /** Price the reason speaks of. */
  level: Float64Array = new Float64Array(16);
  quantity: Float64Array = new Float64Array(16);
  /** After slippage. */
  price: Float64Array = new Float64Array(16);
  /** Before slippage. */
  reference: Float64Array = new Float64Array(16);
  slippageBps: Float64Array = new Float64Array(16);
  fee: Float64Array = new Float64Array(16);
  time: Float64Array = new Float64Array(16);
  /** After the fill; for an end, what had been filled. */
  remaining: Float64Array = new Float64Array(16);
  filled: Float64Array = new Float64Array(16);

  /** Index of a new event. */
  add(): number {
    if (this.count === this.slot.length) this.#grow();
    return this.count++;
  }

  #grow(): void {
    const length = this.count * 2;
    for (const name of ['kind', 'place', 'reason'] as const) {
      const to = new Uint8Array(length);
      to.set(this[name]);
      this[name] = to;
    }
    const slot = new Int32Array(length);
    slot.set(this.slot);
    this.slot = slot;
    for (const name of [
      'level',
      'quantity',
      'price',
      'reference',
      'slippageBps',
      'fee',
      'time',
      'remaining',
      'filled',
    ] as const) {
      const to = new Float64Array(length);
      to.set(this[name]);
      this[name] = to;
    }
  }
}
