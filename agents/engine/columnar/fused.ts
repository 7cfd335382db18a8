/** The fused loop: signals to fills at the next open to equity in one pass. It gives what the event engine gives, to the last bit. */
import type { Account } from './account.ts';
import type { Feed, Market } from './market.ts';
import type { RunCosts } from './run-costs.ts';
import type { SignalColumns, Sizer } from './signal-plan.ts';
import type { AccountRules } from './strategy.ts';
import { purposeCode } from './trades.ts';

const exitCode = purposeCode('exit');

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

/** What passes from one block of bars to the next. Numbers that change stand at 0.5 first, so that they are kept as doubles. */
class Pass {
  cash = 0.5;
  held = 0.5;
  entryPrice = 0.5;
  entryFee = 0.5;
  entryBar = 0;
  isLeaving = false;
  /** Signed shares to enter with at the next open. */
  entering = 0.5;
}

/** Bars in one go: short enough for the loop to be compiled as a whole instead of while it runs. */
const blockBars = 4096;

export function runFused(input: FusedInput, signals: SignalColumns, counts: FusedCounts): void {
  const { market, account, first, end } = input;
  const { openTime, close } = (market.feeds[0] as Feed).columns;
  const pass = new Pass();
  pass.cash = account.cash;
  pass.held = 0;
  pass.entering = 0;
  counts.orders = 0;
  counts.fills = 0;
  counts.rejected = 0;
  for (let from = first; from < end; from += blockBars)
    runBlock(input, signals, counts, pass, from, Math.min(end, from + blockBars));
  account.cash = pass.cash;
  if (pass.held === 0) return;
  const { held, entryPrice, entryBar, entryFee } = pass;
  account.resume(0, held, entryPrice, openTime[entryBar] as number, entryBar, entryFee);
  account.mark[0] = close[end - 1] as number;
}

function runBlock(
  input: FusedInput,
  signals: SignalColumns,
  counts: FusedCounts,
  pass: Pass,
  from: number,
  end: number,
): void {
  const { market, account, equity, never, sizer, rules } = input;
  const { open, high, low, close, openTime } = (market.feeds[0] as Feed).columns;
  const lot = market.lotSize[0] as number;
  const { fees } = input.costs;
  const slip = (input.costs.fixedSlippageBps as number) / 10_000;
  const { trades, totals } = account;
  const entryLong = signals.entryLong ?? never;
  const exitLong = signals.exitLong ?? never;
  const entryShort = signals.entryShort ?? never;
  const exitShort = signals.exitShort ?? never;
  let { cash, held, entryPrice, entryFee, entryBar, isLeaving, entering } = pass;
  let orders = 0;
  let fills = 0;
  let rejected = 0;
  let i = from;
  while (i < end) {
    const reference = open[i] as number;
    if (isLeaving) {
      isLeaving = false;
      const sign = held > 0 ? -1 : 1;
      const size = Math.abs(held);
      const price = reference * (1 + sign * slip);
      const notional = size * price;
      const time = openTime[i] as number;
      const fee = fees(size, notional, sign, time);
      cash -= sign * notional + fee;
      totals.fees += fee;
      totals.slippage += Math.abs(price - reference) * size;
      totals.tradedNotional += notional;
      let peak = Math.max(entryPrice, price);
      let trough = Math.min(entryPrice, price);
      if (input.excursions)
        for (let k = entryBar; k < i; k++) {
          if ((high[k] as number) > peak) peak = high[k] as number;
          if ((low[k] as number) < trough) trough = low[k] as number;
        }
      // The same sums in the same order as in the account: an average of one fill is not always its price to the last bit.
      const entry = (size * entryPrice) / size;
      const t = trades.add();
      trades.symbol[t] = 0;
      trades.side[t] = -sign;
      trades.entryBar[t] = entryBar;
      trades.exitBar[t] = i;
      trades.reason[t] = exitCode;
      trades.quantity[t] = size;
      trades.entryTime[t] = openTime[entryBar] as number;
      trades.entryPrice[t] = entry;
      trades.exitTime[t] = time;
      trades.exitPrice[t] = notional / size;
      trades.fees[t] = entryFee + fee;
      trades.pnl[t] = 0 - sign * size * (price - entryPrice) - (entryFee + fee);
      const highest = peak / entry - 1;
      const lowest = trough / entry - 1;
      trades.adverse[t] = Math.min(0, sign < 0 ? lowest : -highest);
      trades.favourable[t] = Math.max(0, sign < 0 ? highest : -lowest);
      held = 0;
      fills++;
    }
    if (entering !== 0) {
      const sign = entering > 0 ? 1 : -1;
      let size = Math.abs(entering);
      entering = 0;
      const price = reference * (1 + sign * slip);
      if (rules.buying === 'gross') {
        const room = rules.leverage * cash;
        if (size * price > room) size = Math.min(size, Math.max(0, Math.floor(room / price / lot + 1e-9) * lot));
      }
      if (size > 0) {
        const notional = size * price;
        const fee = fees(size, notional, sign, openTime[i] as number);
        cash -= sign * notional + fee;
        totals.fees += fee;
        totals.slippage += Math.abs(price - reference) * size;
        totals.tradedNotional += notional;
        held = sign * size;
        entryPrice = price;
        entryFee = fee;
        entryBar = i;
        fills++;
      } else rejected++;
    }
    // On to the next bar that wants anything: most bars only mark the position.
    if (held === 0) i = rest(equity, cash, entryLong, entryShort, i, end);
    else if (held > 0) i = hold(equity, cash, held, close, exitLong, entryShort, entryLong, i, end);
    else i = hold(equity, cash, held, close, exitShort, entryLong, entryShort, i, end);
    if (i === end) break;
    const flips =
      held > 0 ? entryShort[i] === 1 && entryLong[i] !== 1 : held < 0 && entryLong[i] === 1 && entryShort[i] !== 1;
    if (held !== 0) {
      isLeaving = true;
      orders++;
    }
    if (held === 0 || flips) {
      const size = Math.floor(sizer(i, equity[i] as number, cash) / lot + 1e-9) * lot;
      if (size > 0 && Number.isFinite(size)) {
        entering = entryLong[i] === 1 ? size : -size;
        orders++;
      }
    }
    i++;
  }
  pass.cash = cash;
  pass.held = held;
  pass.entryPrice = entryPrice;
  pass.entryFee = entryFee;
  pass.entryBar = entryBar;
  pass.isLeaving = isLeaving;
  pass.entering = entering;
  counts.orders += orders;
  counts.fills += fills;
  counts.rejected += rejected;
}

/** Flat until a bar wants exactly one side. Answers that bar, or the end. */
function rest(
  equity: Float64Array,
  cash: number,
  long: Uint8Array,
  short: Uint8Array,
  from: number,
  end: number,
): number {
  for (let i = from; i < end; i++) {
    equity[i] = cash;
    if (long[i] !== short[i]) return i;
  }
  return end;
}

/** Held until a bar wants out: its exit, or an entry of the other side alone. Answers that bar, or the end. */
function hold(
  equity: Float64Array,
  cash: number,
  held: number,
  close: Float64Array,
  exit: Uint8Array,
  other: Uint8Array,
  same: Uint8Array,
  from: number,
  end: number,
): number {
  for (let i = from; i < end; i++) {
    equity[i] = cash + held * (close[i] as number);
    if (exit[i] === 1 || (other[i] === 1 && same[i] !== 1)) return i;
  }
  return end;
}
