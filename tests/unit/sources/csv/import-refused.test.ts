/** What an import refuses: every refusal names the file, the row and column where there is one, and the cure. */
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsvFiles } from '../../../../agents/sources/csv/read-csv-files.ts';
import { bare, file, refused, rows } from './import-bench.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantai-csv-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('header', () => {
  it('refuses a missing column by name and says what it found', async () => {
    const error = await refused(file(['2024-01-02,1,2,1', '2024-01-03,1,2,1'], 'Date,Open,High,Close'));
    expect(error).toMatchObject({ code: 'missing-column', where: 'TEST.csv, row 1' });
    expect(error.message).toContain('"low"');
    expect(error.message).toContain('Date, Open, High, Close');
  });
  it('refuses a missing close although the rest is there', async () =>
    expect(await refused(file(['2024-01-02,1,2,1,5'], 'Date,Open,High,Low,Volume'))).toMatchObject({
      code: 'missing-column',
    }));
  it('refuses a missing date column', async () =>
    expect(await refused('Open,High,Low,Close\n1,2,1,2\n1,2,1,2')).toMatchObject({ code: 'missing-column' }));
  it('refuses a file without a header', async () =>
    expect(await refused(rows(5).join('\n'))).toMatchObject({ code: 'missing-header' }));
  it('refuses two columns of one meaning', async () =>
    expect(await refused(file(['2024-01-02,1,1,1,1,1'], 'Date,Open,High,Low,Close,Last'))).toMatchObject({
      code: 'repeated-column',
    }));
  it('refuses rows with a time but no date', async () =>
    expect(await refused('time,open,high,low,close\n00:00:00,1,2,1,2\n00:01:00,1,2,1,2')).toMatchObject({
      code: 'time-without-date',
      where: 'TEST.csv, row 2, column "time"',
    }));
});

describe('cells', () => {
  it('points at a cell that is no number', async () => {
    const lines = rows(30);
    lines[6] = (lines[6] as string).replace(/,[\d.]+,(?=[\d.]+,\d+$)/, ',abc,');
    const error = await refused(file(lines));
    expect(error).toMatchObject({ code: 'not-a-number', where: 'TEST.csv, row 8, column "Low"' });
    expect(error.message).toContain('"abc"');
  });
  it('points at a date that is none', async () => {
    const lines = rows(30);
    lines[3] = (lines[3] as string).replace(/^[^,]+/, '2024-02-30');
    expect(await refused(file(lines))).toMatchObject({ code: 'bad-date', where: 'TEST.csv, row 5, column "Date"' });
  });
  it('refuses dates that may be read two ways', async () => {
    const error = await refused(file(['01/03/2016,1,2,1,2,1', '02/03/2016,1,2,1,2,1']));
    expect(error).toMatchObject({ code: 'ambiguous-dates', where: 'TEST.csv, row 2, column "Date"' });
  });
  it('refuses numbers that may be read two ways', async () =>
    expect(await refused('Date;Close\n2024-01-02;1,234\n2024-01-03;1,250')).toMatchObject({
      code: 'ambiguous-decimals',
    }));
  it('refuses mixed decimal styles', async () =>
    expect(
      await refused('Date;Open;High;Low;Close\n2024-01-02;1,5;1,9;1,2;1,7\n2024-01-03;1.5;1.9;1.2;1.7'),
    ).toMatchObject({
      code: 'mixed-decimals',
    }));
  it('refuses rows with and without a time zone in one file', async () =>
    expect(
      await refused(
        file([
          '2024-01-02T09:30:00-05:00,1,2,1,2,1',
          '2024-01-02T09:31:00,1,2,1,2,1',
          '2024-01-02T09:32:00-05:00,1,2,1,2,1',
        ]),
      ),
    ).toMatchObject({ code: 'mixed-zones', where: 'TEST.csv, row 3, column "Date"' }));
  it('refuses a ragged row by number', async () => {
    const lines = rows(30);
    lines[9] = `${lines[9]},77`;
    expect(await refused(file(lines))).toMatchObject({ code: 'ragged-row', where: 'TEST.csv, row 11' });
    const short = rows(30);
    short[9] = '2024-01-15,1,2';
    expect(await refused(file(short))).toMatchObject({ code: 'ragged-row', where: 'TEST.csv, row 11' });
  });
  it('refuses a file most of whose prices are unusable', async () =>
    expect(
      await refused(file(rows(60).map((l, i) => (i % 2 ? l : l.replace(/,[^,]+,(\d+)$/, ',0,$1'))))),
    ).toMatchObject({
      code: 'too-many-bad-rows',
    }));
  it('refuses a file that repeats its dates: several instruments in one', async () =>
    expect(await refused(file([...rows(40), ...rows(40, '2024-01-02', (i) => 7 + i)]))).toMatchObject({
      code: 'duplicate-dates',
    }));
  it('refuses spacing the desk has no bars for', async () => {
    const lines = Array.from(
      { length: 20 },
      (_, i) => `${new Date(Date.UTC(2024, 0, 2) + i * 4 * 3_600_000).toISOString().slice(0, 19)},1,2,1,2,1`,
    );
    expect(await refused(file(lines))).toMatchObject({ code: 'unsupported-timeframe' });
  });
});

