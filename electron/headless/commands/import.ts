/** `quantai import`: brings CSV files, Yahoo's bars or a feed's headlines in as one dataset; all of it or none. */
import { InvalidArgumentError, Option } from 'commander';
import { type Result, refuse } from '../../../shared/core/result.ts';
import type { RequestQuery } from '../../../shared/desk-api/requests.ts';
import type { Answer, CommandContext, DeskLink, HostCommand } from '../command.ts';
import { importedAnswer } from '../text/imported.ts';

interface ImportOptions {
  readonly name?: string;
  readonly yahoo?: string;
  readonly from?: number;
  readonly rss?: string;
  readonly into?: string;
}
type Imported = Awaited<ReturnType<DeskLink['importFiles']>>;

/** `2015-01-01` as UTC epoch milliseconds. */
const day = (text: string): number => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
    throw new InvalidArgumentError('Give a day such as 2015-01-01.');
  return time;
};

const misused = (message: string, fix: string): Result<never> => refuse('bad-usage', message, { fix });

/** What is to be brought in: files, or one fetch; anything mixed is refused. */
function plan(files: readonly string[], options: ImportOptions): Result<RequestQuery<'datasets.fetch'> | null> {
  const { yahoo, rss, into, from, name } = options;
  const ways = [files.length > 0, yahoo !== undefined, rss !== undefined].filter(Boolean).length;
  if (ways !== 1)
    return misused(
      ways === 0 ? 'Nothing to import was named.' : 'Files, --yahoo and --rss are three imports.',
      ways === 0 ? 'name CSV files, or give --yahoo AAPL,MSFT, or --rss URL --into DATASET' : 'run one at a time',
    );
  if (from !== undefined && yahoo === undefined)
    return misused('--from belongs to --yahoo.', 'leave it out: files and feeds are read whole');
  if ((into !== undefined) !== (rss !== undefined))
    return misused(
      rss === undefined ? '--into belongs to --rss.' : 'Headlines belong to a dataset: which one?',
      rss === undefined ? 'leave it out' : 'add --into DATASET; see quantai datasets',
    );
  const named = name === undefined ? {} : { name };
  if (rss !== undefined) return { ok: true, value: { source: 'rss', url: rss, datasetId: into, ...named } };
  if (yahoo === undefined) return { ok: true, value: null };
  const symbols = yahoo.split(',').map((symbol) => symbol.trim());
  if (symbols.some((symbol) => symbol === '' || symbol.length > 32) || symbols.length > 50)
    return misused('--yahoo takes 1 to 50 symbols with commas between them.', 'write e.g. --yahoo AAPL,MSFT');
  return { ok: true, value: { source: 'yahoo', symbols, ...(from === undefined ? {} : { from }), ...named } };
}

/** Fetches; a request to end is passed on to the desk. */
async function fetched(
  context: CommandContext,
  link: DeskLink,
  query: RequestQuery<'datasets.fetch'>,
): Promise<Imported> {
  const stop = (): void => void link.bridge.call('datasets.stop', {});
  context.interrupted.addEventListener('abort', stop, { once: true });
  try {
    return await link.bridge.call('datasets.fetch', query);
  } finally {
    context.interrupted.removeEventListener('abort', stop);
  }
}

export const importCommand: HostCommand = {
  name: 'import',
  parameters: '[files...]',
  summary: 'bring in price history from CSV files, checked and repaired with notes; or from the network',
  options: [
    new Option('--name <name>', 'what to call the dataset'),
    new Option('--yahoo <symbols>', 'daily bars from Yahoo, e.g. AAPL,MSFT'),
    new Option('--from <day>', 'first day of the bars from Yahoo, e.g. 2015-01-01 (default: ten years)').argParser(day),
    new Option('--rss <url>', "a feed's headlines, added to the dataset named with --into"),
    new Option('--into <dataset>', 'dataset that gets the headlines, by id or name'),
  ],
  more: `Examples:
  quantai import AAPL.csv MSFT.csv --name "My shares"
  quantai import --yahoo AAPL,MSFT,SPY --from 2015-01-01
  quantai import --rss https://example.com/feed.xml --into "My shares"`,
  async run(context, [files], options): Promise<Result<Answer>> {
    const given = options as ImportOptions;
    const paths = (files ?? []) as string[];
    const planned = plan(paths, given);
    if (!planned.ok) return planned;
    const opened = await context.link();
    if (!opened.ok) return opened;
    const link = opened.value;
    try {
      const imported =
        planned.value === null
          ? await link.importFiles(paths, given.name, context.interrupted)
          : await fetched(context, link, planned.value);
      return imported.ok ? { ok: true, value: importedAnswer(imported.value) } : imported;
    } finally {
      await link.close();
    }
  },
};
