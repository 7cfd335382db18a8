/** Brings a market into the desk: loads the sample market or the trader's files and saves them as one dataset, whole or not at all. */
import { ok, type Result } from '../../shared/core/result.ts';
import type { DatasetManifest } from '../../shared/domain/dataset.ts';
import { readCsvFiles } from '../sources/csv/read-csv-files.ts';
import { generateSampleMarket } from '../sources/sample-market/generate.ts';
import type { InputFile, SourceBatch } from '../sources/source.ts';

/** The writing half of the store's datasets; the same batch always gives the same id. */
export interface DatasetWriter {
  save(batch: SourceBatch): Promise<DatasetManifest>;
}

/** What came in: the manifest, and sentences on what was assumed, repaired or left out. */
export interface BroughtIn {
  readonly manifest: DatasetManifest;
  readonly notes: readonly string[];
}

/** Generates the synthetic sample market and saves it. Saving it twice gives the same dataset. */
export async function loadSampleMarket(
  datasets: DatasetWriter,
  options: { seed?: string | number; dirt?: boolean } = {},
): Promise<Result<BroughtIn>> {
  const batch = generateSampleMarket(options);
  return ok({ manifest: await datasets.save(batch), notes: batch.notes });
}

/** Reads the trader's files and saves them as one dataset; a single refused file refuses the whole import. */
export async function importFiles(datasets: DatasetWriter, inputs: readonly InputFile[]): Promise<Result<BroughtIn>> {
  const batch = await readCsvFiles(inputs);
  if (!batch.ok) return batch;
  return ok({ manifest: await datasets.save(batch.value), notes: batch.value.notes });
}
