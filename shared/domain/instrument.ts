/** Instruments: what can be traded, with the facts an order needs. */
import { z } from 'zod';

export const instrumentSchema = z.strictObject({
  symbol: z.string().min(1).max(32),
  name: z.string().max(120),
  kind: z.enum(['equity', 'etf', 'index', 'fx', 'crypto', 'future']),
  /** Sector name, or `Unknown` where the source does not say. */
  sector: z.string().max(60),
  currency: z.string().length(3),
  /** Smallest price step in currency. */
  tickSize: z.number().positive(),
  /** Smallest quantity step in shares or units. */
  lotSize: z.number().positive(),
  /** False for an index that is only watched. */
  tradable: z.boolean(),
  /** Where the listing ended, as UTC epoch milliseconds; null while listed. */
  delistedAt: z.number().int().nullable(),
});
export type Instrument = z.infer<typeof instrumentSchema>;
