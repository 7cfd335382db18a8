/** News feeds as a source: headlines with their origin, never instructions. */
import { refuse } from '../../../shared/core/result.ts';
import type { NewsItem } from '../../../shared/domain/dataset.ts';
import type { Source } from '../source.ts';
import { readFeed } from './read-feed.ts';

export const rssSource: Source = {
  id: 'rss',
  name: 'News feed (RSS, Atom)',
  needsKey: false,
  kinds: ['news'],
  async load(request, { fetchPage, clock }) {
    const address = request.url ?? '';
    if (!/^https?:\/\/\S+$/i.test(address) || !URL.canParse(address))
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
    const symbols = [...new Set((request.symbols ?? []).map((s) => s.toUpperCase()))].sort();
    const news = feed.value.items.map(
      (item): NewsItem => ({
        ...item,
        source: (feed.value.title || hostname).slice(0, 80),
        // A feed asked for one symbol is about it; otherwise the text must name it.
        symbols:
          symbols.length === 1
            ? symbols
            : symbols.filter((s) => namesSymbol(`${item.headline} ${item.summary}`, s)).slice(0, 20),
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

/** True where a text names a symbol the way the press does: `$AAPL`, `(AAPL)`, `(NASDAQ: AAPL)`, `NYSE:KO`. */
function namesSymbol(text: string, symbol: string): boolean {
  const exact = symbol.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?:\\$|\\(|:\\s?)${exact}(?![A-Za-z0-9])`).test(text);
}
