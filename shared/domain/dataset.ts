/** Datasets: content-addressed snapshots of market data that every result names by hash. */
import { z } from 'zod';
import { timeframeSchema } from './bar.ts';
import { instrumentSchema } from './instrument.ts';

/** One finding of the data quality check. */
export const qualityIssueSchema = z.strictObject({
  code: z.string(),
  /** Row number in the source, 1-based with the header as row 1; null when it concerns the whole series. */
  row: z.number().int().nullable(),
  text: z.string().max(300),
  repaired: z.boolean(),
});
export type QualityIssue = z.infer<typeof qualityIssueSchema>;

export const seriesInfoSchema = z.strictObject({
  symbol: z.string(),
  timeframe: timeframeSchema,
  bars: z.number().int().nonnegative(),
  /** Open time of the first and close time of the last bar, UTC epoch milliseconds. */
  from: z.number().int(),
  to: z.number().int(),
  /** SHA-256 over the columns' bytes. */
  hash: z.string().length(64),
  /** 0 (unusable) to 1 (clean). */
  qualityScore: z.number().min(0).max(1),
  issues: z.array(qualityIssueSchema).max(200),
});
export type SeriesInfo = z.infer<typeof seriesInfoSchema>;

/** A headline with where it came from; text is data, never an instruction. */
export const newsItemSchema = z.strictObject({
  id: z.string().max(80),
  publishedAt: z.number().int(),
  source: z.string().max(80),
  headline: z.string().max(400),
  summary: z.string().max(2000),
  url: z.string().max(500),
  symbols: z.array(z.string().max(32)).max(20),
});
export type NewsItem = z.infer<typeof newsItemSchema>;

/** A macro series in rows: each value with the day it became known. */
export const macroSeriesSchema = z.strictObject({
  id: z.string().max(40),
  name: z.string().max(120),
  unit: z.string().max(40),
  observations: z.array(z.strictObject({ knownAt: z.number().int(), value: z.number() })).max(20_000),
});
export type MacroSeries = z.infer<typeof macroSeriesSchema>;

export const datasetManifestSchema = z.strictObject({
  /** `ds-` and the first 16 hex digits of the content hash. */
  id: z.string().regex(/^ds-[0-9a-f]{16}$/),
  name: z.string().max(120),
  /** True for the bundled sample market: every view that shows it says so. */
  synthetic: z.boolean(),
  source: z.string().max(60),
  /** The series that stands for the market as a whole; null where there is none. */
  benchmark: z.string().nullable(),
  instruments: z.array(instrumentSchema),
  series: z.array(seriesInfoSchema),
  newsCount: z.number().int().nonnegative(),
  macro: z.array(z.strictObject({ id: z.string(), name: z.string(), observations: z.number().int() })),
});
export type DatasetManifest = z.infer<typeof datasetManifestSchema>;
