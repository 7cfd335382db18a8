/** Content-addressed datasets: columns as bytes with their hashes on disk, as shared memory once opened. */

import type { Clock } from '../../shared/core/time.ts';
import { type BarColumns, type BarSeries, barColumnNames } from '../../shared/domain/bar.ts';
import type { DatasetManifest, MacroSeries, NewsItem } from '../../shared/domain/dataset.ts';
import type { Dataset, DatasetPort } from '../kernel/ports.ts';
import { type DatasetInput, type EncodedColumn, encodeDataset, loadColumn } from './dataset-columns.ts';
import type { Sql } from './sql.ts';
import { defineWrite, type WriteQueue } from './write.ts';

export interface DatasetReader extends DatasetPort {
  /** Opened once and kept: equal calls share their columns' memory. @throws Error when no dataset has that id or its bytes were changed. */
  open(datasetId: string): Promise<Dataset>;
  /** In the order of saving. */
  list(): DatasetManifest[];
  /** By id, or the newest of that name. */
  find(idOrName: string): DatasetManifest | undefined;
}
export interface DatasetWriter {
  /** Keeps a dataset for good and answers its manifest; saving equal content again changes nothing. */
  save(input: DatasetInput): Promise<DatasetManifest>;
}
export type DatasetStore = DatasetReader & DatasetWriter;

interface SaveArgs {
  readonly manifest: DatasetManifest;
  readonly contentHash: string;
  readonly news: string;
  readonly macro: string;
  readonly columns: readonly EncodedColumn[];
  readonly at: number;
}

const save = defineWrite({
  name: 'datasets.save',
  file: 'desk',
  durable: true,
  run(sql, { manifest, contentHash, news, macro, columns, at }: SaveArgs) {
    const { changes } = sql.run(
      `INSERT INTO datasets (id, name, content_hash, manifest, news, macro, saved_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (content_hash) DO NOTHING`,
      manifest.id,
      manifest.name,
      contentHash,
      JSON.stringify(manifest),
      news,
      macro,
      at,
    );
    if (changes === 0) return;
    for (const column of columns) {
      sql.run(
        'INSERT INTO column_blobs (hash, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING',
        column.hash,
        Buffer.from(column.bytes.buffer, column.bytes.byteOffset, column.bytes.byteLength),
      );
      sql.run(
        'INSERT INTO dataset_columns (dataset_id, series, name, hash) VALUES (?, ?, ?, ?)',
        manifest.id,
        column.series,
        column.name,
        column.hash,
      );
    }
  },
});
export const datasetWrites = [save];

/** A dataset from its parts: what a worker thread rebuilds from what it was sent. */
export function datasetOf(parts: {
  readonly manifest: DatasetManifest;
  readonly series: readonly BarSeries[];
  readonly news: readonly NewsItem[];
  readonly macro: readonly MacroSeries[];
}): Dataset {
  const byKey = new Map(parts.series.map((series) => [`${series.timeframe} ${series.symbol}`, series]));
  return {
    manifest: parts.manifest,
    series: (symbol, timeframe) => byKey.get(`${timeframe} ${symbol}`),
    news: parts.news,
    macro: parts.macro,
  };
}

export function createDatasetStore(reader: Sql, writer: WriteQueue, clock: Clock): DatasetStore {
  const opened = new Map<string, Promise<Dataset>>();
  const manifestText = (where: string, value: string): DatasetManifest | undefined => {
    const row = reader.get<{ manifest: string }>(`SELECT manifest FROM datasets WHERE ${where}`, value);
    return row === undefined ? undefined : (JSON.parse(row.manifest) as DatasetManifest);
  };
  const load = (datasetId: string): Dataset => {
    const row = reader.get<{ manifest: string; news: string; macro: string }>(
      'SELECT manifest, news, macro FROM datasets WHERE id = ?',
      datasetId,
    );
    if (row === undefined) throw new Error(`no dataset has the id ${datasetId}`);
    const manifest = JSON.parse(row.manifest) as DatasetManifest;
    const hashes = new Map(
      reader
        .all<{ series: number; name: string; hash: string }>(
          'SELECT series, name, hash FROM dataset_columns WHERE dataset_id = ?',
          datasetId,
        )
        .map((column) => [`${column.series} ${column.name}`, column.hash]),
    );
    const series = manifest.series.map(({ symbol, timeframe }, i): BarSeries => {
      const columns: Record<string, Float64Array> = {};
      for (const name of barColumnNames) {
        const hash = hashes.get(`${i} ${name}`) ?? '';
        const blob = reader.get<{ bytes: Buffer }>('SELECT bytes FROM column_blobs WHERE hash = ?', hash);
        if (blob === undefined) throw new Error(`the dataset ${datasetId} has lost the column ${name} of ${symbol}`);
        columns[name] = loadColumn(blob.bytes, hash, `${datasetId} ${symbol} ${name}`);
      }
      return { symbol, timeframe, columns: columns as unknown as BarColumns };
    });
    return datasetOf({
      manifest,
      series,
      news: JSON.parse(row.news) as NewsItem[],
      macro: JSON.parse(row.macro) as MacroSeries[],
    });
  };
  return {
    async save(input) {
      const encoded = encodeDataset(input);
      const known = manifestText('content_hash = ?', encoded.contentHash);
      if (known !== undefined) return known;
      await writer.write(save, { ...encoded, at: clock.now() });
      return encoded.manifest;
    },
    async open(datasetId) {
      let dataset = opened.get(datasetId);
      if (dataset === undefined) {
        dataset = Promise.resolve(load(datasetId));
        opened.set(datasetId, dataset);
      }
      return dataset;
    },
    list: () =>
      reader
        .all<{ manifest: string }>('SELECT manifest FROM datasets ORDER BY number')
        .map((row) => JSON.parse(row.manifest) as DatasetManifest),
    find: (idOrName) =>
      manifestText('id = ?', idOrName) ?? manifestText('name = ? ORDER BY number DESC LIMIT 1', idOrName),
  };
}
