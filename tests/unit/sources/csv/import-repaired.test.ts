/** What an import repairs, and that it says so; what it understands without a word. */
import { describe, expect, it } from 'vitest';
import { readCsvFiles, symbolOf } from '../../../../agents/sources/csv/read-csv-files.ts';
import { bare, codes, columns, file, imported, rows } from './import-bench.ts';

const closes = (count: number) => rows(count).map((line) => Number(line.split(',')[4]));

describe('understands', () => {
  it('a plain file: every value, at the session times of US equities', async () => {
    const batch = await imported(file(rows(40)), 'data/aapl.csv');
    const c = columns(batch);
    expect([...c.close]).toEqual(closes(40));
    expect(new Date(c.openTime[0] as number).toISOString()).toBe('2024-01-02T14:30:00.000Z');
    expect(new Date(c.closeTime[0] as number).toISOString()).toBe('2024-01-02T21:00:00.000Z');
    expect(batch).toMatchObject({ synthetic: false, source: 'csv', benchmark: 'AAPL' });
    expect(batch.series[0]?.series).toMatchObject({ symbol: 'AAPL', timeframe: '1d' });
  });
  it('a byte order mark, Windows line ends, tabs, semicolons, quotes and UTF-16', async () => {
    const plain = [...columns(await imported(file(rows(40)))).close];
    const variants = [
      `\ufeff${file(rows(40))}`,
      file(rows(40)).replaceAll('\n', '\r\n'),
      file(rows(40)).replaceAll(',', '\t'),
      `sep=;\n${file(rows(40)).replaceAll(',', ';')}`,
      file(rows(40)).replace(/[^,\n]+/g, '"$&"'),
      file(rows(40)).replaceAll('\n', '\n\n'),
    ];
    for (const text of variants) expect([...columns(await imported(text)).close]).toEqual(plain);
  });
  it('names of columns in any case, order and usual wording', async () => {
    const shuffled = rows(40).map((l) => {
      const [d, o, h, lo, c, v] = l.split(',');
      return `${v},${c},${lo},${h},${o},${d},9`;
    });
    const c = columns(await imported(file(shuffled, '<VOL>,Close/Last,PRICE LOW,high,O,Trade Date,OpenInterest')));
    expect([...c.close]).toEqual(closes(40));
    expect(c.low[0]).toBe(99);
  });
  it('an unnamed first column with dates, and says so', async () => {
    const batch = await imported(file(rows(40), bare.replace('Date', '')));
    expect(columns(batch).close.length).toBe(40);
    expect(batch.notes.join()).toContain('has no name');
  });
  it('European decimals, thousands, currency signs and volumes in millions', async () => {
    const european = await imported(
      'Datum;Eröffnung;Hoch;Tief;Schluss;Volumen\n02.01.2024;1.234,50;1.250,00;1.230,25;1.240,75;1.000\n03.01.2024;1.240,50;1.260,00;1.235,25;1.250,75;2.000',
    );
    expect([...columns(european).close]).toEqual([1240.75, 1250.75]);
    expect([...columns(european).volume]).toEqual([1000, 2000]);
    expect(european.notes.join()).toContain('decimal comma');
    const american = await imported(
      'Date,Close/Last,Volume,Open,High,Low\n01/31/2024,"$1,240.75",1.5M,"$1,234.50","$1,250.00","$1,230.25"\n01/30/2024,"$1,230.75",2K,"$1,224.50","$1,240.00","$1,220.25"',
    );
    expect([...columns(american).close]).toEqual([1230.75, 1240.75]);
    expect([...columns(american).volume]).toEqual([2000, 1_500_000]);
  });
  it('dates settled by the whole file, with a note', async () => {
    const american = await imported(file(['01/03/2024,1,2,1,2,1', '01/04/2024,1,2,1,2,1', '01/16/2024,1,2,1,2,1']));
    expect(new Date(columns(american).openTime[0] as number).toISOString().slice(0, 10)).toBe('2024-01-03');
    expect(american.notes.join()).toContain('month/day/year');
    const british = await imported(file(['03/01/24,1,2,1,2,1', '04/01/24,1,2,1,2,1', '16/01/24,1,2,1,2,1']));
    expect(new Date(columns(british).openTime[0] as number).toISOString().slice(0, 10)).toBe('2024-01-03');
    expect(british.notes.join()).toContain('Two-digit years');
  });
  it.each([
    ['20240102', '20240103'],
    ['02-Jan-2024', '03-Jan-2024'],
    ['Jan 2, 2024', 'Jan 3, 2024'],
    ['2024/1/2', '2024/1/3'],
    ['2024-01-02 00:00:00', '2024-01-03 00:00:00'],
    ['2024-01-02T00:00:00-05:00', '2024-01-03T00:00:00-05:00'],
    ['1704153600', '1704240000'],
    ['1704153600000', '1704240000000'],
  ])('the date %s', async (first, second) => {
    const c = columns(await imported(`Date;Open;High;Low;Close\n${first};1.5;2;1;2\n${second};1.5;2;1;2`));
    expect(new Date(c.closeTime[0] as number).toISOString()).toBe('2024-01-02T21:00:00.000Z');
    expect(new Date(c.closeTime[1] as number).toISOString()).toBe('2024-01-03T21:00:00.000Z');
  });
  it('minutes in exchange time, with a zone, and in UTC', async () => {
    const minute = (i: number) =>
      `${String(9 + Math.floor((30 + i) / 60)).padStart(2, '0')}:${String((30 + i) % 60).padStart(2, '0')}`;
    const local = await imported(
      file(
        Array.from({ length: 390 }, (_, i) => `2024-07-01,${minute(i)},1,2,1,2,1`),
        'Date,Time,Open,High,Low,Close,Volume',
      ),
    );
    expect(local.series[0]?.series.timeframe).toBe('1m');
    expect(new Date(columns(local).openTime[0] as number).toISOString()).toBe('2024-07-01T13:30:00.000Z');
    expect(local.notes.join()).toContain('New York');
    const zoned = await imported(
      file([
        '2024-03-08T15:55:00-05:00,1,2,1,2,1',
        '2024-03-11T09:30:00-04:00,1,2,1,2,1',
        '2024-03-11T09:35:00-04:00,1,2,1,2,1',
        '2024-03-11T09:40:00-04:00,1,2,1,2,1',
      ]),
    );
    expect(zoned.series[0]?.series.timeframe).toBe('5m');
    expect(new Date(columns(zoned).openTime[1] as number).toISOString()).toBe('2024-03-11T13:30:00.000Z');
    const round = await imported(
      file(
        Array.from(
          { length: 30 },
          (_, i) => `${new Date(Date.UTC(2024, 0, 2) + i * 3_600_000).toISOString().slice(0, 16)},1,2,1,2,1`,
        ),
      ),
    );
    expect(round.series[0]?.series.timeframe).toBe('1h');
    expect(round.notes.join()).toContain('UTC');
  });
  it('weeks and months, known at their end', async () => {
    const weekly = await imported(file(['2024-01-08,1,2,1,2,1', '2024-01-15,1,2,1,2,1', '2024-01-22,1,2,1,2,1']));
    expect(weekly.series[0]?.series.timeframe).toBe('1w');
    expect(new Date(columns(weekly).closeTime[0] as number).toISOString()).toBe('2024-01-12T21:00:00.000Z');
    const monthly = await imported(file(['2024-01-01,1,2,1,2,1', '2024-02-01,1,2,1,2,1', '2024-03-01,1,2,1,2,1']));
    expect(new Date(columns(monthly).closeTime[2] as number).toISOString()).toBe('2024-03-28T20:00:00.000Z');
  });
  it('bid and ask as mid, ticks as minutes, crypto around the clock', async () => {
    const mid = await imported(
      'date,bid_open,bid_high,bid_low,bid_close,ask_open,ask_high,ask_low,ask_close\n2024-01-02,1,2,1,1.5,1.2,2.2,1.2,1.7\n2024-01-03,1,2,1,1.5,1.2,2.2,1.2,1.7',
      'EURUSD.csv',
    );
    expect(columns(mid).close[0]).toBeCloseTo(1.6, 12);
    expect(mid.instruments[0]).toMatchObject({ kind: 'fx', currency: 'USD' });
    const ticks = await imported(
      'TIMESTAMP,BID,ASK\n2024-01-02 16:53:50,1,1.2\n2024-01-02 16:53:51,1.2,1.4\n2024-01-02 16:53:52,0.8,1\n2024-01-02 16:54:10,1,1.2',
    );
    expect(
      [columns(ticks).open[0], columns(ticks).high[0], columns(ticks).low[0], columns(ticks).close[0]].map((x) =>
        x?.toFixed(2),
      ),
    ).toEqual(['1.10', '1.30', '0.90', '0.90']);
    const crypto = await imported(
      file(
        Array.from(
          { length: 40 },
          (_, i) => `${new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)},1,2,1,2,1`,
        ),
      ),
    );
    expect(crypto.instruments[0]?.kind).toBe('crypto');
    expect(new Date(columns(crypto).closeTime[5] as number).toISOString()).toBe('2024-01-07T00:00:00.000Z');
  });
  it('tables with a symbol column and tables of closes', async () => {
    const long = await imported(
      `date,symbol,open,high,low,close,volume\n${rows(20)
        .flatMap((l) => ['AAA', 'BBB'].map((s) => l.replace(',', `,${s},`)))
        .join('\n')}`,
    );
    expect(long.series.map((s) => s.series.symbol)).toEqual(['AAA', 'BBB']);
    expect(long.series[1]?.series.columns.close.length).toBe(20);
    const wide = await imported('date,SPY,KO\n2024-01-02,1,\n2024-01-03,2,5\n2024-01-04,3,6');
    expect(wide.series.map((s) => [s.series.symbol, s.series.columns.close.length])).toEqual([
      ['KO', 2],
      ['SPY', 3],
    ]);
    expect(wide.benchmark).toBe('SPY');
  });
  it('symbols from file names', () => {
    expect(
      ['x/aapl.csv', 'BRK.B.csv', 'C:\\data\\spy (1).csv', '^GSPC.txt', 'eur usd.csv', '.csv'].map(symbolOf),
    ).toEqual(['AAPL', 'BRK.B', 'SPY', '^GSPC', 'EUR_USD', 'UNNAMED']);
  });
});

