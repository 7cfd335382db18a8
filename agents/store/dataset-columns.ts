/** A dataset as bytes: columns little-endian with a hash each, and one hash over everything that gives the id. */
import { createHash } from 'node:crypto';
import { invariant } from '../../shared/core/assert.ts';
import { canonicalJson } from '../../shared/core/canonical.ts';
import { type BarSeries, barColumnNames } from '../../shared/domain/bar.ts';
import type { DatasetManifest, MacroSeries, NewsItem, QualityIssue, SeriesInfo } from '../../shared/domain/dataset.ts';
import { datasetManifestSchema } from '../../shared/domain/dataset.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';

/** What a source hands over to be kept. */
export interface DatasetInput {
  readonly name: string;
  readonly synthetic: boolean;
  readonly source: string;
  readonly benchmark: string | null;
  readonly instruments: readonly Instrument[];
  readonly series: readonly {
    readonly series: BarSeries;
    readonly qualityScore: number;
    readonly issues: readonly QualityIssue[];
  }[];
  readonly news: readonly NewsItem[];
  readonly macro: readonly MacroSeries[];
}

export interface EncodedColumn {
  /** Index in the manifest's series. */
  readonly series: number;
  readonly name: string;
  readonly hash: string;
  readonly bytes: Uint8Array;
}

export interface EncodedDataset {
  readonly manifest: DatasetManifest;
  readonly contentHash: string;
  readonly news: string;
  readonly macro: string;
  readonly columns: readonly EncodedColumn[];
}

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

// Columns are stored as the machine lays them out; every platform the desk runs on is little-endian.
invariant(new Uint8Array(Uint16Array.of(1).buffer)[0] === 1, 'the desk stores little-endian columns');

function encodeSeries(
  input: DatasetInput['series'][number],
  index: number,
): { info: SeriesInfo; columns: EncodedColumn[] } {
  const { symbol, timeframe, columns } = input.series;
  const bars = columns.openTime.length;
  const encoded = barColumnNames.map((name): EncodedColumn => {
    const column = columns[name];
    if (column.length !== bars)
      throw new Error(`the column ${name} of ${symbol} has ${column.length} rows where openTime has ${bars}`);
    // Copied: the bytes must not change between hashing and writing, whatever the caller does with its arrays.
    const bytes = new Uint8Array(column.byteLength);
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
    return { series: index, name, hash: sha256(bytes), bytes };
  });
  const info: SeriesInfo = {
    symbol,
    timeframe,
    bars,
    from: columns.openTime[0] ?? 0,
    to: columns.closeTime[bars - 1] ?? 0,
    hash: sha256(encoded.map((c) => c.hash).join('')),
    qualityScore: input.qualityScore,
    issues: [...input.issues],
  };
  return { info, columns: encoded };
}

/**
 * Hashes and lays out a dataset. The content hash covers everything but the id made from it, names included.
 * @throws Error on columns of unequal length, two series of one symbol and timeframe, or a manifest outside its schema.
 */
export function encodeDataset(input: DatasetInput): EncodedDataset {
  const series = input.series.map(encodeSeries);
  const keys = new Set(series.map(({ info }) => `${info.timeframe} ${info.symbol}`));
  if (keys.size !== series.length) throw new Error('a dataset holds one series per symbol and timeframe');
  const news = canonicalJson(input.news);
  const macro = canonicalJson(input.macro);
  const body = {
    name: input.name,
    synthetic: input.synthetic,
    source: input.source,
    benchmark: input.benchmark,
    instruments: [...input.instruments],
    series: series.map(({ info }) => info),
    newsCount: input.news.length,
    macro: input.macro.map(({ id, name, observations }) => ({ id, name, observations: observations.length })),
  };
  return { ...sealed(body, news, macro), columns: series.flatMap(({ columns }) => columns) };
}

/** Names a dataset by everything it holds. */
function sealed(body: Omit<DatasetManifest, 'id'>, news: string, macro: string): Omit<EncodedDataset, 'columns'> {
  const contentHash = sha256(canonicalJson({ ...body, newsHash: sha256(news), macroHash: sha256(macro) }));
  const manifest = datasetManifestSchema.parse({ id: `ds-${contentHash.slice(0, 16)}`, ...body });
  return { manifest, contentHash, news, macro };
}

/** A dataset that shares all columns with one that is kept: only the news, the name and the source differ. */
export function encodeWithNews(
  { id: _, ...body }: DatasetManifest,
  macro: string,
  { name, source, news }: { readonly name: string; readonly source: string; readonly news: readonly NewsItem[] },
): Omit<EncodedDataset, 'columns'> {
  return sealed({ ...body, name, source, newsCount: news.length }, canonicalJson(news), macro);
}

/** The same with its columns in shared memory: they cross to another thread without being copied. */
export const inSharedMemory = (encoded: EncodedDataset): EncodedDataset => ({
  ...encoded,
  columns: encoded.columns.map((column) => {
    const bytes = new Uint8Array(new SharedArrayBuffer(column.bytes.byteLength));
    bytes.set(column.bytes);
    return { ...column, bytes };
  }),
});

/** A column from its stored bytes, in shared memory. @throws Error when the bytes no longer have their hash. */
export function loadColumn(bytes: Uint8Array, hash: string, where: string): Float64Array<SharedArrayBuffer> {
  if (sha256(bytes) !== hash) throw new Error(`the column ${where} was changed on disk: its hash differs`);
  const shared = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(shared).set(bytes);
  return new Float64Array(shared);
}
