/** Content-addressed datasets: columns as bytes with their hashes on disk, as shared memory once opened. */

import type { Clock } from '../../shared/core/time.ts';
import { type BarColumns, type BarSeries, barColumnNames } from '../../shared/domain/bar.ts';
import type { DatasetManifest, MacroSeries, NewsItem } from '../../shared/domain/dataset.ts';
import type { Dataset, DatasetPort } from '../kernel/ports.ts';
import {
  type DatasetInput,
  type EncodedColumn,
  type EncodedDataset,
  encodeDataset,
  encodeWithNews,
  loadColumn,
} from './dataset-columns.ts';
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
  /** Keeps what {@link encodeDataset} laid out elsewhere, e.g. in a worker: hashes are taken as they are. */
  keep(encoded: EncodedDataset): Promise<DatasetManifest>;
  /** Keeps a dataset with the same series and macro values and other news. @throws Error when no dataset has that id. */
  keepWithNews(
    datasetId: string,
    change: { readonly name: string; readonly source: string; readonly news: readonly NewsItem[] },
  ): Promise<DatasetManifest>;
  /** Headlines of a dataset, without opening its columns. @throws Error when no dataset has that id. */
  newsOf(datasetId: string): NewsItem[];
}
export type DatasetStore = DatasetReader & DatasetWriter;

interface SaveArgs {
  readonly manifest: DatasetManifest;
  readonly contentHash: string;
  readonly news: string;
  readonly macro: string;
  readonly columns: readonly Omit<EncodedColumn, 'bytes'>[];
  readonly at: number;
}

/** Some columns at a time, so that what trades never waits for a whole dataset. Without its dataset a column is only kept for the next try. */
const saveColumn = defineWrite({
  name: 'datasets.save-column',
  file: 'desk',
  durable: false,
  run(sql, { hash, bytes }: { hash: string; bytes: Uint8Array }) {
    sql.run(
      'INSERT INTO column_blobs (hash, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING',
      hash,
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    );
  },
});

/** Makes the dataset exist: the last write of an import, all or nothing. */
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
    for (const column of columns)
      sql.run(
        'INSERT INTO dataset_columns (dataset_id, series, name, hash) VALUES (?, ?, ?, ?)',
        manifest.id,
        column.series,
        column.name,
        column.hash,
      );
  },
});
export const datasetWrites = [saveColumn, save];

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

/** Bars from which a column is long enough that others get a turn before the next one is read. */
const longBars = 50_000;
/** Bytes of columns that go to the writer in one group. */
const groupBytes = 4 * 1024 * 1024;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function createDatasetStore(reader: Sql, writer: WriteQueue, clock: Clock): DatasetStore {
  const opened = new Map<string, Promise<Dataset>>();
  const manifestText = (where: string, value: string): DatasetManifest | undefined => {
    const row = reader.get<{ manifest: string }>(`SELECT manifest FROM datasets WHERE ${where}`, value);
    return row === undefined ? undefined : (JSON.parse(row.manifest) as DatasetManifest);
  };
  const rowOf = (datasetId: string): { manifest: string; news: string; macro: string } => {
    const row = reader.get<{ manifest: string; news: string; macro: string }>(
      'SELECT manifest, news, macro FROM datasets WHERE id = ?',
      datasetId,
    );
    if (row === undefined) throw new Error(`no dataset has the id ${datasetId}`);
    return row;
  };
  const columnsOf = (datasetId: string): { series: number; name: string; hash: string }[] =>
    reader.all('SELECT series, name, hash FROM dataset_columns WHERE dataset_id = ?', datasetId);
  const load = async (datasetId: string): Promise<Dataset> => {
    const row = rowOf(datasetId);
    const manifest = JSON.parse(row.manifest) as DatasetManifest;
    const hashes = new Map(columnsOf(datasetId).map((column) => [`${column.series} ${column.name}`, column.hash]));
    const series: BarSeries[] = [];
    for (const [i, { symbol, timeframe, bars }] of manifest.series.entries()) {
      const columns: Record<string, Float64Array> = {};
      for (const name of barColumnNames) {
        const hash = hashes.get(`${i} ${name}`) ?? '';
        const blob = reader.get<{ bytes: Buffer }>('SELECT bytes FROM column_blobs WHERE hash = ?', hash);
        if (blob === undefined) throw new Error(`the dataset ${datasetId} has lost the column ${name} of ${symbol}`);
        columns[name] = loadColumn(blob.bytes, hash, `${datasetId} ${symbol} ${name}`);
        if (bars >= longBars) await turn();
      }
      series.push({ symbol, timeframe, columns: columns as unknown as BarColumns });
    }
    return datasetOf({
      manifest,
      series,
      news: JSON.parse(row.news) as NewsItem[],
      macro: JSON.parse(row.macro) as MacroSeries[],
    });
  };
  const keep = async (encoded: EncodedDataset): Promise<DatasetManifest> => {
    const { columns, ...rest } = encoded;
    const known = manifestText('content_hash = ?', encoded.contentHash);
    if (known !== undefined) return known;
    let together: Promise<void>[] = [];
    let bytesTogether = 0;
    for (const { hash, bytes } of columns) {
      if (reader.get('SELECT 1 FROM column_blobs WHERE hash = ?', hash) !== undefined) continue;
      together.push(writer.write(saveColumn, { hash, bytes }));
      bytesTogether += bytes.byteLength;
      if (bytesTogether < groupBytes) continue;
      await Promise.all(together);
      [together, bytesTogether] = [[], 0];
    }
    await Promise.all(together);
    await writer.write(save, {
      ...rest,
      columns: columns.map(({ series, name, hash }) => ({ series, name, hash })),
      at: clock.now(),
    });
    return encoded.manifest;
  };
  return {
    save: async (input) => keep(encodeDataset(input)),
    keep,
    newsOf: (datasetId) => JSON.parse(rowOf(datasetId).news) as NewsItem[],
    async keepWithNews(datasetId, change) {
      const row = rowOf(datasetId);
      const encoded = encodeWithNews(JSON.parse(row.manifest) as DatasetManifest, row.macro, change);
      const known = manifestText('content_hash = ?', encoded.contentHash);
      if (known !== undefined) return known;
      await writer.write(save, { ...encoded, columns: columnsOf(datasetId), at: clock.now() });
      return encoded.manifest;
    },
    async open(datasetId) {
      let dataset = opened.get(datasetId);
      if (dataset === undefined) {
        dataset = load(datasetId);
        opened.set(datasetId, dataset);
        // A dataset that could not be opened may be there the next time.
        dataset.catch(() => opened.delete(datasetId));
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