describe('repairs and says so', () => {
  const damaged = (change: (lines: string[]) => void, count = 60) => {
    const lines = rows(count);
    change(lines);
    return imported(file(lines));
  };
  const cells = (line: string | undefined) => (line ?? '').split(',');

  it('rows out of order and rows newest first', async () => {
    const swapped = await damaged((l) => ([l[5], l[9]] = [l[9] as string, l[5] as string]));
    expect([...columns(swapped).close]).toEqual(closes(60));
    expect(codes(swapped)).toContain('unsorted');
    const reversed = await imported(file(rows(60).reverse()));
    expect([...columns(reversed).close]).toEqual(closes(60));
    expect(reversed.notes.join()).toContain('newest first');
  });
  it('doubled dates: equal rows once, different rows the later one', async () => {
    const batch = await damaged((l) => {
      l.splice(10, 0, l[10] as string);
      const [d, o, h, lo, , v] = cells(l[20]);
      l.splice(21, 0, [d, o, h, lo, '108.9', v].join(','));
    });
    expect(columns(batch).close.length).toBe(60);
    expect(columns(batch).close[19]).toBe(108.9);
    expect(batch.series[0]?.issues.filter((i) => i.code === 'duplicate-date').map((i) => i.row)).toEqual([13, 23]);
  });
  it('NaN, empty and impossible cells', async () => {
    const batch = await damaged((l) => {
      for (const [at, column, value] of [
        [4, 1, 'NaN'],
        [8, 4, ''],
        [12, 3, '-5'],
        [16, 5, 'n/a'],
      ] as const) {
        const c = cells(l[at]);
        c[column] = value;
        l[at] = c.join(',');
      }
    });
    expect(columns(batch).close.length).toBe(58);
    expect(codes(batch)).toEqual(expect.arrayContaining(['missing-price', 'missing-close', 'impossible-price']));
    expect(batch.series[0]?.issues.find((i) => i.code === 'missing-close')?.row).toBe(10);
  });
  it('a high below the low', async () => {
    const batch = await damaged((l) => {
      const c = cells(l[7]);
      [c[2], c[3]] = [c[3] as string, c[2] as string];
      l[7] = c.join(',');
    });
    expect(columns(batch).high[7]).toBe(104.5);
    expect(batch.series[0]?.issues.find((i) => i.code === 'high-below-low')?.row).toBe(9);
  });
  it('prices a hundredfold off, in whole rows and single cells', async () => {
    const batch = await damaged((l) => {
      for (const at of [20, 21]) {
        const [d, o, h, lo, c, v] = cells(l[at]);
        l[at] = [d, Number(o) * 100, Number(h) * 100, Number(lo) * 100, Number(c) * 100, v].join(',');
      }
      const c = cells(l[40]);
      c[3] = String(Number(c[3]) / 100);
      l[40] = c.join(',');
    });
    const expected = columns(await imported(file(rows(60))));
    for (const name of ['open', 'high', 'low', 'close'] as const)
      expect([...columns(batch)[name]].map((x) => x.toFixed(6))).toEqual([...expected[name]].map((x) => x.toFixed(6)));
    expect(batch.series[0]?.issues.filter((i) => i.code === 'unit-100x').map((i) => i.row)).toEqual([22, 23, 42]);
    expect(batch.series[0]?.qualityScore).toBeLessThan(1);
  });
  it('splits that nobody adjusted for, and leaves adjusted ones alone', async () => {
    const make = (raw: boolean) =>
      imported(
        file(
          rows(60).map((l, i) => {
            const [d, o, h, lo, c, v] = cells(l);
            const f = raw && i < 30 ? 4 : 1;
            return [
              d,
              Number(o) * f,
              Number(h) * f,
              Number(lo) * f,
              Number(c) * f,
              Number(v) / f,
              i === 10 ? 0.5 * f : 0,
              i === 30 ? 4 : 0,
            ].join(',');
          }),
          `${bare},Dividends,Stock Splits`,
        ),
      );
    const [raw, adjusted] = [await make(true), await make(false)];
    expect([...columns(raw).close]).toEqual([...columns(adjusted).close]);
    expect([...columns(raw).volume]).toEqual([...columns(adjusted).volume]);
    expect(columns(raw).dividend[10]).toBe(0.5);
    expect(raw.notes.join()).toContain('not adjusted for splits');
    expect(adjusted.notes.join()).not.toContain('not adjusted for splits');
  });
  it('a last row that was cut off', async () => {
    const batch = await imported(`${file(rows(40))}\n2024-02-27,10`);
    expect(columns(batch).close.length).toBe(40);
    expect(batch.notes.join()).toContain('cut off');
  });
  it('marks gaps and jumps it does not understand, without touching them', async () => {
    const batch = await damaged((l) => {
      l.splice(30, 6);
      const [d, , , , , v] = cells(l[45]);
      l[45] = [d, 180, 181, 160, 170, v].join(',');
    });
    expect(codes(batch)).toEqual(expect.arrayContaining(['missing-sessions', 'outlier-jump']));
    expect(columns(batch).close[45]).toBe(170);
  });
  it('adds up several files', async () => {
    const result = await readCsvFiles([
      { name: 'SPY.csv', text: file(rows(40)) },
      { name: 'AAPL.csv', text: file(rows(30)) },
    ]);
    expect(result.ok && result.value.series.map((s) => s.series.symbol)).toEqual(['AAPL', 'SPY']);
    expect(result.ok && result.value.benchmark).toBe('SPY');
  });
});
