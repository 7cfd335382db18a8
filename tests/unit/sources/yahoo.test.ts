/** Yahoo's answers, recorded and damaged: bars, dividends, splits and refusals; no network. */
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { readChart } from '../../../agents/sources/yahoo/chart-answer.ts';
import { chartUrl, yahooHost } from '../../../agents/sources/yahoo/chart-url.ts';
import { yahooSource } from '../../../agents/sources/yahoo/yahoo.ts';
import { epochMs } from '../../../shared/core/units.ts';
import { sharedFolder } from '../../support/shared-folder.ts';

const shared = sharedFolder();
const recorded = (file: string) => readFileSync(`${shared}data/wire/yahoo/${file}`, 'utf8');
const now = Date.parse('2026-01-01T00:00:00Z');
const page = (body: string, status = 200, headers: Record<string, string> = {}) => ({ status, headers, body });

const answer = (over: Record<string, unknown> = {}, meta: Record<string, unknown> = {}) => ({
  chart: {
    error: null,
    result: [
      {
        meta: {
          symbol: 'ABC',
          currency: 'USD',
          instrumentType: 'EQUITY',
          exchangeTimezoneName: 'America/New_York',
          gmtoffset: -18_000,
          dataGranularity: '1d',
          ...meta,
        },
        timestamp: [1_704_205_800, 1_704_292_200, 1_704_378_600],
        indicators: {
          quote: [
            {
              open: [10, 11, 12],
              high: [11, 12, 13],
              low: [9, 10, 11],
              close: [10.5, null, 12.5],
              volume: [100, null, 300],
            },
          ],
        },
        ...over,
      },
    ],
  },
});
const read = (value: unknown, at = now) => readChart(page(JSON.stringify(value)), 'ABC', at);
const code = (result: ReturnType<typeof read>) => (result.ok ? 'accepted' : result.error.code);

describe('chart answers', () => {
  it('gives closed bars at session times and leaves out empty ones with a note', () => {
    const result = read(answer());
    if (!result.ok) expect.fail(JSON.stringify(result.error));
    const { columns } = result.value.checked.series;
    expect([...columns.close]).toEqual([10.5, 12.5]);
    expect(columns.closeTime[0]).toBe(Date.parse('2024-01-02T21:00:00Z'));
    expect(result.value.notes.join()).toContain('1 bar without prices');
  });
  it('leaves out the bar of the running session: it is not known yet', () => {
    const result = read(answer(), Date.parse('2024-01-04T20:59:59Z'));
    expect(result.ok && result.value.checked.series.columns.close.length).toBe(1);
    expect(result.ok && result.value.notes.join()).toContain('not closed yet');
  });
  it('turns pence into pounds', () => {
    const result = read(answer({}, { currency: 'GBp', exchangeTimezoneName: 'Europe/London' }));
    expect(result.ok && result.value.checked.series.columns.close[0]).toBe(0.105);
    expect(result.ok && result.value.instrument.currency).toBe('GBP');
  });
  it('refuses answers of another shape, symbol or length', () => {
    expect(code(read({ chart: { result: [{ meta: {} }] } }))).toBe('unexpected-answer');
    expect(code(read(answer({}, { symbol: 'OTHER' })))).toBe('wrong-symbol');
    expect(code(read(answer({ timestamp: [1_704_205_800] })))).toBe('unexpected-answer');
    expect(code(read(answer({ timestamp: null })))).toBe('no-data');
    expect(code(read(answer({}, { dataGranularity: '3mo' })))).toBe('unsupported-timeframe');
    expect(code(read([]))).toBe('unexpected-answer');
  });
  it('refuses trouble with a cure', () => {
    const trouble = (body: string, status: number, headers = {}) => {
      const result = readChart(page(body, status, headers), 'ABC', now);
      if (result.ok) expect.fail('accepted');
      expect(result.error.fix).toBeTruthy();
      return result.error;
    };
    expect(trouble('Too Many Requests', 429, { 'retry-after': '30' })).toMatchObject({
      code: 'rate-limited',
      fix: 'Try again in 30 seconds.',
    });
    expect(trouble('', 503).code).toBe('source-down');
    expect(trouble('<html>', 200).code).toBe('not-json');
    expect(trouble('{"chart":{"result":null,"error":{"code":"Not Found","description":"No data"}}}', 404).code).toBe(
      'unknown-symbol',
    );
  });
});

