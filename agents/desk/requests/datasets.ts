/** Dataset requests: what the desk has, bringing in the trader's own files, and fetching from the network. */
import { ok, type Result, refuse } from '../../../shared/core/result.ts';
import type { RequestQuery } from '../../../shared/desk-api/requests.ts';
import type { BroughtIn } from '../../data/bring-in.ts';
import { defineHandlers } from '../handler.ts';
import { recordImport } from '../imports.ts';
import type { DeskServices } from '../services.ts';

type FetchQuery = RequestQuery<'datasets.fetch'>;

/** One fetcher per source a person may name. */
const fetchers: {
  readonly [S in FetchQuery['source']]: (
    imports: DeskServices['imports'],
    query: FetchQuery,
  ) => Promise<Result<BroughtIn>>;
} = {
  async yahoo(imports, { symbols = [], from, name, url, datasetId }) {
    if (url !== undefined || datasetId !== undefined)
      return refuse('bad-query', 'Bars become a dataset of their own and need no address.', {
        where: url === undefined ? 'datasetId' : 'url',
        fix: 'Leave it out.',
      });
    return imports.fetchBars('yahoo', { symbols, ...(from === undefined ? {} : { from }) }, { name });
  },
  async rss(imports, { url, datasetId, symbols, name }) {
    if (url === undefined || datasetId === undefined)
      return refuse('bad-query', 'Headlines need the address of a feed and the dataset they belong to.', {
        where: url === undefined ? 'url' : 'datasetId',
        fix: 'Name both, e.g. quantai import --rss https://… --into DATASET.',
      });
    return imports.fetchNews({ url, into: datasetId, symbols }, { name });
  },
};

export const datasetHandlers = defineHandlers({
  'datasets.list': async ({ store }) => ok({ datasets: store.datasets.list() }),
  'datasets.upload': async ({ uploads }, { uploadId, name, base64 }) =>
    uploads.add(uploadId, name, Buffer.from(base64, 'base64')),
  'datasets.import': (services, { name, files, uploads = [] }) =>
    services.uploads.use(uploads, (uploaded) => {
      const all = [...files, ...uploaded];
      const names = all.map((file) => file.name);
      return recordImport(
        services,
        'datasets.import',
        { name: name ?? '', files: names },
        services.imports.importFiles(all, { name }),
      );
    }),
  'datasets.fetch': (services, query) => {
    const { source, url = '', symbols = [] } = query;
    return recordImport(
      services,
      'datasets.fetch',
      { source, url, symbols },
      fetchers[source](services.imports, query),
    );
  },
  'datasets.stop': async ({ imports }) => {
    imports.stop();
    return ok({ done: true });
  },
});
