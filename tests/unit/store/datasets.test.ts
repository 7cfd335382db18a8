/** Datasets: named by their content, kept once, opened into shared memory, and never read when a byte was changed. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { type DatasetInput, encodeDataset, inSharedMemory } from '../../../agents/store/dataset-columns.ts';
import { datasetOf } from '../../../agents/store/datasets.ts';
import { type BarColumns, barColumnNames } from '../../../shared/domain/bar.ts';
import { datasetManifestSchema } from '../../../shared/domain/dataset.ts';
import { storeModes, storeWorkshop } from './store-fixtures.ts';

const { folder, open } = storeWorkshop();

const columns = (bars: number, start: number): BarColumns => {
  const column = (value: (i: number) => number) => Float64Array.from({ length: bars }, (_, i) => value(i));
  return {
    openTime: column((i) => 1000 + i * 100),
    closeTime: column((i) => 1090 + i * 100),
    open: column((i) => start + i),
    high: column((i) => start + i + 2),
    low: column((i) => start + i - 1),
    close: column((i) => start + i + 1 / 3),
    volume: column((i) => 1000 * i),
    dividend: column(() => 0),
  };
};
const input = (more: Partial<DatasetInput> = {}): DatasetInput => ({
  name: 'Two shares',
  synthetic: true,
  source: 'sample-market',
  benchmark: 'AAA',
  instruments: [
    {
      symbol: 'AAA',
      name: 'Aaa',
      kind: 'equity',
      sector: 'Energy',
      currency: 'USD',
      tickSize: 0.01,
      lotSize: 1,
      tradable: true,
      delistedAt: null,
    },
  ],
  series: [
    { series: { symbol: 'AAA', timeframe: '1d', columns: columns(500, 20) }, qualityScore: 1, issues: [] },
    {
      series: { symbol: 'BBB', timeframe: '1m', columns: columns(3, 50) },
      qualityScore: 0.5,
      issues: [{ code: 'gap', row: 4, text: 'a day is missing', repaired: true }],
    },
  ],
  news: [{ id: 'n1', publishedAt: 5, source: 'wire', headline: 'Ünd', summary: '', url: '', symbols: ['AAA'] }],
  macro: [{ id: 'CPI', name: 'Prices', unit: '%', observations: [{ knownAt: 3, value: 2.5 }] }],
  ...more,
});

describe.each(storeModes)('datasets (%s)', (mode) => {
  it('come back as they were saved, in shared memory', async () => {
    const { datasets } = await open(mode === 'memory' ? ':memory:' : folder(), mode === 'thread');
    const given = input();
    const manifest = await datasets.save(given);
    expect(datasetManifestSchema.parse(manifest)).toEqual(manifest);
    expect(manifest).toMatchObject({ name: 'Two shares', newsCount: 1, macro: [{ id: 'CPI', observations: 1 }] });
    expect(manifest.series[0]).toMatchObject({ bars: 500, from: 1000, to: 1090 + 499 * 100 });
    const dataset = await datasets.open(manifest.id);
    expect(dataset.manifest).toEqual(manifest);
    expect([dataset.news, dataset.macro]).toEqual([given.news, given.macro]);
    for (const { series } of given.series) {
      const found = dataset.series(series.symbol, series.timeframe);
      for (const name of barColumnNames) {
        expect(found?.columns[name]).toEqual(series.columns[name]);
        expect(found?.columns[name].buffer).toBeInstanceOf(SharedArrayBuffer);
      }
    }
    expect(dataset.series('AAA', '1m')).toBeUndefined();
    expect(await datasets.open(manifest.id)).toBe(dataset);
  });

  it('are kept once, and told apart by any difference', async () => {
    const { datasets } = await open(mode === 'memory' ? ':memory:' : folder(), mode === 'thread');
    const [first, again] = await Promise.all([datasets.save(input()), datasets.save(input())]);
    expect(await datasets.save(input())).toEqual(first);
    expect(again).toEqual(first);
    expect(datasets.list()).toEqual([first]);
    const bent = columns(500, 20);
    bent.close[499] = (bent.close[499] as number) + 1e-12;
    const others = await Promise.all(
      [
        input({ name: 'Renamed' }),
        input({ synthetic: false }),
        input({ news: [] }),
        input({ macro: [] }),
        input({
          series: [{ series: { symbol: 'AAA', timeframe: '1d', columns: bent }, qualityScore: 1, issues: [] }],
        }),
      ].map((other) => datasets.save(other)),
    );
    expect(new Set([first, ...others].map((m) => m.id)).size).toBe(6);
    expect(datasets.list()).toHaveLength(6);
    expect(datasets.find(first.id)).toEqual(first);
    expect(datasets.find('Renamed')).toEqual(others[0]);
    expect(datasets.find('Two shares')?.id).toBe(datasets.list().at(-1)?.id);
    expect(datasets.find('nothing')).toBeUndefined();
  });

  it('do not follow what happens to the arrays they came from', async () => {
    const { datasets } = await open(mode === 'memory' ? ':memory:' : folder(), mode === 'thread');
    const mine = columns(4, 7);
    const saving = datasets.save(
      input({ series: [{ series: { symbol: 'AAA', timeframe: '1d', columns: mine }, qualityScore: 1, issues: [] }] }),
    );
    mine.close.fill(-1);
    const dataset = await datasets.open((await saving).id);
    expect(dataset.series('AAA', '1d')?.columns.close[0]).toBe(7 + 1 / 3);
  });
});

describe('a dataset laid out elsewhere', () => {
  it('is the same dataset, with its columns in memory that threads share', async () => {
    const { datasets } = await open(folder(), true);
    const encoded = inSharedMemory(encodeDataset(input()));
    expect(encoded.columns.every((c) => c.bytes.buffer instanceof SharedArrayBuffer)).toBe(true);
    const manifest = await datasets.keep(encoded);
    expect(manifest).toEqual(await datasets.save(input()));
    const close = (await datasets.open(manifest.id)).series('AAA', '1d')?.columns.close;
    expect(close).toEqual(columns(500, 20).close);
  });
});

describe('a dataset with other news', () => {
  const item = { id: 'n2', publishedAt: 9, source: 'wire', headline: 'More', summary: '', url: '', symbols: [] };

  it('is what it would be had it been saved whole, and shares every column', async () => {
    const { datasets } = await open(':memory:');
    const { id } = await datasets.save(input());
    const news = [...datasets.newsOf(id), item];
    const more = await datasets.keepWithNews(id, { name: 'With news', source: 'sample-market', news });
    expect(more).toEqual(encodeDataset(input({ name: 'With news', news })).manifest);
    expect(more.id).not.toBe(id);
    const [old, added] = [await datasets.open(id), await datasets.open(more.id)];
    expect(added.news).toEqual(news);
    expect(old.news).toHaveLength(1);
    expect(added.macro).toEqual(old.macro);
    expect(added.series('BBB', '1m')?.columns.close).toEqual(old.series('BBB', '1m')?.columns.close);
    expect(await datasets.keepWithNews(id, { name: 'With news', source: 'sample-market', news })).toEqual(more);
    expect(datasets.list()).toHaveLength(2);
  });

  it('needs one to begin with', async () => {
    const { datasets } = await open(':memory:');
    const change = { name: 'x', source: 'y', news: [] };
    await expect(datasets.keepWithNews('ds-0000000000000000', change)).rejects.toThrow('no dataset has the id');
    expect(() => datasets.newsOf('ds-0000000000000000')).toThrow('no dataset has the id');
  });
});

describe('a dataset', () => {
  it('is refused with words when it is not whole', async () => {
    const { datasets } = await open(':memory:');
    const ragged = { ...columns(4, 7), close: new Float64Array(3) };
    const one = {
      series: { symbol: 'AAA', timeframe: '1d' as const, columns: columns(2, 3) },
      qualityScore: 1,
      issues: [],
    };
    await expect(
      datasets.save(input({ series: [{ ...one, series: { ...one.series, columns: ragged } }] })),
    ).rejects.toThrow('close of AAA has 3 rows');
    await expect(datasets.save(input({ series: [one, one] }))).rejects.toThrow('one series per symbol');
    await expect(datasets.open('ds-0000000000000000')).rejects.toThrow('no dataset has the id');
  });

  it('is not opened when one of its bytes was changed on disk', async () => {
    const home = folder();
    const first = await open(home);
    const { id } = await first.datasets.save(input());
    await first.close();
    const file = new Database(join(home, 'desk.db'));
    const row = file.prepare('SELECT rowid, bytes FROM column_blobs LIMIT 1').get() as { rowid: number; bytes: Buffer };
    row.bytes[9] = (row.bytes[9] as number) ^ 1;
    file.prepare('UPDATE column_blobs SET bytes = ? WHERE rowid = ?').run(row.bytes, row.rowid);
    file.close();
    const { datasets } = await open(home);
    await expect(datasets.open(id)).rejects.toThrow('changed on disk');
  });

  it('can be rebuilt from its parts', async () => {
    const { datasets } = await open(':memory:');
    const manifest = await datasets.save(input());
    const series = input().series.map((s) => s.series);
    const rebuilt = datasetOf({ manifest, series, news: [], macro: [] });
    expect(rebuilt.series('BBB', '1m')).toBe(series[1]);
  });
});
