/** Trades of two independent engines on real bars: ours must enter and leave on the same bars at the same prices. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { backtestPortfolioLimits } from '../../agents/engine/backtest/limits.ts';
import { runBacktest } from '../../agents/engine/backtest/run.ts';
import { createGate } from '../../agents/engine/orders/gate.ts';
import type { BarColumns } from '../../shared/domain/bar.ts';
import type { StrategySpec } from '../../shared/strategy/spec.ts';
import { sharedFolder } from '../support/shared-folder.ts';
import { datasetOf, instrumentOf, specOf, testLimits } from './small-market.ts';

interface Trade {
  direction: 'long' | 'short';
  entryBar: number;
  exitBar: number;
  entryPrice: number;
  exitPrice: number;
}
interface Case {
  id: string;
  input: { data: string };
  params: { strategy?: string };
  /** A text instead of trades says that they are those of backtrader. */
  expected: Record<string, { trades: Trade[] | string }>;
}

const up = 'cross_over(sma(close, 10), sma(close, 20))';
const down = 'cross_under(sma(close, 10), sma(close, 20))';
const rules: Record<string, Partial<StrategySpec['rules']>> = {
  sma_long: { entryLong: up, exitLong: down },
  sma_longshort: { entryLong: up, exitLong: down, entryShort: down, exitShort: up },
  rsi_mr: { entryLong: 'rsi(close, 14) < 30', exitLong: 'rsi(close, 14) > 70' },
  bb_breakout_stop: {
    entryLong: 'cross_over(close, bb_upper(close, 20, 2))',
    exitLong: 'close < bb_middle(close, 20, 2)',
  },
};

const folder = sharedFolder();
const day = 86_400_000;

describe.skipIf(folder === undefined)('two peers (skipped without the reference folder)', () => {
  const cases: Case[] = folder
    ? JSON.parse(readFileSync(`${folder}conformance/backtest.json`, 'utf8')).cases.filter(
        (c: Case) => rules[c.params.strategy ?? ''] && c.id.endsWith('fixed-c0'),
      )
    : [];

  const columnsOf = (name: string): BarColumns => {
    const rows = readFileSync(`${folder}conformance/${name}`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').map(Number));
    const column = (i: number) => Float64Array.from(rows, (row) => row[i] as number);
    return {
      openTime: Float64Array.from(rows, (_, i) => i * day + 1),
      closeTime: Float64Array.from(rows, (_, i) => i * day + day / 2),
      open: column(1),
      high: column(2),
      low: column(3),
      close: column(4),
      volume: Float64Array.from(rows, () => 0),
      dividend: Float64Array.from(rows, () => 0),
    };
  };

  test('cases were found', () => expect(cases.length).toBe(16));

  test.each(cases.map((c) => [c.id, c] as const))('%s', (_id, c) => {
    const strategy = c.params.strategy ?? '';
    const isBracket = strategy === 'bb_breakout_stop';
    const result = runBacktest({
      spec: specOf({
        rules: rules[strategy] ?? {},
        symbols: ['AAA'],
        sizing: { kind: 'percent-of-equity', percent: 1 },
        ...(isBracket && { protection: { stopLossPercent: 5 } }),
      }),
      dataset: datasetOf({ AAA: columnsOf(c.input.data) }, [instrumentOf('AAA', { tickSize: 1e-6, lotSize: 1e-6 })]),
      costs: { commissionBps: 0, commissionPerShare: 0, commissionMinimum: 0, slippageBps: 0 },
      capital: 1e6,
      limits: { ...testLimits, maxDrawdownShare: 1, maxDailyLossShare: 1 },
      gate: createGate({
        limits: () => ({ ...backtestPortfolioLimits(testLimits), maxDrawdownShare: 1, maxDailyLossShare: 1 }),
        latch: { level: () => 'armed' },
      }),
      intrabar: 'worst',
    });
    const mine = result.trades.map((t) => ({
      direction: t.side,
      entryBar: Math.floor(t.entryTime / day),
      exitBar: Math.floor(t.exitTime / day),
      entryPrice: t.entryPrice,
      exitPrice: t.exitPrice,
    }));
    // Children that work on the entry bar are one peer's convention, and ours.
    const listed = [c.expected[isBracket ? 'backtesting.py' : 'backtrader'], c.expected.backtrader].map(
      (e) => e?.trades,
    );
    const peer = listed.find((t): t is Trade[] => Array.isArray(t)) ?? [];
    const theirs = peer.map(({ direction, entryBar, exitBar, entryPrice, exitPrice }) => ({
      direction,
      entryBar,
      exitBar,
      entryPrice: expect.closeTo(entryPrice, 5),
      exitPrice: expect.closeTo(exitPrice, 5),
    }));
    expect(mine).toEqual(theirs);
    expect(mine.length).toBeGreaterThan(0);
    expect(result.refusedOrders).toBe(0);
  });
});
