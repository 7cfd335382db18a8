/** Real files of many origins: each is read as it should be, or refused for the right reason; faulty downloads come out like their repaired twins. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCsvFiles } from '../../../../agents/sources/csv/read-csv-files.ts';
import type { SourceBatch } from '../../../../agents/sources/source.ts';
import type { Result } from '../../../../shared/core/result.ts';
import { sharedFolder } from '../../../support/shared-folder.ts';

const shared = sharedFolder();
const market = `${shared}data/market/`;
const read = (path: string): Promise<Result<SourceBatch>> =>
  readCsvFiles([{ name: path.split('/').at(-1) ?? path, path: `${market}${path}` }]);
const only = async (path: string) => {
  const result = await read(path);
  if (!result.ok) expect.fail(`${path}: ${JSON.stringify(result.error)}`);
  const [first] = result.value.series;
  if (first === undefined) throw new Error(`${path}: no series`);
  return { ...first, batch: result.value };
};

/** Timeframe and bars, or the code of the refusal. */
const expected: Readonly<Record<string, readonly [string, number] | string>> = {
  'csv_import/backtestingpy_BTCUSD.csv': ['1mo', 156],
  'csv_import/backtestingpy_EURUSD.csv': ['1h', 5000],
  'csv_import/backtestingpy_GOOG.csv': ['1d', 2148],
  'csv_import/backtrader_2005-2006-day-001.csv': ['1d', 512],
  'csv_import/backtrader_2006-01-02-volume-min-001_head.csv': ['1m', 3000],
  'csv_import/backtrader_2006-min-005.csv': ['5m', 2142],
  'csv_import/backtrader_2006-month-001.csv': ['1mo', 12],
  'csv_import/backtrader_2006-volume-day-001.csv': ['1d', 255],
  'csv_import/backtrader_2006-week-001.csv': ['1w', 52],
  'csv_import/backtrader_bidask.csv': 'ambiguous-dates',
  'csv_import/backtrader_bidask2.csv': 'ragged-row',
  'csv_import/backtrader_nvda-1999-2014.csv': ['1d', 4012],
  'csv_import/backtrader_ticksample.csv': ['1m', 4],
  'csv_import/zipline_csvdir_AAPL.csv': ['1d', 754],
  'etf_daily/AAPL.csv': ['1d', 6323],
  'etf_daily/SPY.csv': ['1d', 6323],
  'etf_daily/XLC.csv': ['1d', 1679],
  'lean_fx_crypto/cfd_oanda_daily/xauusd.csv': ['1d', 3949],
  'lean_fx_crypto/crypto_coinbase_daily/btcusd_trade.csv': ['1d', 1318],
  'lean_fx_crypto/crypto_coinbase_minute/btcusd_20171217_quote.csv': 'time-without-date',
  'lean_fx_crypto/fx_oanda_daily/eurusd.csv': ['1d', 3738],
  'lean_fx_crypto/fx_oanda_hour/eurusd.csv': ['1h', 30_843],
  'macro/gdp_quarterly.csv': 'unsupported-timeframe',
  'macro/vix_daily.csv': ['1d', 9235],
};

describe('real files', () => {
  test.skipIf(shared === undefined).each(Object.keys(expected))('%s', async (path) => {
    const result = await read(path);
    const wanted = expected[path] as readonly [string, number] | string;
    if (typeof wanted === 'string') return expect(result.ok ? 'accepted' : result.error.code).toBe(wanted);
    if (!result.ok) expect.fail(JSON.stringify(result.error));
    const { timeframe, columns } = (await only(path)).series;
    expect([timeframe, columns.close.length]).toEqual(wanted);
    for (let i = 0; i < columns.close.length; i++) {
      const [o, h, l, c] = [columns.open[i], columns.high[i], columns.low[i], columns.close[i]] as [
        number,
        number,
        number,
        number,
      ];
      if (!(l > 0 && l <= Math.min(o, c) && h >= Math.max(o, c))) expect.fail(`bar ${i}`);
      if (i > 0 && (columns.openTime[i] as number) < (columns.closeTime[i - 1] as number)) expect.fail(`order ${i}`);
    }
  });

  test.skipIf(shared === undefined)(
    'every file of the collection is read or refused with a cure',
    async () => {
      for (const folder of ['csv_import', 'dirty', 'macro'])
        for (const name of readdirSync(`${market}${folder}`)) {
          const result = await read(`${folder}/${name}`);
          if (!result.ok) expect(result.error.fix, `${folder}/${name}`).toBeTruthy();
        }
    },
    60_000,
  );

  test.skipIf(shared === undefined)('splits that were never adjusted are found by the prices', async () => {
    const { series, batch } = await only('etf_daily/AAPL.csv');
    expect(batch.notes.join()).toMatch(/2 at row 120, 2 at row 1296, 7 at row 3631, 4 at row 5200/);
    const c = series.columns.close;
    for (const row of [120, 1296, 3631, 5200])
      expect(Math.abs((c[row - 2] as number) / (c[row - 3] as number) - 1)).toBeLessThan(0.15);
    expect((await only('etf_daily/SPY.csv')).batch.notes.join()).not.toMatch(/split/);
    expect((await only('csv_import/zipline_csvdir_KO.csv')).batch.notes.join()).not.toMatch(/split/);
  });

  test.skipIf(shared === undefined)('a faulty unit comes out as in the repaired twin', async () => {
    const [bad, good] = [await only('dirty/ASAI-L-1h-bad-unit.csv'), await only('dirty/ASAI-L-1h-bad-unit-fixed.csv')];
    const rounded = (s: typeof bad) => [...s.series.columns.close].map((x) => x.toFixed(2));
    expect(rounded(bad)).toEqual(rounded(good));
    expect(bad.issues.filter((i) => i.code === 'unit-100x').map((i) => i.row)).toEqual([13, 13]);
    const [mixed, clean] = [
      await only('dirty/SSW-JO-1d-100x-error.csv'),
      await only('dirty/SSW-JO-1d-100x-error-fixed.csv'),
    ];
    const scale = (mixed.series.columns.close[0] as number) / (clean.series.columns.close[0] as number);
    expect(scale).toBeCloseTo(100, 6);
    for (let i = 0; i < clean.series.columns.close.length; i++)
      expect((mixed.series.columns.close[i] as number) / (clean.series.columns.close[i] as number)).toBeCloseTo(100, 3);
  });

  test.skipIf(shared === undefined)(
    'faulty downloads that cannot be repaired score below their repaired twins',
    async () => {
      for (const name of [
        'CNE-L-1d-bad-stock-split',
        'LA-V-1d-bad-stock-split',
        'MOB-ST-1d-bad-stock-split',
        'SPM-MI-1d-bad-stock-split',
        'AV-L-1wk-bad-stock-split',
      ]) {
        const [bad, good] = [await only(`dirty/${name}.csv`), await only(`dirty/${name}-fixed.csv`)];
        expect(bad.qualityScore, name).toBeLessThan(good.qualityScore);
      }
      for (const clean of ['CALM-1d-no-bad-divs', '1398-HK-1d-bad-div-fixed'])
        expect((await only(`dirty/${clean}.csv`)).qualityScore).toBeGreaterThan(0.99);
    },
  );

  test.skipIf(shared === undefined)('dates with the offset of a far exchange stay the dates they are', async () => {
    const { columns } = (await only('dirty/1398-HK-1d-bad-div.csv')).series;
    expect(new Date((columns.openTime[0] as number) + 8 * 3_600_000).toISOString()).toBe('2022-01-03T00:00:00.000Z');
  });
});
