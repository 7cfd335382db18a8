/** `quantai backtest`: trades, equity and files of a run over price files, and clear refusals. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CommandContext } from '../../../electron/headless/command.ts';
import { backtest } from '../../../electron/headless/commands/backtest.ts';
import { isoDate } from '../../../shared/core/time.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantai-backtest-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
/** Weekdays from 1 January 2024; closes swing, opens are the closes before. */
const days = Array.from({ length: 160 }, (_, i) => isoDate(Date.UTC(2024, 0, 1 + Math.floor(i / 5) * 7 + (i % 5))));
const closes = days.map((_, i) => Math.round((100 + 12 * Math.sin(i / 6)) * 100) / 100);
const prices = (name = 'aaa.csv', more = '') =>
  file(
    name,
    [
      'date,open,high,low,close,volume',
      ...days.map((d, i) => {
        const open = closes[Math.max(0, i - 1)] as number;
        const close = closes[i] as number;
        return `${d},${open},${Math.max(open, close) + 0.5},${Math.min(open, close) - 0.5},${close},100000`;
      }),
      ...(more === '' ? [] : [more]),
    ].join('\n'),
  );
let written = 0;
const spec = (changes: Record<string, unknown> = {}) =>
  file(
    `spec-${written++}.json`,
    JSON.stringify({
      schema: 1,
      name: 'a swing',
      family: 'trend',
      thesis: 'prices that move go on moving',
      falsifier: 'they turn around more often than not',
      symbols: ['ANY'],
      timeframe: '1d',
      parameters: { level: { value: 105, min: 50, max: 150, step: 1 } },
      rules: { entryLong: 'close > level', exitLong: 'close < 100', entryShort: null, exitShort: null },
      regimeFilter: null,
      sizing: { kind: 'percent-of-equity', percent: 50 },
      protection: {
        stopLossPercent: null,
        stopLossAtr: null,
        takeProfitPercent: null,
        trailingStopPercent: null,
        timeExitBars: null,
        atrLength: 14,
      },
      maxOpenPositions: 1,
      ...changes,
    }),
  );

interface Document {
  finalEquity: number;
  bestCaseEquity: number;
  trades: {
    entryTime: string;
    entryPrice: number;
    exitPrice: number;
    quantity: number;
    fees: number;
    pnl: number;
    entryBar: number;
  }[];
  openPositions: { quantity: number; marketPrice: number; averagePrice: number }[];
  equity: { times: string[]; values: number[] };
  metrics: Record<string, number | null>;
  benchmark: { values: number[] };
  warnings: string[];
  assumptions: string[];
}
const defaults = {
  cash: 10_000,
  commission: 0,
  slippage: 0,
  fill: ['next-open'],
  leverage: 1,
  lot: 1,
  calendar: 'us-equity',
};
async function ask(options: Record<string, unknown>) {
  const answer = await backtest.run({} as CommandContext, [], { ...defaults, ...options });
  return answer.ok
    ? { json: answer.value.json as Document, lines: answer.value.lines, refused: undefined }
    : { json: undefined, lines: [], refused: answer.error };
}

it('answers trades at the next open, whose results explain the equity', async () => {
  const { json } = await ask({ strategy: spec(), data: prices(), commission: 0.001, sizing: 'fixed:20' });
  if (!json) throw new Error('it ran');
  expect(json.trades.length).toBeGreaterThan(2);
  for (const t of json.trades) {
    // The open is the close that decided.
    expect(t.entryPrice).toBeCloseTo(closes[t.entryBar - 1] as number, 9);
    expect(t.entryPrice).toBeGreaterThan(105);
    expect(t.quantity).toBe(20);
    expect(t.fees).toBeCloseTo(0.02 * (t.entryPrice + t.exitPrice), 9);
    expect(t.pnl).toBeCloseTo(20 * (t.exitPrice - t.entryPrice) - t.fees, 9);
  }
  const open = json.openPositions.reduce((sum, p) => sum + p.quantity * (p.marketPrice - p.averagePrice * 1.001), 0);
  const made = json.trades.reduce((sum, t) => sum + t.pnl, 0);
  expect(json.finalEquity).toBeCloseTo(10_000 + made + open, 6);
  expect(json.equity.values.at(-1)).toBe(json.finalEquity);
  expect(json.equity.times).toHaveLength(160);
  expect(json.metrics['total-return']).toBeCloseTo(json.finalEquity / 10_000 - 1, 12);
});

it('trades only between two days, sets parameters, and holds the benchmark', async () => {
  const { json } = await ask({
    strategy: spec(),
    data: prices(),
    set: 'level=108',
    from: '2024-03-01',
    to: '2024-06-28',
    benchmark: prices('bbb.csv'),
  });
  if (!json) throw new Error('it ran');
  expect(json.equity.times[0]?.slice(0, 10)).toBe('2024-03-01');
  for (const t of json.trades) {
    expect(t.entryPrice).toBeGreaterThan(108);
    expect(t.entryTime > '2024-03-01').toBe(true);
  }
  const last = closes[days.indexOf('2024-06-28')] as number;
  expect(json.benchmark.values.at(-1)).toBeCloseTo((10_000 * last) / (closes[days.indexOf('2024-03-01')] as number), 6);
  expect(json.metrics.beta).not.toBeNull();
});

