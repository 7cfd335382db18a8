/** Bars and headlines from the network through the command line: recorded answers from a loopback stand-in, whole or not at all. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { createPageFetcher } from '../../../electron/headless/fetch-page.ts';
import { type Host, openHost } from '../../../electron/headless/host.ts';
import type { DatasetManifest } from '../../../shared/domain/dataset.ts';
import { runCli } from '../../support/run-cli.ts';
import { sharedFolder } from '../../support/shared-folder.ts';
import { openStandIn, type StandIn, type StandInAnswer } from '../../support/stand-in.ts';

const shared = sharedFolder();
const wire = (path: string): string => readFileSync(`${shared}data/wire/${path}`, 'utf8');
const chartOf = (symbol: string): string => `/v8/finance/chart/${symbol}`;
let home = '';
let host: Host;
let standIn: StandIn;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'quantai-fetch-'));
  standIn = await openStandIn();
  const opened = await openHost({
    home,
    host: 'test',
    door: {},
    log: () => undefined,
    fetchPage: createPageFetcher({
      timeoutMs: 2000,
      loopbackInstead: { 'query1.finance.yahoo.com': standIn.origin, 'news.example': standIn.origin },
    }),
  });
  if (!opened.ok) throw new Error(opened.error.message);
  host = opened.value;
});
afterAll(async () => {
  await host?.close();
  await standIn?.close();
  rmSync(home, { recursive: true, force: true });
});
beforeEach(() => {
  standIn.answers.clear();
  standIn.asked.length = 0;
});
async function datasets(): Promise<readonly DatasetManifest[]> {
  const listed = await host.desk.bridge.call('datasets.list', {});
  if (!listed.ok) throw new Error(listed.error.message);
  return listed.value.datasets;
}

/** An answer of the chart endpoint over consecutive sessions around the clock. */
const chart = (symbol: string, more: Record<string, unknown> = {}): string => {
  const timestamp = Array.from({ length: 90 }, (_, i) => Date.UTC(2024, 0, 1 + i) / 1000);
  const prices = timestamp.map((_, i) => 100 + 5 * Math.sin(i / 7));
  const quote = {
    open: prices,
    high: prices.map((p) => p + 1),
    low: prices.map((p) => p - 1),
    close: prices,
    volume: prices,
  };
  const meta = {
    symbol,
    currency: 'USD',
    instrumentType: 'CRYPTOCURRENCY',
    gmtoffset: 0,
    dataGranularity: '1d',
    longName: `${symbol} Coin`,
    ...more,
  };
  return JSON.stringify({ chart: { error: null, result: [{ meta, timestamp, indicators: { quote: [quote] } }] } });
};
const feed = (...items: readonly (readonly [id: string, title: string, date: string])[]): string =>
  `<rss version="2.0"><channel><title>Wire</title>${items
    .map(([id, title, date]) => `<item><guid>${id}</guid><title>${title}</title><pubDate>${date}</pubDate></item>`)
    .join('')}</channel></rss>`;

