/** Job `read-files`: reads the trader's files, checks them and lays them out as one dataset, hashed and in shared memory. */
import { z } from 'zod';
import type { Result } from '../../../shared/core/result.ts';
import { readCsvFiles } from '../../sources/csv/read-csv-files.ts';
import { type EncodedDataset, encodeDataset, inSharedMemory } from '../../store/dataset-columns.ts';
import { defineJob } from './job-kit.ts';

export const readFilesJobInputSchema = z.strictObject({
  files: z.array(z.strictObject({ name: z.string(), path: z.string().optional(), text: z.string().optional() })),
  /** The person's name for the dataset; null = named after what is in it. */
  name: z.string().max(120).nullable(),
});
export type ReadFilesJobInput = z.input<typeof readFilesJobInputSchema>;
/** Everything or a refusal: never a part of an import. */
export type ReadFilesJobOutput = Result<{ readonly encoded: EncodedDataset; readonly notes: readonly string[] }>;

export const readFilesJob = defineJob(
  'read-files',
  readFilesJobInputSchema,
  async ({ files, name }): Promise<ReadFilesJobOutput> => {
    const batch = await readCsvFiles(
      files.map(({ name, path, text }) => ({
        name,
        ...(path === undefined ? {} : { path }),
        ...(text === undefined ? {} : { text }),
      })),
    );
    if (!batch.ok) return batch;
    const encoded = encodeDataset({ ...batch.value, name: name ?? batch.value.name });
    return { ok: true, value: { encoded: inSharedMemory(encoded), notes: batch.value.notes } };
  },
);