it('writes a page that needs nothing else, trades and equity; both cases are told where they differ', async () => {
  const protection = {
    stopLossPercent: 1,
    stopLossAtr: null,
    takeProfitPercent: 1,
    trailingStopPercent: null,
    timeExitBars: null,
    atrLength: 14,
  };
  const [report, trades, equity] = ['r.html', 't.csv', 'e.csv'].map((n) => join(folder, n)) as [string, string, string];
  const { json, lines } = await ask({
    strategy: spec({ protection }),
    data: prices(),
    report,
    trades,
    equity,
    fill: ['same-close'],
  });
  if (!json) throw new Error('it ran');
  expect(json.bestCaseEquity).toBeGreaterThanOrEqual(json.finalEquity);
  expect(json.warnings[0]).toContain('very close');
  expect(lines.some((l) => l.startsWith('WARNING'))).toBe(true);
  const page = readFileSync(report, 'utf8');
  for (const part of [
    'Equity',
    'Fall from the peak',
    'Sharpe ratio over',
    'Months',
    'Worst and best case',
    'Costs',
    'for and against',
    'Statistics',
  ])
    expect(page).toContain(part);
  expect(page).not.toMatch(/<script|src=|https?:/);
  expect(readFileSync(trades, 'utf8').trim().split('\r\n')).toHaveLength(json.trades.length + 1);
  expect(readFileSync(equity, 'utf8').trim().split('\r\n')).toHaveLength(161);
});

it('runs a template by name over several files', async () => {
  const { json } = await ask({
    strategy: 'average-cross',
    data: `${prices()},${prices('bbb.csv')}`,
    fill: ['next-open', 'volume-share:0.05'],
    cost: ['per-share:rate=0.005;minimum=1'],
  });
  expect(json?.equity.values).toHaveLength(160);
});

it('books dividends and splits only where prices are said to be as traded', async () => {
  const path = file(
    'ccc.csv',
    `date,open,high,low,close,volume,dividend,split\n${days
      .slice(0, 30)
      .map((d, i) => `${d},110,111,109,110,1000,${i === 20 ? 2 : 0},0`)
      .join('\n')}`,
  );
  const plain = await ask({ strategy: spec(), data: path, sizing: 'fixed:10' });
  expect(plain.json?.finalEquity).toBe(10_000);
  expect(plain.json?.assumptions.join(' ')).toContain('--unadjusted');
  const booked = await ask({ strategy: spec(), data: path, sizing: 'fixed:10', unadjusted: true });
  expect(booked.json?.finalEquity).toBe(10_020);
});

it('refuses what it cannot do, and says how to mend it', async () => {
  const code = async (options: Record<string, unknown>) =>
    (await ask({ strategy: spec(), data: prices(), ...options })).refused?.code;
  expect(await code({ strategy: 'no such thing' })).toBe('not-found');
  expect(await code({ strategy: file('bad.json', '{') })).toBe('bad-strategy');
  expect(
    await code({
      strategy: spec({ rules: { entryLong: 'close >', exitLong: null, entryShort: null, exitShort: null } }),
    }),
  ).toBeDefined();
  expect(await code({ strategy: spec({ regimeFilter: 'regime() == "bull"' }) })).toBe('no-history');
  expect(await code({ set: 'nothing=1' })).toBe('bad-option');
  expect(await code({ fill: ['never'] })).toBe('unknown-part');
  expect(await code({ from: 'yesterday' })).toBe('bad-option');
  expect(await code({ data: `${prices()},${prices()}` })).toBe('bad-usage');
  expect(await code({ data: prices('bad.csv', '2025-01-01,1,0.5,2,1,10') })).toBe('bad-prices');
  expect(await code({ data: join(folder, 'missing.csv') })).toMatch(/missing|not-found|unreadable/);
  expect(await code({ report: join(folder, 'no', 'folder', 'r.html') })).toBe('not-written');
});

it('runs columns of signals in place of a strategy, and only one of the two', async () => {
  const rows = days.map((d, i) => `${d},${i % 20 === 3 ? 1 : 0},${i % 20 === 9 ? 1 : 0}`);
  const signals = file('signals.csv', ['date,entry_long,exit_long', ...rows].join('\n'));
  const { json } = await ask({ signals, data: prices(), sizing: 'fixed:5' });
  expect(json?.trades.map((t) => t.entryBar)).toEqual([4, 24, 44, 64, 84, 104, 124, 144]);
  expect((await ask({ data: prices() })).refused?.code).toBe('bad-usage');
  expect((await ask({ signals, strategy: spec(), data: prices() })).refused?.code).toBe('bad-usage');
  const short = file('short.csv', ['date,entry_long', ...rows.slice(0, 9).map((r) => r.slice(0, 12))].join('\n'));
  expect((await ask({ signals: short, data: prices() })).refused?.code).toBe('bad-signals');
});