describe('files', () => {
  it('refuses empty files, headers alone and single rows', async () => {
    expect(await refused('')).toMatchObject({ code: 'empty-file' });
    expect(await refused('\n\n  \n')).toMatchObject({ code: 'empty-file' });
    expect(await refused(`${bare}\n`)).toMatchObject({ code: 'no-rows' });
    expect(await refused(file(rows(1)))).toMatchObject({ code: 'too-few-rows' });
  });
  it('refuses what is no text, by name', async () => {
    expect(await refused('PK\u0003\u0004rest of a workbook')).toMatchObject({ code: 'not-text' });
    expect(await refused(`Date,Close\n\u0000\u0000\u0001`)).toMatchObject({ code: 'not-text' });
    expect(await refused('<!DOCTYPE html><html></html>')).toMatchObject({ code: 'not-text' });
  });
  it('refuses a quote that swallows the file', async () => {
    const error = await refused(`${bare}\n2024-01-02,"1,2,1,2,1\n${'x'.repeat(150_000)}`);
    expect(error.code).toBe('not-csv');
  });
  it('refuses a folder, a missing file and one that is far too large, without reading it', async () => {
    const sub = join(folder, 'a-folder');
    mkdirSync(sub);
    const huge = join(folder, 'huge.csv');
    writeFileSync(huge, '');
    truncateSync(huge, 2 * 1024 ** 3);
    const ask = async (path: string) => {
      const result = await readCsvFiles([{ name: 'given.csv', path }]);
      return result.ok ? undefined : result.error;
    };
    expect(await ask(sub)).toMatchObject({ code: 'is-a-folder', where: 'given.csv' });
    expect(await ask(join(folder, 'none.csv'))).toMatchObject({ code: 'file-not-found' });
    const large = await ask(huge);
    expect(large).toMatchObject({ code: 'file-too-large' });
    expect(large?.message).toContain('2048 MB');
    expect(JSON.stringify(large)).not.toContain(folder);
  });
  it('imports all files or none', async () => {
    const good = { name: 'GOOD.csv', text: file(rows(40)) };
    const result = await readCsvFiles([good, { name: 'BAD.csv', text: bare }, { name: 'WORSE.csv', text: '' }]);
    expect(result.ok).toBe(false);
    if (!result.ok) {
      expect(result.error.where).toBe('BAD.csv');
      expect(result.error.message).toContain('WORSE.csv');
      expect(result.error.message).toContain('Nothing was imported');
    }
    const twice = await readCsvFiles([good, { ...good, name: 'good (1).csv' }]);
    expect(twice).toMatchObject({ ok: false, error: { code: 'repeated-symbol' } });
    expect(await readCsvFiles([])).toMatchObject({ ok: false, error: { code: 'no-files' } });
  });
});