describe('recorded answers', () => {
  test.skipIf(shared === undefined)('Apple in 2020: a split on its day, one dividend, 49 sessions', () => {
    const result = readChart(page(recorded('chart-AAPL-2020-08-31-to-2020-11-07.json')), 'AAPL', now);
    if (!result.ok) expect.fail(JSON.stringify(result.error));
    const { columns } = result.value.checked.series;
    expect(columns.close.length).toBe(49);
    expect(result.value.notes).toContain('AAPL split 4 for 1 on 2020-08-31; prices are adjusted.');
    const ex = columns.dividend.findIndex((d) => d > 0);
    expect([columns.dividend[ex], new Date(columns.openTime[ex] as number).toISOString().slice(0, 10)]).toEqual([
      0.205,
      '2020-11-06',
    ]);
    expect(result.value.checked.qualityScore).toBe(1);
  });
  test.skipIf(shared === undefined).each([
    ['chart-BTC-USD-2020-01-01-to-2020-01-03.json', 'BTC-USD', 'crypto', '2020-01-02T00:00:00.000Z'],
    ['chart-GC=F-2020-01-01-to-2020-01-03.json', 'GC=F', 'future', '2020-01-03T04:59:00.000Z'],
    ['chart-QQQ-2020-01-01-to-2020-01-03.json', 'QQQ', 'etf', '2020-01-02T21:00:00.000Z'],
    ['yfrs_history_chart_GS2C.DE.json', 'GS2C.DE', 'equity', '2025-10-23T15:30:00.000Z'],
  ])('%s', (file, symbol, kind, firstClose) => {
    const result = readChart(page(recorded(file)), symbol, now);
    if (!result.ok) expect.fail(JSON.stringify(result.error));
    expect(result.value.instrument.kind).toBe(kind);
    expect(new Date(result.value.checked.series.columns.closeTime[0] as number).toISOString()).toBe(firstClose);
  });
  test.skipIf(shared === undefined).each([
    ['chart-notimestamp-quotes-length_fake.json', 'no-data', 200],
    ['chart-notimestamp-weird-quote_fake.json', 'no-data', 200],
    ['yfrs_history_chart_VFINX.json', 'unsupported-timeframe', 200],
    ['error_404_chart_symbol_not_found.json', 'unknown-symbol', 404],
    ['error_401_invalid_crumb.json', 'unauthorised', 401],
    ['error_400_no_data_for_range.txt', 'not-json', 400],
    ['doc_error_429.txt', 'rate-limited', 429],
    ['quote-AAPL.json', 'unexpected-answer', 200],
  ])('%s is refused: %s', (file, wanted, status) => {
    const result = readChart(page(recorded(file), status), file.includes('VFINX') ? 'VFINX' : 'AAPL', now);
    expect(result.ok ? 'accepted' : result.error.code).toBe(wanted);
  });
});

describe('source', () => {
  const clock = { now: () => epochMs(now) };
  it('asks only its own host, escapes symbols and stops at the first refusal', async () => {
    expect(chartUrl({ symbol: '../x?y', timeframe: '1w', from: 0, to: 1000 })).toBe(
      `https://${yahooHost}/v8/finance/chart/..%2Fx%3Fy?interval=1wk&period1=0&period2=1&events=div%7Csplit&includePrePost=false`,
    );
    const asked: string[] = [];
    const result = await yahooSource.load(
      { symbols: ['abc', 'DEF', 'GHI'] },
      {
        clock,
        fetchPage: async (url) => {
          asked.push(new URL(url).pathname);
          return {
            ok: true,
            value: url.includes('ABC') ? page(JSON.stringify(answer())) : page('Too Many Requests', 429),
          };
        },
      },
    );
    expect(result).toMatchObject({ ok: false, error: { code: 'rate-limited' } });
    expect(asked).toEqual(['/v8/finance/chart/ABC', '/v8/finance/chart/DEF']);
  });
  it('refuses symbols that are none before it asks anybody', async () => {
    const fetchPage = () => expect.fail('asked');
    expect(await yahooSource.load({ symbols: ['A B'] }, { clock, fetchPage })).toMatchObject({
      ok: false,
      error: { code: 'bad-symbol' },
    });
    expect(await yahooSource.load({}, { clock, fetchPage })).toMatchObject({
      ok: false,
      error: { code: 'no-symbols' },
    });
  });
});
