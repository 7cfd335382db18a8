/** Reads back the peaks, day starts and last prices that a desk keeps over a restart. */
import { z } from 'zod';
import type { EquityTracker } from './equity.ts';
import type { KeptMarks, Quote } from './facts.ts';

const stateSchema = z.object({ equity: z.number(), peak: z.number(), dayStart: z.number(), day: z.string() });
const marksSchema: z.ZodType<KeptMarks> = z.object({
  equity: z.array(z.tuple([z.string(), stateSchema])),
  quotes: z.array(z.tuple([z.string(), z.object({ price: z.number(), at: z.number() })])),
  marketTime: z.number(),
});

/**
 * Fills the tracker and the quotes: positions worth their cost would look like a loss, or a gain, nobody had.
 * `fault` says that something was kept and cannot be read; then nothing is filled.
 */
export function restoreMarks(
  text: string | undefined,
  equity: EquityTracker,
  quotes: Map<string, Quote>,
): { readonly marketTime: number; readonly fault: string | null } {
  if (text === undefined) return { marketTime: 0, fault: null };
  try {
    const kept = marksSchema.parse(JSON.parse(text));
    equity.restore(kept.equity);
    for (const [symbol, quote] of kept.quotes) quotes.set(symbol, quote);
    return { marketTime: kept.marketTime, fault: null };
  } catch {
    const fault =
      'Equity peaks and last prices could not be read, so drawdowns count from now. Check them, then re-arm.';
    return { marketTime: 0, fault };
  }
}