describe('bars', () => {
  it('of several symbols become one dataset', async () => {
    for (const symbol of ['AAA', 'BBB']) standIn.answers.set(chartOf(symbol), { body: chart(symbol) });
    const said = await runCli(
      home,
      'import',
      '--yahoo',
      'aaa,BBB',
      '--from',
      '2024-01-01',
      '--name',
      'Coins',
      '--json',
    );
    expect(said.err).toBe('');
    expect(JSON.parse(said.out)).toMatchObject({
      manifest: { name: 'Coins', source: 'yahoo', synthetic: false },
      series: [{ symbol: 'AAA', bars: 90, from: '2024-01-01' }, { symbol: 'BBB' }],
    });
    expect(standIn.asked[0]).toContain(`period1=${Date.UTC(2024, 0, 1) / 1000}`);
    expect((await datasets()).at(-1)?.name).toBe('Coins');
  });

  const troubles: readonly (readonly [string, StandInAnswer, RegExp, number])[] = [
    [
      'an unknown symbol',
      { status: 404, body: '{"chart":{"result":null,"error":{"code":"Not Found","description":"No data found"}}}' },
      /no data for "BBB"/,
      3,
    ],
    [
      'too many requests',
      { status: 429, headers: { 'Retry-After': '60' }, body: 'Too Many Requests' },
      /fewer requests.*Try again in 60 seconds/,
      1,
    ],
    ['a web page with status 200', { body: '<!doctype html><title>Consent</title>' }, /something other than data/, 1],
    ['JSON that is cut off', { body: chart('BBB').slice(0, 2000) }, /something other than data/, 1],
    [
      'a connection that is cut',
      { headers: { 'Content-Length': '9000' }, body: chart('BBB'), cutAt: 500 },
      /cannot be reached/,
      1,
    ],
    [
      'a name of five megabytes',
      { body: chart('BBB', { longName: 'x'.repeat(5_000_000) }) },
      /expected form \(chart\.result\.0\.meta\.longName\)/,
      1,
    ],
    ['nine megabytes', { body: ' '.repeat(9 * 1024 * 1024) }, /more than 8 MB/, 1],
    ['a host that is silent', { silent: true }, /did not answer within 2 seconds/, 1],
    ['an error of the host', { status: 503, body: 'upstream' }, /answered with an error \(503\)/, 1],
    ['another symbol than asked for', { body: chart('CCC') }, /answered for "CCC"/, 1],
    [
      'a move to another host',
      { status: 302, headers: { Location: 'https://elsewhere.example/' } },
      /not on query1\.finance\.yahoo\.com/,
      1,
    ],
  ];
  it.each(troubles)('%s refuses all of them', async (_name, answer, says, status) => {
    const before = await datasets();
    standIn.answers.set(chartOf('AAA'), { body: chart('AAA') });
    standIn.answers.set(chartOf('BBB'), answer);
    const said = await runCli(home, 'import', '--yahoo', 'AAA,BBB');
    expect(said.err).toMatch(says);
    expect(said.err).toMatch(/Fix: /);
    expect(said.status).toBe(status);
    expect(await datasets()).toEqual(before);
  });

  test.skipIf(shared === undefined)('of recorded answers come in as they were', async () => {
    standIn.answers.set(chartOf('AAPL'), { body: wire('yahoo/chart-AAPL-2020-08-31-to-2020-11-07.json') });
    const said = await runCli(home, 'import', '--yahoo', 'AAPL');
    expect(said.out).toMatch(/AAPL +1d +49 +2020-08-31 +2020-11-06 +1\.000/);
    expect(said.out).toContain('AAPL split 4 for 1 on 2020-08-31');
  });
  test.skipIf(shared === undefined).each([
    ['error_404_chart_symbol_not_found.json', 404, 'no data for "AAPL"'],
    ['error_401_invalid_crumb.json', 401, 'did not allow'],
    ['doc_error_429.txt', 429, 'fewer requests'],
    ['error_400_no_data_for_range.txt', 400, 'something other than data'],
    ['quote-AAPL.json', 200, 'expected form'],
  ])('the recorded %s is a sentence', async (file, status, says) => {
    standIn.answers.set(chartOf('AAPL'), { status, body: wire(`yahoo/${file}`) });
    const said = await runCli(home, 'import', '--yahoo', 'AAPL');
    expect(said.err).toContain(says);
  });
});

