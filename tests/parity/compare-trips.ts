/** Compares round trips of two engines one by one, and follows what a named convention moves apart until both are flat together again. */
import { difference } from './compare.ts';
import type { Trip } from './engines/engine.ts';
import type { Series } from './series.ts';

/** Why two engines may leave one position on different bars. */
export type TripConvention = 'entry-bar' | 'trail-close';

export interface TripsCompared {
  /** Trips that are equal in every field. */
  equal: number;
  /** Trips that are equal in time and prices, sized by equities that an excused trip has moved apart. */
  equalButForSize: number;
  /** Trips that left on another bar by a convention, and how many later trips were moved by them. */
  readonly excused: Map<TripConvention, number>;
  moved: number;
  largestPrice: number;
  largestProfit: number;
  readonly wrong: string[];
}

export interface TripRules {
  /** True where a protective order of ours works on the bar of its entry and the peer's only from the next bar on. */
  readonly guardsWait: boolean;
  /** True where our trailing stop is proved by the close and the peer's is moved at the close. */
  readonly trails: boolean;
  /** Profit is compared to half a unit of this decimal place where ours is rounded. */
  readonly moneyDecimals: number | undefined;
}

const words = (t: Trip): string =>
  `${t.side > 0 ? 'long' : 'short'} ${t.size} in on ${t.entryBar} at ${t.entryPrice}, out on ${t.exitBar} at ${t.exitPrice}, ${t.pnl}`;

export const priceTolerance = 1e-9;
/** Of the notional: sums of large amounts are known to about this. */
export const profitTolerance = 1e-9;

export function compareTrips(
  mine: readonly Trip[],
  theirs: readonly Trip[],
  series: Series,
  rules: TripRules,
): TripsCompared {
  const out: TripsCompared = {
    equal: 0,
    equalButForSize: 0,
    excused: new Map(),
    moved: 0,
    largestPrice: 0,
    largestProfit: 0,
    wrong: [],
  };
  let until = -1;
  let i = 0;
  let j = 0;
  const skip = (trip: Trip): boolean => {
    if (trip.entryBar > until) return false;
    until = Math.max(until, trip.exitBar);
    out.moved++;
    return true;
  };
  while (i < mine.length || j < theirs.length) {
    const a = mine[i];
    const b = theirs[j];
    if (a === undefined || b === undefined || a.entryBar !== b.entryBar) {
      const isMine = b === undefined || (a !== undefined && a.entryBar < b.entryBar);
      const alone = (isMine ? a : b) as Trip;
      if (!skip(alone)) {
        out.wrong.push(`only ${isMine ? 'ours' : 'theirs'}: ${words(alone)}`);
        return out;
      }
      if (isMine) i++;
      else j++;
      continue;
    }
    i++;
    j++;
    const sameExit = a.exitBar === b.exitBar && difference(a.exitPrice, b.exitPrice) <= priceTolerance;
    if (a.side !== b.side || difference(a.entryPrice, b.entryPrice) > priceTolerance) {
      out.wrong.push(`ours ${words(a)}; theirs ${words(b)}`);
      return out;
    }
    if (!sameExit) {
      const convention = excuseOf(a, b, series, rules);
      if (convention === undefined) {
        out.wrong.push(`ours ${words(a)}; theirs ${words(b)}`);
        return out;
      }
      out.excused.set(convention, (out.excused.get(convention) ?? 0) + 1);
      until = Math.max(until, a.exitBar, b.exitBar);
      continue;
    }
    out.largestPrice = Math.max(
      out.largestPrice,
      difference(a.entryPrice, b.entryPrice),
      difference(a.exitPrice, b.exitPrice),
    );
    const rounding = rules.moneyDecimals === undefined ? 0 : 0.5 * 10 ** -rules.moneyDecimals;
    const apart = Math.max(0, Math.abs(a.pnl / a.size - b.pnl / b.size) - rounding / a.size) / a.entryPrice;
    out.largestProfit = Math.max(out.largestProfit, apart);
    if (apart > profitTolerance || (a.size !== b.size && until < 0)) {
      out.wrong.push(`ours ${words(a)}; theirs ${words(b)}`);
      return out;
    }
    if (a.size === b.size) out.equal++;
    else out.equalButForSize++;
  }
  return out;
}

function excuseOf(mine: Trip, theirs: Trip, series: Series, rules: TripRules): TripConvention | undefined {
  if (rules.guardsWait && mine.exitBar === mine.entryBar && theirs.exitBar > theirs.entryBar) return 'entry-bar';
  // The close lay beyond the trigger that the bar's own extreme had moved; the peer meets that trigger on the next bar.
  const close = series.close[mine.exitBar] as number;
  const passed = mine.side > 0 ? close <= mine.exitPrice : close >= mine.exitPrice;
  if (rules.trails && passed && theirs.exitBar === mine.exitBar + 1) return 'trail-close';
  return undefined;
}
