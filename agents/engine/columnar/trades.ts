/** Round trips and fills as columns that grow and are used again. */
import type { TradeRecord } from '../../../shared/domain/metrics.ts';

const wide = (from: Float64Array, length: number): Float64Array => {
  const to = new Float64Array(length);
  to.set(from);
  return to;
};
const whole = (from: Int32Array, length: number): Int32Array => {
  const to = new Int32Array(length);
  to.set(from);
  return to;
};

/** Why a position was closed: what the order was for. The first are the order path's purposes. */
export const purposes = [
  'entry',
  'exit',
  'stop-loss',
  'take-profit',
  'trailing-stop',
  'time-exit',
  'flatten',
  'rebalance',
  'margin-call',
  'delisted: closed at the last price',
] as const;
export type Purpose = (typeof purposes)[number];
export const purposeCode = (purpose: Purpose): number => purposes.indexOf(purpose);

/** Closed round trips, one row each. */
export class TradeColumns {
  count = 0;
  symbol: Int32Array = new Int32Array(64);
  /** 1 long, -1 short. */
  side: Int32Array = new Int32Array(64);
  /** Rows of the symbol's traded feed. */
  entryBar: Int32Array = new Int32Array(64);
  exitBar: Int32Array = new Int32Array(64);
  /** Index of {@link purposes}. */
  reason: Int32Array = new Int32Array(64);
  quantity: Float64Array = new Float64Array(64);
  entryTime: Float64Array = new Float64Array(64);
  entryPrice: Float64Array = new Float64Array(64);
  exitTime: Float64Array = new Float64Array(64);
  exitPrice: Float64Array = new Float64Array(64);
  fees: Float64Array = new Float64Array(64);
  /** Net of fees, dividends included. */
  pnl: Float64Array = new Float64Array(64);
  /** Worst and best open result as a share of the entry's notional: at most 0, at least 0. */
  adverse: Float64Array = new Float64Array(64);
  favourable: Float64Array = new Float64Array(64);

  add(): number {
    if (this.count === this.symbol.length) {
      const length = this.count * 2;
      for (const name of ['symbol', 'side', 'entryBar', 'exitBar', 'reason'] as const)
        this[name] = whole(this[name], length);
      for (const name of [
        'quantity',
        'entryTime',
        'entryPrice',
        'exitTime',
        'exitPrice',
        'fees',
        'pnl',
        'adverse',
        'favourable',
      ] as const)
        this[name] = wide(this[name], length);
    }
    return this.count++;
  }

  /** A copy that outlives the next run. */
  snapshot(): TradeColumns {
    const copy = new TradeColumns();
    copy.count = this.count;
    for (const name of ['symbol', 'side', 'entryBar', 'exitBar', 'reason'] as const)
      copy[name] = this[name].slice(0, Math.max(1, this.count));
    for (const name of [
      'quantity',
      'entryTime',
      'entryPrice',
      'exitTime',
      'exitPrice',
      'fees',
      'pnl',
      'adverse',
      'favourable',
    ] as const)
      copy[name] = this[name].slice(0, Math.max(1, this.count));
    return copy;
  }

  /** Row i as the record that reports and metrics know. */
  record(i: number, symbols: readonly string[]): TradeRecord {
    return {
      symbol: symbols[this.symbol[i] as number] as string,
      side: this.side[i] === 1 ? 'long' : 'short',
      quantity: this.quantity[i] as number,
      entryTime: this.entryTime[i] as number,
      entryPrice: this.entryPrice[i] as number,
      exitTime: this.exitTime[i] as number,
      exitPrice: this.exitPrice[i] as number,
      exitReason: purposes[this.reason[i] as number] as string,
      fees: this.fees[i] as number,
      pnl: this.pnl[i] as number,
      barsHeld: (this.exitBar[i] as number) - (this.entryBar[i] as number),
    };
  }
}

/** Fills, one row each; kept only where a run asks for them. */
export class FillColumns {
  count = 0;
  symbol: Int32Array = new Int32Array(64);
  side: Int32Array = new Int32Array(64);
  bar: Int32Array = new Int32Array(64);
  /** Sequence of the order. */
  order: Int32Array = new Int32Array(64);
  quantity: Float64Array = new Float64Array(64);
  price: Float64Array = new Float64Array(64);
  fee: Float64Array = new Float64Array(64);
  time: Float64Array = new Float64Array(64);

  add(): number {
    if (this.count === this.symbol.length) {
      const length = this.count * 2;
      for (const name of ['symbol', 'side', 'bar', 'order'] as const) this[name] = whole(this[name], length);
      for (const name of ['quantity', 'price', 'fee', 'time'] as const) this[name] = wide(this[name], length);
    }
    return this.count++;
  }
}
