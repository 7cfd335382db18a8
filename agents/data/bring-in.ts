/** Brings a market into the desk: loads a batch from a source and saves it as one dataset, whole or not at all. */
import { ensureDefined } from '../../shared/core/assert.ts';
import { type Result, refuse } from '../../shared/core/result.ts';
import type { Clock } from '../../shared/core/time.ts';
import type { EpochMs } from '../../shared/core/units.ts';
import type { DatasetManifest } from '../../shared/domain/dataset.ts';
import type { ReadFilesJobInput, ReadFilesJobOutput } from '../engine/jobs/read-files.ts';
import { sources } from '../sources/index.ts';
import type { InputFile, PageFetcher, Source, SourceBatch, SourceRequest } from '../sources/source.ts';
import type { EncodedDataset } from '../store/dataset-columns.ts';

/** The writing half of the store's datasets; the same batch always gives the same id. */
export interface DatasetWriter {
  save(batch: SourceBatch): Promise<DatasetManifest>;
}

/** What came in: the manifest, and sentences on what was assumed, repaired or left out. */
export interface BroughtIn {
  readonly manifest: DatasetManifest;
  readonly notes: readonly string[];
}

/** The way out and the time, for sources that need them. */
export interface OutsidePorts {
  readonly fetchPage: PageFetcher;
  readonly clock: Clock;
  /** Stops what is being fetched. */
  readonly signal?: AbortSignal | undefined;
}

/** Ports of sources that live on this machine: they ask nobody and need no time. */
const local: OutsidePorts = {
  fetchPage: async () => refuse('offline', 'This source works without the network.'),
  clock: { now: () => ensureDefined<EpochMs>(undefined, 'a local source reads no clock') },
};

const longestName = 120;
const chosenName = (name: string | undefined): string | null => name?.trim().slice(0, longestName) || null;

/** Loads from a source of the registry; it reaches the hosts it names for this request and no others. */
export async function loadFrom(
  sourceId: string,
  request: SourceRequest,
  { fetchPage, clock, signal }: OutsidePorts,
): Promise<Result<{ source: Source; batch: SourceBatch }>> {
  const source = sources.find((s) => s.id === sourceId);
  if (source === undefined)
    return refuse('unknown-source', `There is no source "${sourceId}".`, {
      fix: `Choose one of: ${sources.map((s) => s.id).join(', ')}.`,
    });
  const hosts = source.hosts(request);
  const batch = await source.load(request, { clock, fetchPage: (url) => fetchPage(url, { hosts, signal }) });
  return batch.ok ? { ok: true, value: { source, batch: batch.value } } : batch;
}

/** Loads from any source and saves what it brings, under the person's name for it or its own. Headlines alone make no dataset. */
export async function bringIn(
  datasets: DatasetWriter,
  sourceId: string,
  request: SourceRequest,
  ports: OutsidePorts,
  options: { name?: string | undefined } = {},
): Promise<Result<BroughtIn>> {
  const loaded = await loadFrom(sourceId, request, ports);
  if (!loaded.ok) return loaded;
  const { source, batch } = loaded.value;
  if (batch.series.length === 0)
    return refuse('no-bars', `${source.name} brought no bars, and a dataset needs some.`, {
      fix: 'Load prices from another source.',
    });
  const name = chosenName(options.name) ?? batch.name;
  return { ok: true, value: { manifest: await datasets.save({ ...batch, name }), notes: batch.notes } };
}

/** Generates the synthetic sample market and saves it. Saving it twice gives the same dataset. */
export const loadSampleMarket = (
  datasets: DatasetWriter,
  options: { seed?: string | number; dirt?: boolean } = {},
): Promise<Result<BroughtIn>> => bringIn(datasets, 'sample-market', options, local);

/** Reads files as the job `read-files` does, on a thread that trades nothing. */
export type FileReader = (input: ReadFilesJobInput) => Promise<ReadFilesJobOutput>;

/** Reads the trader's files and saves them as one dataset; a single refused file refuses the whole import. */
export async function importFiles(
  datasets: { keep(encoded: EncodedDataset): Promise<DatasetManifest> },
  read: FileReader,
  inputs: readonly InputFile[],
  options: { name?: string | undefined } = {},
): Promise<Result<BroughtIn>> {
  const answer = await read({ files: inputs.map((file) => ({ ...file })), name: chosenName(options.name) });
  if (!answer.ok) return answer;
  return { ok: true, value: { manifest: await datasets.keep(answer.value.encoded), notes: answer.value.notes } };
}
