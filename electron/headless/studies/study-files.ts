/** Reads the bars a study is about from CSV files, as one dataset in shared memory. */
import type { Dataset } from '../../../agents/kernel/ports.ts';
import { shownName } from '../../../agents/sources/csv/open-input.ts';
import { readCsvFiles } from '../../../agents/sources/csv/read-csv-files.ts';
import { encodeDataset, inSharedMemory } from '../../../agents/store/dataset-columns.ts';
import { datasetOf } from '../../../agents/store/datasets.ts';
import type { Result } from '../../../shared/core/result.ts';
import { type BarColumns, barColumnNames } from '../../../shared/domain/bar.ts';

/** All files as one dataset, its columns in shared memory. */
export async function readDataset(
  paths: readonly string[],
): Promise<Result<{ dataset: Dataset; notes: readonly string[] }>> {
  const batch = await readCsvFiles(paths.map((path) => ({ name: shownName(path), path })));
  if (!batch.ok) return batch;
  const encoded = inSharedMemory(encodeDataset(batch.value));
  const series = encoded.manifest.series.map(({ symbol, timeframe }, index) => {
    const columns = {} as { -readonly [K in keyof BarColumns]: Float64Array };
    for (const name of barColumnNames) {
      const bytes = encoded.columns.find((c) => c.series === index && c.name === name)?.bytes;
      if (bytes === undefined) throw new Error(`${symbol} lost its column ${name}`);
      columns[name] = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
    }
    return { symbol, timeframe, columns };
  });
  const dataset = datasetOf({ manifest: encoded.manifest, series, news: [], macro: [] });
  return { ok: true, value: { dataset, notes: batch.value.notes } };
}
