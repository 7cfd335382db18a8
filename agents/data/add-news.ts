/** Adds a feed's headlines to a dataset: the same series under a new id, each headline once, linked to what was listed when it came out. */
import { type Result, refuse } from '../../shared/core/result.ts';
import type { DatasetManifest, NewsItem } from '../../shared/domain/dataset.ts';
import type { ListedInstrument } from '../sources/source.ts';
import { type BroughtIn, type OutsidePorts, readFrom } from './bring-in.ts';

/** The store's datasets as adding news needs them. */
export interface NewsShelf {
  /** By id, or the newest of that name. */
  find(idOrName: string): DatasetManifest | undefined;
  newsOf(datasetId: string): NewsItem[];
  keepWithNews(
    datasetId: string,
    change: { readonly name: string; readonly source: string; readonly news: readonly NewsItem[] },
  ): Promise<DatasetManifest>;
}

const suffix = ' + news';

/** The instruments of a dataset, each from its first bar until its listing ended. */
export function listedIn(manifest: DatasetManifest): ListedInstrument[] {
  return manifest.instruments.map(({ symbol, name, delistedAt }) => ({
    symbol,
    name,
    from: Math.min(...manifest.series.filter((s) => s.symbol === symbol).map((s) => s.from)),
    to: delistedAt,
  }));
}

/** Fetches a feed and keeps a snapshot of the dataset with its headlines. Nothing new leaves the dataset as it is. */
export async function addNews(
  datasets: NewsShelf,
  request: { readonly url: string; readonly into: string; readonly symbols?: readonly string[] | undefined },
  ports: OutsidePorts,
  options: { name?: string | undefined } = {},
): Promise<Result<BroughtIn>> {
  const manifest = datasets.find(request.into);
  if (manifest === undefined)
    return refuse('unknown-dataset', `There is no dataset "${request.into.slice(0, 120)}".`, {
      where: 'datasetId',
      fix: 'Choose one that `quantai datasets` lists.',
    });
  const listed = listedIn(manifest);
  const wanted = request.symbols?.map((symbol) => symbol.toUpperCase());
  const strange = wanted?.find((symbol) => listed.every((l) => l.symbol !== symbol));
  if (strange !== undefined)
    return refuse('unknown-symbol', `"${manifest.name}" holds no "${strange}".`, {
      where: 'symbols',
      fix: 'Name symbols of the dataset, or none for all of them.',
    });
  const about = wanted === undefined ? listed : listed.filter((l) => wanted.includes(l.symbol));
  const read = await readFrom('rss', { url: request.url, listed: about }, ports, null);
  if (!read.ok) return read;
  const { value: batch } = read;
  const held = datasets.newsOf(manifest.id);
  const known = new Set(held.map((item) => item.id));
  const added = batch.news.filter((item) => !known.has(item.id));
  const linked = added.filter((item) => item.symbols.length > 0).length;
  const notes = [
    ...batch.notes,
    `${added.length} new headline${added.length === 1 ? '' : 's'}, ${batch.news.length - added.length} already known; ${linked} name${linked === 1 ? 's' : ''} an instrument of the dataset.`,
    ...(manifest.synthetic && added.length > 0 ? ['The prices are synthetic; these headlines are not.'] : []),
  ];
  if (added.length === 0) return { ok: true, value: { manifest, notes } };
  const base = manifest.name.endsWith(suffix)
    ? manifest.name
    : `${manifest.name.slice(0, 120 - suffix.length)}${suffix}`;
  const kept = await datasets.keepWithNews(manifest.id, {
    name: options.name?.trim().slice(0, 120) || base,
    source: manifest.source.includes('rss') ? manifest.source : `${manifest.source} + rss`.slice(0, 60),
    news: [...held, ...added].sort((a, b) => a.publishedAt - b.publishedAt || (a.id < b.id ? -1 : 1)),
  });
  return { ok: true, value: { manifest: kept, notes } };
}
