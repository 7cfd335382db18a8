/** Other symbols and all symbols, joined as of what was known: the shapes, the join and the cross-section. */
import type { BarColumns, Timeframe } from '../../domain/bar.ts';
import type { CalendarId } from '../../domain/calendar.ts';

/** One symbol as rules see it: its bars and what was known at their closes, row by row. */
export interface MarketSeries {
  readonly columns: BarColumns;
  readonly regime?: { readonly label: Uint8Array; readonly volatility: Uint8Array };
  readonly signal?: Float64Array;
}

/** The symbols there are, on the strategy's own timeframe. Asking twice must give the same object. */
export interface RuleMarket {
  series(symbol: string): MarketSeries | undefined;
}

/** What a rule may lean on besides its own bars. */
export interface RuleScope {
  readonly timeframe: Timeframe;
  readonly calendar: CalendarId;
  /** The strategy's symbols, sorted, each once: whom `rank` and its like compare. */
  readonly symbols: readonly string[];
  /** The other symbol of each one's pair. */
  readonly partners: Readonly<Record<string, string>>;
}

const dayMs = 86_400_000;

/** Oldest a joined value may be, in milliseconds: ten days, or three bars where those are longer. */
export function staleAfter(timeframe: Timeframe): number {
  if (timeframe === '1mo') return 93 * dayMs;
  return timeframe === '1w' ? 21 * dayMs : 10 * dayMs;
}

/** For every row the newest row of another series known by then and not stale; -1 where there is none. Both columns ascend. */
export function joinRows(known: Float64Array, theirs: Float64Array, stale: number): Int32Array {
  const out = new Int32Array(known.length);
  let i = 0;
  // Symbols of one market mostly share their times.
  for (const same = Math.min(known.length, theirs.length); i < same && known[i] === theirs[i]; i++) {
    if (known[i + 1] === known[i]) break;
    out[i] = i;
  }
  let at = i - 1;
  for (; i < known.length; i++) {
    const now = known[i] as number;
    while (at + 1 < theirs.length && (theirs[at + 1] as number) <= now) at++;
    out[i] = at >= 0 && now - (theirs[at] as number) <= stale ? at : -1;
  }
  return out;
}
