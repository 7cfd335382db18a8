/** What traders really drop on an import, walked through the command line: repaired with a note or refused with place and cure; never half. */
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Host, openHost } from '../../../electron/headless/host.ts';
import { runCli, type Said } from '../../support/run-cli.ts';

let folder = '';
let home = '';
let host: Host;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quantai-bad-input-'));
  home = join(folder, 'home');
  const opened = await openHost({ home, host: 'test', door: {}, log: () => undefined });
  if (!opened.ok) throw new Error(opened.error.message);
  host = opened.value;
});
afterAll(async () => {
  await host?.close();
  rmSync(folder, { recursive: true, force: true });
});

const bare = 'Date,Open,High,Low,Close,Volume';
/** Sound rows of consecutive weekdays from Tuesday, 2 January 2024. */
function rows(count: number, make = (i: number) => 100 + i): string[] {
  const out: string[] = [];
  for (let day = Date.UTC(2024, 0, 2); out.length < count; day += 86_400_000) {
    if ([0, 6].includes(new Date(day).getUTCDay())) continue;
    const close = make(out.length);
    out.push(`${new Date(day).toISOString().slice(0, 10)},${close},${close + 1},${close - 1},${close},1000`);
  }
  return out;
}
const text = (lines: readonly string[], header = bare): string => `${[header, ...lines].join('\n')}\n`;
const changed = (at: number, change: (line: string) => string): string[] =>
  rows(60).map((line, i) => (i === at ? change(line) : line));
function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
async function kept(): Promise<string[]> {
  const listed = await host.desk.bridge.call('datasets.list', {});
  if (!listed.ok) throw new Error(listed.error.message);
  return listed.value.datasets.map((d) => d.id);
}
function isAnswer({ out, err }: Said): void {
  expect(`${out}${err}`).not.toMatch(/\n\s+at |node_modules|file:\/\/|\[object |undefined|TypeError/);
  expect(`${out}${err}`, 'no folder of this machine in what is said').not.toContain(folder);
}

interface Case {
  readonly name: string;
  readonly file?: string;
  readonly content: string | Uint8Array | (() => string);
  readonly says: RegExp;
  readonly status?: number;
}

const refusals: readonly Case[] = [
  {
    name: 'a missing column',
    content: text(rows(9), 'Date,Open,High,Foo,Close,Volume'),
    says: /no column for "low".*row 1\).*Fix:/,
  },
  {
    name: 'a letter in a price',
    content: text(changed(6, (l) => l.replace('106,107', '106,abc'))),
    says: /"abc" is not a number\. \(T\.csv, row 8, column "High"\) Fix:/,
  },
  {
    name: 'NaN in most rows',
    content: text(rows(60).map((l) => l.replace(/,[^,]+,1000$/, ',NaN,1000'))),
    says: /no usable prices.*row \d+\) Fix:/,
  },
  {
    name: 'a date that is none',
    content: text(changed(3, (l) => l.replace(/^[^,]+/, '2024-02-30'))),
    says: /"2024-02-30" is not a date\. \(T\.csv, row 5, column "Date"\) Fix:/,
  },
  {
    name: 'days and months that may be swapped',
    content: text(['01/02/2024,1,2,1,2,1', '02/02/2024,1,2,1,2,1']),
    says: /month\/day or as day\/month.*row 2, column "Date"\) Fix:/,
  },
  {
    name: 'rows with and without a zone',
    content: text(['2024-01-02T09:30:00-05:00,1,2,1,2,1', '2024-01-02T09:31:00,1,2,1,2,1']),
    says: /time zone.*row 3, column "Date"\) Fix:/,
  },
  {
    name: 'several instruments in one',
    content: text([...rows(40), ...rows(40, (i) => 7 + i)]),
    says: /repeat a time.*row 42\) Fix:.*Symbol column/,
  },
  {
    name: 'an ambiguous comma',
    content: 'Date;Close\n2024-01-02;1,234\n2024-01-03;1,250\n',
    says: /thousand times more.*row 2, column "Close"\) Fix:/,
  },
  { name: 'an empty file', content: '', says: /The file is empty\. \(T\.csv\) Fix:/ },
  { name: 'a header alone', content: `${bare}\n`, says: /header but no rows\. \(T\.csv\) Fix:/ },
  {
    name: 'a ragged row',
    content: text(changed(9, (l) => `${l},77`)),
    says: /7 fields; the header names 6\. \(T\.csv, row 11\) Fix:/,
  },
  {
    name: 'times without dates',
    content: 'time,open,high,low,close\n00:00:00,1,2,1,2\n00:01:00,1,2,1,2\n',
    says: /time of day but no date.*row 2, column "time"\) Fix:/,
  },
  { name: 'a program', content: Uint8Array.from({ length: 5000 }, (_, i) => i % 7), says: /binary file.*Fix:/ },
  { name: 'a workbook', content: 'PK\u0003\u0004rest of a workbook', says: /ZIP archive or an Excel workbook.*Fix:/ },
  { name: 'a JSON answer', content: '{"error":"too many requests"}', says: /JSON file.*Fix:/ },
  { name: 'a web page', content: '<!DOCTYPE html><html><body>Sign in</body></html>', says: /web page.*Fix:/ },
  {
    name: 'a quote that is never closed',
    content: text(changed(5, (l) => `"${l}${'x'.repeat(120_000)}`)),
    says: /quote is never closed.*Fix:/,
  },
  {
    name: 'two gigabytes of nothing',
    content: () => {
      const path = put('T.csv', '');
      truncateSync(path, 2 * 1024 ** 3);
      return path;
    },
    says: /2048 MB; at most 64 MB.*Fix:/,
  },
  {
    name: 'a folder',
    content: () => {
      mkdirSync(join(folder, 'prices'), { recursive: true });
      return join(folder, 'prices');
    },
    says: /a folder, not a file\. \(prices\) Fix:/,
  },
  {
    name: 'a file that is not there',
    content: () => join(folder, 'none.csv'),
    says: /no such file\. \(none\.csv\) Fix:/,
    status: 3,
  },
];