describe('headlines', () => {
  const bars = async (name: string): Promise<string> => {
    standIn.answers.set(chartOf('AAA'), { body: chart('AAA') });
    standIn.answers.set(chartOf('BBB'), { body: chart('BBB', { longName: 'Bbb Holding Corp' }) });
    const said = await runCli(home, 'import', '--yahoo', 'AAA,BBB', '--name', name, '--json');
    return (JSON.parse(said.out) as { datasetId: string }).datasetId;
  };
  const url = 'https://news.example/feed';
  const ask = (into: string) => runCli(home, 'import', '--rss', url, '--into', into, '--json');

  it('make a new snapshot with the same series, each headline once, linked by date', async () => {
    const id = await bars('With news');
    standIn.answers.set('/feed', {
      body: feed(
        ['1', 'A coin (AAA) rises', 'Tue, 02 Jan 2024 10:00:00 GMT'],
        ['2', 'Long before it was listed: (AAA)', 'Tue, 03 Jan 2023 10:00:00 GMT'],
        ['3', 'Bbb Holding Corp says nothing', 'Wed, 03 Jan 2024 10:00:00 GMT'],
        ['4', 'Of AAA batteries and (CCC)', 'Thu, 04 Jan 2024 10:00:00 GMT'],
      ),
    });
    const said = await ask('With news');
    expect(said.err).toBe('');
    const first = JSON.parse(said.out) as { datasetId: string; manifest: DatasetManifest; notes: string[] };
    expect(first.datasetId).not.toBe(id);
    expect(first.notes.join()).toContain('4 new headlines, 0 already known; 2 name an instrument');
    const old = (await datasets()).find((d) => d.id === id);
    expect(first.manifest.series).toEqual(old?.series);
    expect(first.manifest).toMatchObject({ name: 'With news + news', newsCount: 4, source: 'yahoo + rss' });

    standIn.answers.set('/feed', {
      body: feed(
        ['1', 'A coin (AAA) rises', 'Tue, 02 Jan 2024 10:00:00 GMT'],
        ['5', 'New', 'Fri, 05 Jan 2024 10:00:00 GMT'],
      ),
    });
    const second = JSON.parse((await ask(first.datasetId)).out) as typeof first;
    expect(second.manifest).toMatchObject({ newsCount: 5, name: 'With news + news', source: 'yahoo + rss' });
    // Nothing new: the dataset stays what it is.
    const third = JSON.parse((await ask(second.datasetId)).out) as typeof first;
    expect(third.datasetId).toBe(second.datasetId);

    const opened = await host.desk.bridge.call('chart.series', {
      datasetId: second.datasetId,
      symbol: 'AAA',
      timeframe: '1d',
      limit: 10,
    });
    expect(opened.ok && opened.value.close).toHaveLength(10);
  });

  it.each([
    ['no dataset of that name', url, 'nowhere', {}, /no dataset "nowhere"/, 3],
    ['an address over http', 'http://news.example/feed', 'Refusing', {}, /https only/, 1],
    ['no address at all', 'feed', 'Refusing', {}, /needs a web address/, 1],
    ['a host nobody named', 'https://unnamed.example/feed', 'Refusing', {}, /cannot be reached/, 1],
    ['a web page', url, 'Refusing', { body: '<!doctype html><p>hello' }, /a web page, not a feed/, 1],
    ['a missing page', url, 'Refusing', { status: 404, body: '' }, /status 404/, 1],
    [
      'five megabytes in a field',
      url,
      'Refusing',
      { body: feed(['1', 'x'.repeat(5_000_000), 'Tue, 02 Jan 2024 10:00:00 GMT']) },
      /larger than 4 MB/,
      1,
    ],
  ] as const)('are refused for %s, and nothing changes', async (_name, address, into, answer, says, status) => {
    if (into === 'Refusing' && !(await datasets()).some((d) => d.name === into)) await bars('Refusing');
    const before = await datasets();
    standIn.answers.set('/feed', answer);
    const said = await runCli(home, 'import', '--rss', address, '--into', into);
    expect(said.err).toMatch(says);
    expect(said.status).toBe(status);
    expect(await datasets()).toEqual(before);
  });

  test.skipIf(shared === undefined)('of a recorded feed are added as data', async () => {
    await bars('Recorded');
    standIn.answers.set('/feed', {
      body: wire('rss/techcrunch_rss2.xml'),
      headers: { 'Content-Type': 'application/xml' },
    });
    const said = await ask('Recorded');
    expect(JSON.parse(said.out)).toMatchObject({ manifest: { newsCount: 10 } });
  });
});

describe('a fetch', () => {
  it('can be stopped, and what waits behind it too', async () => {
    const before = await datasets();
    standIn.answers.set(chartOf('AAA'), { silent: true });
    const { bridge } = host.desk;
    const both = [
      bridge.call('datasets.fetch', { source: 'yahoo', symbols: ['AAA'] }),
      bridge.call('datasets.fetch', { source: 'yahoo', symbols: ['BBB'] }),
    ];
    while (standIn.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await bridge.call('datasets.stop', {});
    for (const answer of await Promise.all(both))
      expect(answer).toMatchObject({ ok: false, error: { code: 'import-stopped' } });
    expect(standIn.asked.some((path) => path.includes('BBB'))).toBe(false);
    expect(await datasets()).toEqual(before);
    // The next one is not touched by the stop.
    standIn.answers.set(chartOf('AAA'), { body: chart('AAA') });
    expect(await bridge.call('datasets.fetch', { source: 'yahoo', symbols: ['AAA'] })).toMatchObject({ ok: true });
  });
});
