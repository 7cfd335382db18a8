/** What was found in a strategy that somebody wrote: each finding with its place, its reason and its cure. */
import { z } from 'zod';

/** Longest text the desk takes for a check, in characters. */
export const mostSourceCharacters = 200_000;

export const sourceFindingSchema = z.strictObject({
  /** Name of the rule, e.g. `negative-shift`. */
  rule: z.string(),
  /** `fail` blocks; `warn` is said and blocks nothing. */
  severity: z.enum(['fail', 'warn']),
  /** From 1. */
  line: z.number().int().min(1),
  column: z.number().int().min(1),
  /** What was found, on one line. */
  excerpt: z.string().max(120),
  reason: z.string(),
  fix: z.string(),
});

export const sourceReportSchema = z.strictObject({
  fileName: z.string(),
  kind: z.enum(['python', 'typescript', 'specification']),
  lines: z.number().int(),
  /** Rules or checks that were asked. */
  rules: z.number().int(),
  /** In the order of the text. */
  findings: z.array(sourceFindingSchema).max(200),
  /** False when something fails. What was not run is not proven by it. */
  passed: z.boolean(),
});
export type SourceFinding = z.infer<typeof sourceFindingSchema>;
export type SourceReport = z.infer<typeof sourceReportSchema>;