const repairs: readonly Case[] = [
  {
    name: 'a byte order mark and Windows line ends',
    content: `\ufeff${text(rows(60)).replaceAll('\n', '\r\n')}`,
    says: /T +1d +60 +2024-01-02/,
  },
  { name: 'UTF-16', content: Buffer.from(`\ufeff${text(rows(60))}`, 'utf16le'), says: /T +1d +60 +2024-01-02/ },
  {
    name: 'a few empty prices',
    content: text(changed(7, (l) => l.replace(/,[^,]+,1000$/, ',NaN,1000'))),
    says: /1d +59 [\s\S]*row 9 has no close and was left out/,
  },
  {
    name: 'a date that is given twice',
    content: text([...rows(30), ...rows(31).slice(29)]),
    says: /repeats row 31; kept once/,
  },
  { name: 'rows newest first', content: text(rows(60).reverse()), says: /Rows were newest first; turned round/ },
  {
    name: 'rows in no order',
    content: text([...rows(60).slice(30), ...rows(30)]),
    says: /Rows were not in order of time \(first at row 32\); sorted/,
  },
  {
    name: 'decimal commas',
    content: text(
      rows(60).map((l) => l.replaceAll(',', ';').replace(/;(\d+);(\d+);/, ';$1,5;$2,25;')),
      bare.replaceAll(',', ';'),
    ),
    says: /decimal comma/,
  },
  {
    name: 'zones that change with summer time',
    content: text(
      rows(60).map((line) => line.replace(/^([^,]+)/, (date) => `${date}T00:00:00-0${date < '2024-03-10' ? 5 : 4}:00`)),
    ),
    says: /1d +60 +2024-01-02/,
  },
  {
    name: 'zones of two continents',
    content: text(
      rows(60).map((line, i) => line.replace(/^([^,]+)/, (date) => `${date}T12:00:00${i % 2 ? '+01:00' : '-05:00'}`)),
    ),
    says: /2 different UTC offsets, up to 6 hours apart; each row was converted by its own/,
  },
  {
    name: 'a download that was cut off',
    content: `${text(rows(60))}2024-03-26,12`,
    says: /the last one, is cut off and was left out/,
  },
  {
    name: 'a name with signs and scripts',
    file: 'Ünïcode ‮vsc.$(rm -rf)`日本.csv',
    content: text(rows(60)),
    says: /N_CODE_VSC_\$?|1d +60 /,
  },
  { name: 'a name that climbs', file: '..%2f..%2fetc%2fpasswd.csv', content: text(rows(60)), says: /1d +60 / },
];

