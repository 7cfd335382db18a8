/** Job `read-pages`: reads pages that a source asked for and that were fetched already, and lays out what they bring as one dataset. */
import { z } from 'zod';
import { type Result, refuse } from '../../../shared/core/result.ts';
import { epochMs } from '../../../shared/core/units.ts';
import type { NewsItem } from '../../../shared/domain/dataset.ts';
import { sources } from '../../sources/index.ts';
import type { KeptPage, SourceRequest } from '../../sources/source.ts';
import { type EncodedDataset, encodeDataset, inSharedMemory } from '../../store/dataset-columns.ts';
import { defineJob } from './job-kit.ts';

export const readPagesJobInputSchema = z.strictObject({
  source: z.string(),
  request: z.custom<SourceRequest>((value) => typeof value === 'object' && value !== null),
  pages: z.array(z.custom<KeptPage>((value) => typeof value === 'object' && value !== null)),
  /** When the pages were asked for, UTC epoch milliseconds: bars that were not closed then are not known. */
  now: z.number().int(),
  /** The person's name for the dataset; null = named after what is in it. */
  name: z.string().max(120).nullable(),
});
export type ReadPagesJobInput = z.input<typeof readPagesJobInputSchema>;
export type ReadPagesJobOutput = Result<{
  /** Null where the pages hold no bars: headlines alone are no dataset. */
  readonly encoded: EncodedDataset | null;
  readonly news: readonly NewsItem[];
  readonly notes: readonly string[];
}>;

export const readPagesJob = defineJob(
  'read-pages',
  readPagesJobInputSchema,
  async ({ source: id, request, pages, now, name }): Promise<ReadPagesJobOutput> => {
    const source = sources.find((s) => s.id === id);
    if (source === undefined)
      return refuse('unknown-source', `There is no source "${id}".`, {
        fix: `Choose one of: ${sources.map((s) => s.id).join(', ')}.`,
      });
    const batch = await source.load(request, {
      clock: { now: () => epochMs(now) },
      fetchPage: async (url) => {
        const kept = pages.find((p) => p.url === url);
        return kept === undefined
          ? refuse('not-fetched', 'A page that is needed was not fetched.', { where: id, fix: 'Try again.' })
          : { ok: true, value: kept.page };
      },
    });
    if (!batch.ok) return batch;
    const { series, news, notes } = batch.value;
    const encoded =
      series.length === 0 ? null : inSharedMemory(encodeDataset({ ...batch.value, name: name ?? batch.value.name }));
    return { ok: true, value: { encoded, news, notes } };
  },
);
