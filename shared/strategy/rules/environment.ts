/** What a rule is evaluated against: the bars and what was known at their closes. */
import type { BarColumns } from '../../domain/bar.ts';
import type { RuleMarket, RuleScope } from './market.ts';

export interface RuleEnvironment {
  readonly columns: BarColumns;
  readonly parameters: Readonly<Record<string, number>>;
  /** Codes of names.ts per bar, 255 = unknown; without it every regime is unknown. */
  readonly regime?: { readonly label: Uint8Array; readonly volatility: Uint8Array };
  /** Fused score per bar, -1 to 1, NaN = unknown; without it every score is unknown. */
  readonly signal?: Float64Array;
  /** Whose bars they are, and who else there is: without them every other symbol is unknown. */
  readonly symbol?: string;
  readonly market?: RuleMarket;
  /** What the functions of schema 2 lean on: without it they are unknown. `compiled.scope` has it. */
  readonly scope?: RuleScope;
}

/**
 * As-of join: for every bar the newest value whose time is not after the bar's close; `missing` before the first.
 * Both time columns ascend.
 */
export function alignAsOf(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  barCloseTimes: Float64Array,
  missing = Number.NaN,
): Float64Array {
  const out = new Float64Array(barCloseTimes.length).fill(missing);
  let at = -1;
  for (let i = 0; i < barCloseTimes.length; i++) {
    const close = barCloseTimes[i] as number;
    while (at + 1 < times.length && (times[at + 1] as number) <= close) at++;
    if (at >= 0) out[i] = values[at] as number;
  }
  return out;
}

/** The same join for label codes, 255 before the first. */
export const alignCodes = (
  times: ArrayLike<number>,
  codes: ArrayLike<number>,
  barCloseTimes: Float64Array,
): Uint8Array => Uint8Array.from(alignAsOf(times, codes, barCloseTimes, 255));