describe('an import that cannot be right', () => {
  it.each(refusals)(
    '$name is refused with its place and a cure',
    async ({ file = 'T.csv', content, says, status = 1 }) => {
      const before = await kept();
      const path = typeof content === 'function' ? content() : put(file, content);
      const said = await runCli(home, 'import', path);
      expect(said.err).toMatch(says);
      expect(said.out).toBe('');
      expect(said.status).toBe(status);
      isAnswer(said);
      expect(await kept()).toEqual(before);
    },
  );

  it('refuses a symbol that two files give, and a good file beside a bad one', async () => {
    const before = await kept();
    const good = put('GOOD.csv', text(rows(60)));
    const again = put('good (1).csv', text(rows(50)));
    const twice = await runCli(home, 'import', good, again);
    expect(twice.err).toMatch(/both give GOOD 1d bars.*Nothing was imported\. \(good \(1\)\.csv\) Fix:/);
    const bad = put('BAD.csv', `${bare}\n`);
    const half = await runCli(home, 'import', good, bad, '--json');
    expect(half.status).toBe(1);
    expect(JSON.parse(half.out)).toMatchObject({ error: { code: 'no-rows', where: 'BAD.csv' } });
    expect(half.out).toContain('Nothing was imported');
    expect(await kept()).toEqual(before);
  });

  it('says how it wants to be asked', async () => {
    expect((await runCli(home, 'import')).err).toMatch(/Nothing to import was named\. Fix: name CSV files/);
    expect((await runCli(home, 'import', '--from', '2015-02-30', '--yahoo', 'A')).status).toBe(2);
    expect((await runCli(home, 'import', '--rss', 'https://news.example/f')).err).toMatch(
      /which one\? Fix: add --into/,
    );
    expect((await runCli(home, 'import', 'a.csv', '--yahoo', 'AAPL')).status).toBe(2);
  });
});

describe('an import that can be mended', () => {
  it.each(repairs)('$name is read, with a note where it matters', async ({ file = 'T.csv', content, says }) => {
    const said = await runCli(home, 'import', put(file, content as string));
    expect(said.err).toBe('');
    expect(said.status).toBe(0);
    expect(said.out).toMatch(says);
    expect(said.out).toMatch(/^Dataset ds-[0-9a-f]{16}: /);
    // Nothing that a terminal would obey, and nothing that turns text round.
    expect(said.out.replaceAll('\n', '')).not.toMatch(/[\p{Cf}\p{Cc}]/u);
    isAnswer(said);
  });

  it('is told as one document too: id, series with quality and repairs, notes', async () => {
    const path = put('DOC.csv', text(changed(7, (l) => l.replace(/,[^,]+,1000$/, ',NaN,1000'))));
    const said = await runCli(home, 'import', path, '--name', 'My own', '--json');
    const document = JSON.parse(said.out) as Record<string, unknown>;
    expect(document).toMatchObject({
      manifest: { name: 'My own', source: 'csv', synthetic: false },
      series: [
        { symbol: 'DOC', timeframe: '1d', bars: 59, from: '2024-01-02', repairs: [expect.stringContaining('row 9')] },
      ],
    });
    expect((await kept()).at(-1)).toBe(document.datasetId);
  });
});
