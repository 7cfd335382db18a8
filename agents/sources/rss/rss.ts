/** News feeds as a source: headlines with their origin, never instructions. */
import { refuse } from '../../../shared/core/result.ts';
import type { NewsItem } from '../../../shared/domain/dataset.ts';
import type { ListedInstrument, Source } from '../source.ts';
import { readFeed } from './read-feed.ts';

export const rssSource: Source = {
  id: 'rss',
  name: 'News feed (RSS, Atom)',
  needsKey: false,
  kinds: ['news'],
  addresses: ({ url = '' }) => (isAddress(url) ? [url] : []),
  async load(request, { fetchPage, clock }) {
    const address = request.url ?? '';
    if (!isAddress(address))
      return refuse('bad-address', 'The feed needs a web address.', { where: 'url', fix: 'Write it with https://.' });
    const { hostname } = new URL(address);
    const page = await fetchPage(address);
    if (!page.ok) return page;
    if (page.value.status !== 200)
      return refuse(
        page.value.status === 429 ? 'rate-limited' : 'source-refused',
        `The feed answered with status ${page.value.status}.`,
        {
          where: hostname,
          fix: 'Try again later.',
        },
      );
    const feed = readFeed(page.value.body, clock.now());
    if (!feed.ok) return { ok: false, error: { where: hostname, ...feed.error } };
    const listed = request.listed ?? [];
    const news = feed.value.items.map(
      (item): NewsItem => ({
        ...item,
        source: (feed.value.title || hostname).slice(0, 80),
        symbols: symbolsIn(`${item.headline} ${item.summary}`, item.publishedAt, listed),
      }),
    );
    return {
      ok: true,
      value: {
        name: `News: ${feed.value.title || hostname}`.slice(0, 120),
        synthetic: false,
        source: 'rss',
        benchmark: null,
        instruments: [],
        series: [],
        news,
        macro: [],
        notes: feed.value.notes,
      },
    };
  },
};

const isAddress = (text: string): boolean => /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);

/** Symbols a text names that were listed when it came out; nothing else counts, whatever the feed claims to be about. */
function symbolsIn(text: string, publishedAt: number, listed: readonly ListedInstrument[]): string[] {
  const named = listed.filter(
    ({ symbol, name, from, to }) =>
      publishedAt >= from &&
      (to === null || publishedAt < to) &&
      (namesSymbol(text, symbol) || (name !== symbol && /\s/.test(name) && namesFully(text, name))),
  );
  return [...new Set(named.map(({ symbol }) => symbol))].sort().slice(0, 20);
}

/** True where a text has a company's full name of several words, letter by letter. */
function namesFully(text: string, name: string): boolean {
  const at = text.indexOf(name);
  return at >= 0 && !/[A-Za-z0-9]/.test(text[at - 1] ?? ' ') && !/[A-Za-z0-9]/.test(text[at + name.length] ?? ' ');
}

/** True where a text names a symbol the way the press does: `$AAPL`, `(AAPL)`, `(NASDAQ: AAPL)`, `NYSE:KO`. */
function namesSymbol(text: string, symbol: string): boolean {
  const exact = symbol.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?:\\$|\\(|:\\s?)${exact}(?![A-Za-z0-9])`).test(text);
}
