/** The readers of foreign text never throw: any text becomes a sound batch or a refusal with a sentence. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsvFiles } from '../../../agents/sources/csv/read-csv-files.ts';
import { feedDate } from '../../../agents/sources/rss/feed-dates.ts';
import { plainText } from '../../../agents/sources/rss/plain-text.ts';
import { readFeed } from '../../../agents/sources/rss/read-feed.ts';
import { readChart } from '../../../agents/sources/yahoo/chart-answer.ts';
import { encodeDataset } from '../../../agents/store/dataset-columns.ts';
import { datasetManifestSchema, newsItemSchema } from '../../../shared/domain/dataset.ts';

const now = Date.parse('2026-01-01');
const odd = fc.constantFrom(
  '',
  'NaN',
  '-1',
  '0',
  '1e400',
  '1,5',
  '1.234,5',
  '"',
  'x',
  '2024-13-01',
  '99/99/9999',
  '=1+1',
  '\u202e1',
  '1e-300',
  '0x10',
  'Infinity',
  '🙂',
);
const price = fc.double({ min: 0.01, max: 5000, noNaN: true }).map((p) => p.toFixed(3));
const cell = fc.oneof({ weight: 60, arbitrary: price }, { weight: 1, arbitrary: odd });
const cells = fc.array(cell, { minLength: 5, maxLength: 5 });
/** Dense days in any order, each with a row of cells. */
const lines = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 70 }), { minLength: 2, maxLength: 60 }),
    fc.array(cells, { minLength: 60, maxLength: 60 }),
    fc.boolean(),
  )
  .map(([days, values, sorted]) =>
    (sorted ? [...days].sort((x, y) => x - y) : days).map((d, i) =>
      [new Date(Date.UTC(2023, 0, 1 + d)).toISOString().slice(0, 10), ...(values[i] ?? [])].join(','),
    ),
  );
const header = fc.constantFrom(
  'Date,Open,High,Low,Close,Volume',
  ',open,high,low,close,volume',
  'Date,Time,Open,High,Low,Close',
  'Datum;Hoch',
  'date,AAA,BBB,CCC,DDD,EEE',
);
const table = fc.tuple(header, lines).map(([h, rows]) => [h, ...rows].join('\n'));

describe('csv', () => {
  it('makes sound series or a refusal out of anything', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          { weight: 6, arbitrary: table },
          { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
        ),
        async (text) => {
          const result = await readCsvFiles([{ name: 'any.csv', text }]);
          if (!result.ok) {
            expect(result.error.message).toMatch(/\.$/);
            expect(result.error.message).not.toMatch(/\bat .*\.ts|undefined|\[object/);
            return;
          }
          accepted++;
          datasetManifestSchema.parse(encodeDataset(result.value).manifest);
          for (const { series } of result.value.series) {
            const c = series.columns;
            for (let i = 0; i < c.close.length; i++) {
              const [o, h, l, close, v] = [c.open[i], c.high[i], c.low[i], c.close[i], c.volume[i]] as [
                number,
                number,
                number,
                number,
                number,
              ];
              expect(l > 0 && l <= Math.min(o, close) && h >= Math.max(o, close) && Number.isFinite(h) && v >= 0).toBe(
                true,
              );
              expect((c.closeTime[i] as number) > (c.openTime[i] as number)).toBe(true);
              if (i > 0) expect((c.openTime[i] as number) >= (c.closeTime[i - 1] as number)).toBe(true);
            }
          }
        },
      ),
      { numRuns: 300, seed: 3 },
    );
    expect(accepted).toBeGreaterThan(20);
  });
});

describe('feeds', () => {
  const piece = fc.constantFrom(
    '<item>',
    '</item>',
    '<title>',
    '</title>',
    '<![CDATA[',
    ']]>',
    '<rss>',
    '</rss>',
    '<channel>',
    '</channel>',
    '&amp;',
    '&#x0;',
    '<pubDate>Mon, 02 Jan 2024 10:00:00 GMT</pubDate>',
    '<a href="',
    '>',
    '<!--',
    '<?x',
    'text',
    '<entry',
    '\u200b',
  );
  it('makes items that fit their schema or a refusal out of anything', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.boolean(), (parts, framed) => {
        const body = framed
          ? `<rss><channel><item><title>T</title><pubDate>Mon, 02 Jan 2024 10:00:00 GMT</pubDate></item>${parts.join('')}</channel></rss>`
          : parts.join('');
        const result = readFeed(body, now);
        if (!result.ok) return void expect(result.error.message.length).toBeGreaterThan(5);
        for (const item of result.value.items) newsItemSchema.parse({ ...item, source: 's', symbols: [] });
      }),
      { numRuns: 400, seed: 4 },
    );
  });
  it('leaves no tag, no entity loop and no invisible character in plain text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme', maxLength: 6 })), { maxLength: 20 }),
        (parts) => {
          const { text } = plainText(parts.join(''), 200);
          expect(text.length).toBeLessThanOrEqual(200);
          expect(text).not.toMatch(/[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/);
          expect(text).not.toMatch(/<\/?(item|title|rss|channel|pubDate|a)\b/);
        },
      ),
      { numRuns: 400, seed: 5 },
    );
  });
  it('reads any date without throwing', () =>
    fc.assert(
      fc.property(fc.string(), (text) => void feedDate(text)),
      { numRuns: 300, seed: 6 },
    ));
});

describe('chart answers', () => {
  it('makes a series or a refusal out of any JSON', () => {
    const numbers = fc.array(fc.option(fc.oneof(fc.double(), fc.integer()), { nil: null }), { maxLength: 5 });
    const chart = fc.record({
      meta: fc.record({
        symbol: fc.constant('ABC'),
        dataGranularity: fc.constantFrom('1d', '1wk', '1mo', '1m', '7x'),
        instrumentType: fc.constantFrom('EQUITY', 'FUTURE', 'CRYPTOCURRENCY'),
        gmtoffset: fc.constantFrom(-18_000, 0, 36_000),
      }),
      timestamp: fc.array(fc.integer({ min: 0, max: 1.7e9 }), { maxLength: 5 }),
      indicators: fc.record({
        quote: fc.tuple(fc.record({ open: numbers, high: numbers, low: numbers, close: numbers, volume: numbers })),
      }),
    });
    const any = fc.oneof(
      fc.json(),
      chart.map((c) => JSON.stringify({ chart: { result: [c], error: null } })),
    );
    fc.assert(
      fc.property(any, fc.constantFrom(200, 404, 429, 500), (body, status) => {
        const result = readChart({ status, headers: {}, body }, 'ABC', now);
        if (!result.ok) expect(result.error.fix).toBeTruthy();
        else expect(result.value.checked.series.columns.close.every((x) => x > 0)).toBe(true);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
