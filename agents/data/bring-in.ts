/** Brings a market into the desk: loads a batch from a source and saves it as one dataset, whole or not at all. */
import { ensureDefined } from '../../shared/core/assert.ts';
import { type Result, refuse } from '../../shared/core/result.ts';
import type { EpochMs } from '../../shared/core/units.ts';
import type { DatasetManifest } from '../../shared/domain/dataset.ts';
import { sources } from '../sources/index.ts';
import type { InputFile, SourceBatch, SourcePorts, SourceRequest } from '../sources/source.ts';

/** The writing half of the store's datasets; the same batch always gives the same id. */
export interface DatasetWriter {
  save(batch: SourceBatch): Promise<DatasetManifest>;
}

/** What came in: the manifest, and sentences on what was assumed, repaired or left out. */
export interface BroughtIn {
  readonly manifest: DatasetManifest;
  readonly notes: readonly string[];
}

/** Ports of sources that live on this machine: they ask nobody and need no time. */
const local: SourcePorts = {
  fetchPage: async () => refuse('offline', 'This source works without the network.'),
  clock: { now: () => ensureDefined<EpochMs>(undefined, 'a local source reads no clock') },
};

/** Loads from any source of the registry and saves what it brings, under the person's name for it or its own. Headlines alone make no dataset. */
export async function bringIn(
  datasets: DatasetWriter,
  sourceId: string,
  request: SourceRequest,
  ports: SourcePorts,
  options: { name?: string | undefined } = {},
): Promise<Result<BroughtIn>> {
  const source = sources.find((s) => s.id === sourceId);
  if (source === undefined)
    return refuse('unknown-source', `There is no source "${sourceId}".`, {
      fix: `Choose one of: ${sources.map((s) => s.id).join(', ')}.`,
    });
  const batch = await source.load(request, ports);
  if (!batch.ok) return batch;
  if (batch.value.series.length === 0)
    return refuse('no-bars', `${source.name} brought no bars, and a dataset needs some.`, {
      fix: 'Load prices from another source.',
    });
  const name = options.name?.trim().slice(0, 120) || batch.value.name;
  return { ok: true, value: { manifest: await datasets.save({ ...batch.value, name }), notes: batch.value.notes } };
}

/** Generates the synthetic sample market and saves it. Saving it twice gives the same dataset. */
export const loadSampleMarket = (
  datasets: DatasetWriter,
  options: { seed?: string | number; dirt?: boolean } = {},
): Promise<Result<BroughtIn>> => bringIn(datasets, 'sample-market', options, local);

/** Reads the trader's files and saves them as one dataset; a single refused file refuses the whole import. */
export const importFiles = (
  datasets: DatasetWriter,
  inputs: readonly InputFile[],
  options: { name?: string | undefined } = {},
): Promise<Result<BroughtIn>> => bringIn(datasets, 'csv', { files: inputs }, local, options);
