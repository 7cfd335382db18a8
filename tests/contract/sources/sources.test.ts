/** Every source of the registry keeps the port's promises: labels, refusals instead of errors, batches the store accepts. */
import { describe, expect, it } from 'vitest';
import { sources } from '../../../agents/sources/index.ts';
import type { SourcePorts, SourceRequest } from '../../../agents/sources/source.ts';
import { encodeDataset } from '../../../agents/store/dataset-columns.ts';
import { refuse } from '../../../shared/core/result.ts';
import { epochMs } from '../../../shared/core/units.ts';
import { macroSeriesSchema, newsItemSchema } from '../../../shared/domain/dataset.ts';

const clock = { now: () => epochMs(Date.parse('2026-06-01')) };
const csv = `Date,Close\n${Array.from({ length: 80 }, (_, i) => `${new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)},${100 + Math.sin(i)}`).join('\n')}`;
const days = Array.from({ length: 80 }, (_, i) => 1_704_153_600 + i * 86_400);
const prices = days.map((_, i) => 100 + Math.sin(i));
const pages: Readonly<Record<string, string>> = {
  yahoo: JSON.stringify({
    chart: {
      error: null,
      result: [
        {
          meta: {
            symbol: 'BTC-USD',
            currency: 'USD',
            instrumentType: 'CRYPTOCURRENCY',
            gmtoffset: 0,
            dataGranularity: '1d',
          },
          timestamp: days,
          indicators: {
            quote: [
              {
                open: prices,
                high: prices.map((p) => p + 1),
                low: prices.map((p) => p - 1),
                close: prices,
                volume: prices,
              },
            ],
          },
        },
      ],
    },
  }),
  rss: '<rss version="2.0"><channel><title>Wire</title><item><title>A &amp; B</title><pubDate>Tue, 02 Jan 2024 10:00:00 GMT</pubDate></item></channel></rss>',
};
/** A request each source can fill. */
const requests: Readonly<Record<string, SourceRequest>> = {
  'sample-market': {},
  csv: { files: [{ name: 'BTC.csv', text: csv }] },
  yahoo: { symbols: ['BTC-USD'] },
  rss: { url: 'https://news.example/feed' },
};
const portsOf = (id: string): SourcePorts => ({
  clock,
  fetchPage: async () => {
    const body = pages[id];
    if (body === undefined) throw new Error(`${id} promised to work without the network`);
    return { ok: true, value: { status: 200, headers: {}, body } };
  },
});

describe.each(sources.map((source) => [source.id, source] as const))('%s', (id, source) => {
  it('says what it is', () => {
    expect(id).toMatch(/^[a-z][a-z-]+$/);
    expect(source.name.length).toBeGreaterThan(3);
    expect(source.kinds.length).toBeGreaterThan(0);
    expect(sources.filter((s) => s.id === id)).toHaveLength(1);
  });

  it('loads a batch that the store accepts, the same one twice', async () => {
    const request = requests[id];
    if (request === undefined) expect.fail(`add a request for ${id} to this test`);
    const first = await source.load(request, portsOf(id));
    if (!first.ok) expect.fail(JSON.stringify(first.error));
    const batch = first.value;
    expect(batch.source).toBe(id);
    expect(batch.synthetic).toBe(id === 'sample-market');
    for (const item of batch.news) newsItemSchema.parse(item);
    for (const macro of batch.macro) macroSeriesSchema.parse(macro);
    const encoded = encodeDataset(batch);
    const known = new Set(batch.instruments.map((i) => i.symbol));
    for (const { series, issues } of batch.series) {
      expect(known.has(series.symbol)).toBe(true);
      expect(issues.length).toBeLessThanOrEqual(200);
    }
    if (batch.benchmark !== null) expect(known.has(batch.benchmark)).toBe(true);
    expect(source.kinds.includes('bars')).toBe(batch.series.length > 0);
    expect(source.kinds.includes('news')).toBe(batch.news.length > 0);
    const again = await source.load(request, portsOf(id));
    expect(again.ok && encodeDataset(again.value).contentHash).toBe(encoded.contentHash);
  });

  it('announces every page it asks for, in order, and nothing for a request it refuses', async () => {
    const asked: string[] = [];
    const request = requests[id] ?? {};
    const ports = portsOf(id);
    await source.load(request, {
      clock,
      fetchPage: (url) => {
        asked.push(url);
        return ports.fetchPage(url);
      },
    });
    expect(source.addresses(request, clock.now())).toEqual(asked);
    expect(asked.length > 0).toBe(pages[id] !== undefined);
    expect(source.addresses({ symbols: ['A B'], url: 'file:///etc/passwd' }, clock.now())).toEqual([]);
  });

  it('hands on the refusal of the network as it is', async () => {
    const refusal = refuse('offline', 'There is no network.', { fix: 'Connect and try again.' });
    const result = await source.load(requests[id] ?? {}, { clock, fetchPage: async () => refusal });
    if (pages[id] === undefined) expect(result.ok).toBe(true);
    else expect(result).toEqual(refusal);
  });

  it('refuses an empty request with a sentence and a cure, or needs none', async () => {
    const result = await source.load({}, portsOf(id));
    if (id === 'sample-market') return expect(result.ok).toBe(true);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.error.fix).toBeTruthy();
  });
});
