/**
 * The fused loop: signals to fills at the next open to equity in one pass, where nothing rests longer than a bar. It gives what
 * the event engine gives, to the last bit, at a fraction of the time (a property test holds the two together).
 */
import type { Account } from './account.ts';
import type { Feed, Market } from './market.ts';
import type { RunCosts } from './run-costs.ts';
import type { SignalColumns, Sizer } from './signal-plan.ts';
import type { AccountRules } from './strategy.ts';
import { purposeCode } from './trades.ts';

const exitCode = purposeCode('exit');
const entryCode = purposeCode('entry');

export interface FusedInput {
  readonly market: Market;
  readonly account: Account;
  readonly costs: RunCosts;
  readonly rules: AccountRules;
  readonly sizer: Sizer;
  /** Equity after each bar is written here, from row `first` to before row `end`. */
  readonly equity: Float64Array;
  readonly first: number;
  readonly end: number;
  readonly never: Uint8Array;
  readonly excursions: boolean;
}

/** Orders and fills of a run. */
export interface FusedCounts {
  orders: number;
  fills: number;
  rejected: number;
}

export function runFused(input: FusedInput, signals: SignalColumns, counts: FusedCounts): void {
  const { market, account, equity, first, end, never, sizer } = input;
  const feed = market.feeds[0] as Feed;
  const { open, close } = feed.columns;
  const lot = market.lotSize[0] as number;
  const entryLong = signals.entryLong ?? never;
  const exitLong = signals.exitLong ?? never;
  const entryShort = signals.entryShort ?? never;
  const exitShort = signals.exitShort ?? never;
  counts.orders = 0;
  counts.fills = 0;
  counts.rejected = 0;
  let cash = account.cash;
  let held = 0;
  /** Bit 1: the position is closed at the next open; otherwise signed shares to enter with. */
  let isLeaving = false;
  let entering = 0;
  for (let i = first; i < end; i++) {
    const last = close[i] as number;
    if (isLeaving || entering !== 0) {
      if (isLeaving) leave(input, feed, -held, open[i] as number, i, counts);
      if (entering !== 0) enter(input, feed, entering, open[i] as number, i, lot, counts);
      isLeaving = false;
      entering = 0;
      cash = account.cash;
      held = account.quantity[0] as number;
    }
    const value = held === 0 ? cash : cash + held * last;
    equity[i] = value;
    const wantsLong = entryLong[i] as number;
    const wantsShort = entryShort[i] as number;
    if (held === 0) {
      if (wantsLong === wantsShort) continue;
    } else {
      const ruled = held > 0 ? exitLong[i] === 1 : exitShort[i] === 1;
      const flips = wantsLong !== wantsShort && held > 0 === (wantsShort === 1);
      if (!ruled && !flips) continue;
      isLeaving = true;
      counts.orders++;
      if (!flips) continue;
    }
    const size = Math.floor(sizer(i, value, cash) / lot + 1e-9) * lot;
    if (!(size > 0) || !Number.isFinite(size)) continue;
    entering = wantsLong === 1 ? size : -size;
    counts.orders++;
  }
  // Positions that are still held were marked at the last close.
  if (held !== 0 && end > first) account.mark[0] = close[end - 1] as number;
}

function leave(input: FusedInput, feed: Feed, signed: number, reference: number, i: number, counts: FusedCounts): void {
  if (input.excursions) {
    const { high, low, close } = feed.columns;
    const from = input.account.entryBar[0] as number;
    for (let k = from; k < i; k++) input.account.see(0, high[k] as number, low[k] as number, close[k] as number);
  }
  fill(input, feed, signed, reference, i, exitCode, counts);
}

function enter(
  input: FusedInput,
  feed: Feed,
  signed: number,
  reference: number,
  i: number,
  lot: number,
  counts: FusedCounts,
): void {
  const { account, rules } = input;
  const sign = signed > 0 ? 1 : -1;
  const price = priceOf(input, sign, reference);
  let size = Math.abs(signed);
  if (rules.buying === 'gross') {
    const room = rules.leverage * account.cash;
    if (size * price > room) size = Math.min(size, Math.max(0, Math.floor(room / price / lot + 1e-9) * lot));
  }
  if (size > 0) fill(input, feed, sign * size, reference, i, entryCode, counts);
  else counts.rejected++;
}

const priceOf = (input: FusedInput, sign: number, reference: number): number =>
  reference * (1 + (sign * (input.costs.fixedSlippageBps as number)) / 10_000);

function fill(
  input: FusedInput,
  feed: Feed,
  signed: number,
  reference: number,
  i: number,
  purpose: number,
  counts: FusedCounts,
): void {
  const sign = signed > 0 ? 1 : -1;
  const size = Math.abs(signed);
  const price = priceOf(input, sign, reference);
  const time = feed.columns.openTime[i] as number;
  const fee = input.costs.fees(size, size * price, sign, time);
  input.account.fill(0, sign, size, price, reference, fee, time, i, purpose);
  counts.fills++;
}
