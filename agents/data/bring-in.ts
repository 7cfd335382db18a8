/** Brings a market into the desk: what a source holds is read on a thread that trades nothing and saved as one dataset, whole or not at all. */
import { type Result, refuse } from '../../shared/core/result.ts';
import type { Clock } from '../../shared/core/time.ts';
import type { DatasetManifest } from '../../shared/domain/dataset.ts';
import type { ReadFilesJobInput, ReadFilesJobOutput } from '../engine/jobs/read-files.ts';
import type { ReadPagesJobInput, ReadPagesJobOutput } from '../engine/jobs/read-pages.ts';
import { sources } from '../sources/index.ts';
import { generateSampleMarket } from '../sources/sample-market/generate.ts';
import type { InputFile, KeptPage, PageFetcher, SourceBatch, SourceRequest } from '../sources/source.ts';
import type { EncodedDataset } from '../store/dataset-columns.ts';

/** The writing half of the store's datasets; the same content always gives the same id. */
export interface DatasetKeeper {
  keep(encoded: EncodedDataset): Promise<DatasetManifest>;
}

/** What came in: the manifest, and sentences on what was assumed, repaired or left out. */
export interface BroughtIn {
  readonly manifest: DatasetManifest;
  readonly notes: readonly string[];
}

/** The way out, the time, and the thread where pages are read as the job `read-pages` does. */
export interface OutsidePorts {
  readonly fetchPage: PageFetcher;
  readonly clock: Clock;
  readonly read: (input: ReadPagesJobInput) => Promise<ReadPagesJobOutput>;
  /** Stops what is being fetched. */
  readonly signal?: AbortSignal | undefined;
}

const longestName = 120;
const chosenName = (name: string | undefined): string | null => name?.trim().slice(0, longestName) || null;

/** Fetches the pages a request needs from the hosts it names and no others, then has them read. */
export async function readFrom(
  sourceId: string,
  request: SourceRequest,
  { fetchPage, clock, read, signal }: OutsidePorts,
  name: string | null,
): Promise<ReadPagesJobOutput> {
  const now = clock.now();
  const urls = sources.find((s) => s.id === sourceId)?.addresses(request, now) ?? [];
  const hosts = [...new Set(urls.map((url) => new URL(url).hostname))];
  const pages: KeptPage[] = [];
  for (const url of urls) {
    const page = await fetchPage(url, { hosts, signal });
    if (!page.ok) return page;
    pages.push({ url, page: page.value });
    // A host that refuses one page is not asked for the next; its reader has the words for it.
    if (page.value.status !== 200) break;
  }
  return read({ source: sourceId, request, pages, now, name });
}

/** Loads bars from a source and saves them, under the person's name for it or its own. Headlines alone make no dataset. */
export async function bringIn(
  datasets: DatasetKeeper,
  sourceId: string,
  request: SourceRequest,
  ports: OutsidePorts,
  options: { name?: string | undefined } = {},
): Promise<Result<BroughtIn>> {
  const answer = await readFrom(sourceId, request, ports, chosenName(options.name));
  if (!answer.ok) return answer;
  const { encoded, notes } = answer.value;
  if (encoded === null)
    return refuse('no-bars', 'The source brought no bars, and a dataset needs some.', {
      fix: 'Load prices from another source.',
    });
  return { ok: true, value: { manifest: await datasets.keep(encoded), notes } };
}

/** Generates the synthetic sample market and saves it. Saving it twice gives the same dataset. */
export async function loadSampleMarket(
  datasets: { save(batch: SourceBatch): Promise<DatasetManifest> },
  options: { seed?: string | number; dirt?: boolean } = {},
): Promise<Result<BroughtIn>> {
  const batch = generateSampleMarket(options);
  return { ok: true, value: { manifest: await datasets.save(batch), notes: batch.notes } };
}

/** Reads files as the job `read-files` does, on a thread that trades nothing. */
export type FileReader = (input: ReadFilesJobInput) => Promise<ReadFilesJobOutput>;

/** Reads the trader's files and saves them as one dataset; a single refused file refuses the whole import. */
export async function importFiles(
  datasets: DatasetKeeper,
  read: FileReader,
  inputs: readonly InputFile[],
  options: { name?: string | undefined } = {},
): Promise<Result<BroughtIn>> {
  const answer = await read({ files: inputs.map((file) => ({ ...file })), name: chosenName(options.name) });
  if (!answer.ok) return answer;
  return { ok: true, value: { manifest: await datasets.keep(answer.value.encoded), notes: answer.value.notes } };
}
