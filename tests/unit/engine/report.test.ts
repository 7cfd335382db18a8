/** The run report: self-contained, escaped, honest about synthetic data, and its figures add up. */
import { describe, expect, test } from 'vitest';
import { backtestPortfolioLimits } from '../../../agents/engine/backtest/limits.ts';
import { performanceOf } from '../../../agents/engine/backtest/performance.ts';
import { runBacktest } from '../../../agents/engine/backtest/run.ts';
import { createGate } from '../../../agents/engine/orders/gate.ts';
import { niceTicks } from '../../../agents/engine/report/charts.ts';
import { equityCsv, tradesCsv } from '../../../agents/engine/report/exports.ts';
import { count } from '../../../agents/engine/report/format.ts';
import { yearRows } from '../../../agents/engine/report/months.ts';
import { type RunReportInput, runReport } from '../../../agents/engine/report/run-report.ts';
import { monthlyReturns } from '../../../shared/quant/metrics/monthly-returns.ts';
import { smallMarket, specOf, testLimits } from '../../golden/small-market.ts';

const spec = specOf({
  rules: { entryLong: 'cross_over(close, sma(close, 20))', exitLong: 'cross_under(close, sma(close, 20))' },
});
const result = runBacktest({
  spec,
  dataset: smallMarket(500),
  costs: { commissionBps: 1, commissionPerShare: 0, commissionMinimum: 0, slippageBps: 2 },
  capital: 100_000,
  limits: testLimits,
  gate: createGate({ limits: () => backtestPortfolioLimits(testLimits), latch: { level: () => 'armed' } }),
  intrabar: 'worst',
});
const performance = performanceOf(result);
const nasty = `<script>alert(1)</script>"'&`;
const input: RunReportInput = {
  runId: 'run-1',
  seed: 7,
  writtenAt: Date.UTC(2025, 0, 1),
  datasetId: 'ds-1',
  datasetName: nasty,
  synthetic: true,
  benchmarkName: 'IDX',
  from: result.times[0] as number,
  to: result.times[499] as number,
  symbols: 4,
  generations: 1,
  trials: 12,
  candidates: [
    {
      strategyId: 'st-1',
      name: nasty,
      family: 'trend',
      generation: 0,
      verdict: 'no-go',
      decidedBy: 'A6',
      failedCheck: null,
      reason: `too few trades: 3 ${nasty}`,
      performance,
      outOfSample: performance,
      deflatedSharpe: 0.2,
    },
    {
      strategyId: 'st-2',
      name: 'never run',
      family: 'trend',
      generation: 0,
      verdict: 'no-go',
      decidedBy: 'D5',
      failedCheck: 'look-ahead',
      reason: 'look-ahead',
      performance: null,
      outOfSample: null,
      deflatedSharpe: null,
    },
  ],
  strategies: [
    {
      strategyId: 'st-1',
      name: nasty,
      verdict: 'no-go',
      reason: nasty,
      thesis: nasty,
      falsifier: nasty,
      words: [nasty],
      rules: [{ name: 'entryLong', text: 'close < 3 and open > "x"' }],
      result,
      benchmarkEquity: result.times.map((_, i) => 1 + i / 1000),
      inSampleEnd: result.times[300] as number,
      performance,
      inSample: performance,
      outOfSample: performance,
      bestCase: performance,
      benchmark: null,
      checks: [{ check: nasty, passed: false, evidence: nasty, value: null, threshold: null }],
    },
  ],
  notes: [nasty],
};

describe('the page', () => {
  const page = runReport(input);
  test('escapes every text and has no script and no request', () => {
    expect(page).not.toMatch(/<script/i);
    expect(page).not.toMatch(/\bon\w+=/i);
    expect(page).not.toMatch(/(?:src|href)="(?!#)/i);
    expect(page).not.toMatch(/@import|url\(/i);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });
  test('says that data are synthetic, and only when they are', () => {
    expect(page).toContain('SYNTHETIC DATA');
    expect(runReport({ ...input, synthetic: false })).not.toContain('SYNTHETIC');
  });
  test('shows every candidate, the trial count and both charts', () => {
    expect(page).toContain('never run');
    expect(page).toContain('best of 12 worthless variants');
    expect(page.match(/role="img"/g)?.length).toBeGreaterThanOrEqual(3);
  });
  test('an empty run is a page too', () => {
    expect(runReport({ ...input, candidates: [], strategies: [], notes: [] })).toContain(
      'No candidate reached a backtest',
    );
  });
});

test('months compound to the total return', () => {
  const rows = yearRows(monthlyReturns(result.times, result.equity, result.capital));
  const total = rows.reduce((growth, row) => growth * (1 + row.total), 1) - 1;
  expect(total).toBeCloseTo(performance.totalReturn ?? 0, 8);
  expect(rows.flatMap((r) => r.months).filter((m) => m !== null).length).toBe(24);
});

test('ticks are round and enclose the range', () => {
  for (const [low, high] of [
    [0, 1],
    [-0.31, 0],
    [96_000, 131_000],
    [5, 5],
    [-1e-9, 1e-9],
  ] as const) {
    const ticks = niceTicks(low, high);
    expect(ticks[0]).toBeLessThanOrEqual(low);
    expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(high);
    expect(ticks.length).toBeGreaterThan(1);
    expect(ticks.length).toBeLessThan(9);
  }
});

test('CSV: one row per trade and moment, and no formula gets through', () => {
  expect(tradesCsv(result).trim().split('\r\n')).toHaveLength(result.trades.length + 1);
  expect(equityCsv(result).trim().split('\r\n')).toHaveLength(501);
  const trade = result.trades[0];
  if (!trade) throw new Error('a trade was expected');
  const row = tradesCsv({ ...result, trades: [{ ...trade, symbol: '=cmd("x")', exitReason: 'a, b' }] }).split(
    '\r\n',
  )[1];
  expect(row).toMatch(/^"'=cmd\(""x""\)",long,/);
  expect(row).toContain('"a, b"');
});

test('counts refusals by the check that failed, whatever its figures', () => {
  const refused = (strategyId: string, reason: string) => ({
    ...input.candidates[1]!,
    strategyId,
    decidedBy: 'A6',
    failedCheck: 'deflated-sharpe',
    reason,
  });
  const page = runReport({ ...input, candidates: [refused('st-a', '14 % sure'), refused('st-b', '31 % sure')] });
  expect(page).toContain('A6: deflated sharpe</td><td class="n">2</td>');
});

test('groups the digits in front of the point only', () => {
  expect(count(1234567)).toBe('1 234 567');
  expect(count(28.68041237113402)).toBe('28.7');
  expect(count(1234.96)).toBe('1 235.0');
});
