/** The signals as a strategy of the event engine: exits first, then entries with their protective children. */
import type { SignalColumns, SignalProtection, Sizer } from './signal-plan.ts';
import type { Broker, OrderHandle, Strategy } from './strategy.ts';

export class SignalStrategy implements Strategy {
  readonly #protection: SignalProtection;
  readonly #sizer: Sizer;
  readonly #never: Uint8Array;
  #entryLong: Uint8Array;
  #exitLong: Uint8Array;
  #entryShort: Uint8Array;
  #exitShort: Uint8Array;
  #entry: OrderHandle = -1;
  #exit: OrderHandle = -1;

  constructor(bars: number, protection: SignalProtection, sizer: Sizer) {
    this.#protection = protection;
    this.#sizer = sizer;
    this.#never = new Uint8Array(bars);
    this.#entryLong = this.#never;
    this.#exitLong = this.#never;
    this.#entryShort = this.#never;
    this.#exitShort = this.#never;
  }

  take(signals: SignalColumns): void {
    this.#entryLong = signals.entryLong ?? this.#never;
    this.#exitLong = signals.exitLong ?? this.#never;
    this.#entryShort = signals.entryShort ?? this.#never;
    this.#exitShort = signals.exitShort ?? this.#never;
  }

  onStart(): void {
    this.#entry = -1;
    this.#exit = -1;
  }

  onBar(broker: Broker, _feed: number, bar: number): void {
    const held = broker.held(0);
    const wantsLong = this.#entryLong[bar] === 1;
    const wantsShort = this.#entryShort[bar] === 1;
    let leaves = false;
    if (held !== 0) {
      const flips = held > 0 ? wantsShort && !wantsLong : wantsLong && !wantsShort;
      const limit = this.#protection.timeExitBars;
      const timed = limit !== null && bar - (broker.account.entryBar[0] as number) + 1 >= limit;
      leaves = (held > 0 ? this.#exitLong[bar] : this.#exitShort[bar]) === 1 || flips || timed;
      if (!leaves || (this.#exit >= 0 && broker.isAtRest(this.#exit))) return;
      this.#exit = broker.close(0, timed && !flips ? 'time-exit' : 'exit');
    }
    if (wantsLong === wantsShort || broker.market.tradable[0] === 0) return;
    // The side that is being left is not entered again on the same bar.
    if (leaves && held > 0 === wantsLong) return;
    if (this.#entry >= 0 && broker.isAtRest(this.#entry)) return;
    this.#enter(broker, wantsLong ? 1 : -1, bar);
  }

  /** Without a cap on volume an entry fills at the next open or not at all; with one its rest may fill until the day ends. */
  #force(broker: Broker): 'ioc' | 'day' {
    return broker.participation === null ? 'ioc' : 'day';
  }

  #enter(broker: Broker, sign: 1 | -1, bar: number): void {
    const lot = broker.market.lotSize[0] as number;
    const wanted = this.#sizer(bar, broker.equity(), broker.account.cash);
    const quantity = Math.floor(wanted / lot + 1e-9) * lot;
    if (!(quantity > 0) || !Number.isFinite(quantity)) return;
    const { stopPercent, targetPercent, trailPercent } = this.#protection;
    if (stopPercent === null && targetPercent === null && trailPercent === null) {
      this.#entry = broker.order(0, sign * quantity, 'entry', this.#force(broker));
      return;
    }
    const close = broker.market.feeds[0]?.columns.close[bar] as number;
    const target = targetPercent === null ? null : close * (1 + (sign * targetPercent) / 100);
    this.#entry = broker.bracket(
      { symbol: 0, side: sign > 0 ? 'buy' : 'sell', quantity, timeInForce: this.#force(broker) },
      stopPercent === null ? null : close * (1 - (sign * stopPercent) / 100),
      // A short's target of 100 % and more lies at or below zero: it can never be reached.
      target !== null && target > 0 ? target : null,
      trailPercent === null ? null : trailPercent * 100,
    );
  }
}
