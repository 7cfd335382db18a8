/** The retirement rule: written from a report, kept over restarts, pausing and retiring when the returns say so. */
import { describe, expect, it } from 'vitest';
import { createKeeper } from '../../../agents/learning/retirement/keeper.ts';
import { retirementRuleOf } from '../../../agents/learning/retirement/rule.ts';
import { beginWatch, healthOf, type WatchState, watchBar } from '../../../agents/learning/retirement/watch.ts';
import type { Deployment } from '../../../shared/bus/topics-trade.ts';
import { ensureDefined } from '../../../shared/core/assert.ts';
import { createRandom } from '../../../shared/core/random.ts';
import type { Performance } from '../../../shared/domain/metrics.ts';
import { retirementWords } from '../../../shared/domain/retirement-words.ts';

const day = 86_400_000;
const record = (sharpe: number | null): Performance => ({
  bars: 2000,
  trades: 100,
  totalReturn: 1,
  annualReturn: 0.1,
  annualVolatility: 0.1,
  sharpe,
  sortino: 1,
  calmar: 1,
  maxDrawdown: -0.12,
  maxDrawdownBars: 100,
  winRate: 0.5,
  profitFactor: 1.5,
  expectancy: 1,
  exposure: 1,
  turnover: 1,
  costs: 0,
  barSharpe: sharpe === null ? null : sharpe / Math.sqrt(252),
  skewness: 0,
  kurtosis: 3,
});
const report = (inSample: number, outOfSample: number | null) => ({
  performance: record(inSample),
  inSample: record(inSample),
  outOfSample: record(outOfSample),
});
const rule = ensureDefined(retirementRuleOf(report(2, 1.5), 252), 'both samples earn');
const paper = { deploymentId: 'pd-1', strategyId: 'st-1', environment: 'paper' } as const;

/** Days of normal returns whose mean is so many times the expected one. */
function trade(times: number, days: number, seed: string, from = beginWatch(paper, rule)): WatchState {
  const random = createRandom(seed);
  let state = from;
  let equity = state.equity ?? 100_000;
  if (state.equity === null) state = watchBar(state, day, equity);
  const start = state.asOf;
  for (let i = 1; i <= days && state.status !== 'retire'; i++) {
    equity *= 1 + times * rule.expectedMean + rule.deviation * random.normal();
    state = watchBar(state, start + i * day, equity);
  }
  return state;
}

describe('the rule', () => {
  it('holds trading to the weaker sample, at the whole run’s volatility', () => {
    expect(rule.expectedMean * 252).toBeCloseTo(0.15, 12);
    expect(rule.deviation).toBeCloseTo(0.1 / Math.sqrt(252), 12);
    expect(rule.pauseDrawdown).toBeCloseTo(0.18, 12);
    expect(rule.cusum.falseAlarmBars).toBe(5 * 252);
    expect(rule.sprt.barsToNotice).toBeGreaterThan(rule.cusum.barsToNotice);
  });

  it('is not written where no edge is expected', () => {
    expect(retirementRuleOf(report(2, -0.1), 252)).toBeUndefined();
    expect(retirementRuleOf(report(2, null), 252)).toBeUndefined();
  });

  it('says its numbers', () => {
    expect(retirementWords(rule)).toMatch(/15\.0 % a year.*5\.0 % of cases.*10\.0 %.*5\.0 years.*18\.0 %/);
  });
});

describe('the watch', () => {
  it('retires hardly any strategy that earns what was expected, and most whose edge is gone', () => {
    // Clean bills begin new tests, so that false alarms add up over the years: three years of days, some six tests.
    const retired = (times: number, days: number): number =>
      Array.from({ length: 200 }, (_, i) => trade(times, days, `${times}/${i}`)).filter((s) => s.status === 'retire')
        .length / 200;
    expect(retired(1, 756)).toBeLessThan(0.12);
    expect(retired(0, 3 * rule.sprt.barsToNotice)).toBeGreaterThan(0.9);
    expect(retired(-1, 756)).toBeGreaterThan(0.98);
  });

  it('pauses at a fall from the peak beyond the rule, even in its first days, and stays so', () => {
    let state = watchBar(beginWatch(paper, rule), day, 100_000);
    state = watchBar(state, 2 * day, 81_000);
    expect(state.status).toBe('pause');
    expect(healthOf(state).text).toContain('fell 19.0 %');
    expect(watchBar(state, 3 * day, 99_000).status).toBe('pause');
  });

  it('counts a bar once, ignores a broken equity, and begins anew when the market goes back in time', () => {
    const after = trade(1, 30, 'once');
    expect(watchBar(after, after.asOf, 1)).toBe(after);
    expect(watchBar(after, after.asOf + day, Number.NaN)).toBe(after);
    expect(watchBar(after, after.asOf + day, 0)).toBe(after);
    expect(watchBar(after, 5 * day, 50_000)).toMatchObject({ bars: 0, gone: 0, peak: 50_000, status: 'too-early' });
  });
});

describe('the keeper', () => {
  const deployment = (status: Deployment['status']): Deployment => ({
    ...paper,
    specHash: 'a'.repeat(64),
    datasetId: 'ds',
    limits: {
      capital: 1,
      maxPositionShare: 1,
      maxGrossLeverage: 1,
      maxDailyLossShare: 1,
      maxDrawdownShare: 1,
    },
    approvalHash: 'b'.repeat(64),
    status,
    reason: '',
  });
  const disk = () => {
    let kept: string | undefined;
    return {
      load: () => kept,
      save: (json: string) => {
        kept = json;
      },
    };
  };

  it('watches what trades, over a restart, and forgets what has stopped', () => {
    const state = disk();
    const keeper = createKeeper(state);
    keeper.deployment(deployment('active'), rule);
    keeper.bar(day, () => 100_000);
    expect(keeper.bar(2 * day, () => 80_000)).toMatchObject([{ deploymentId: 'pd-1', bars: 1, status: 'pause' }]);
    const reopened = createKeeper(state);
    reopened.deployment(deployment('paused'), null);
    expect(reopened.bar(3 * day, () => 81_000)[0]).toMatchObject({ bars: 2, status: 'pause' });
    reopened.deployment(deployment('stopped'), null);
    expect(reopened.bar(4 * day, () => 81_000)).toEqual([]);
  });

  it('lets a resumed strategy go on from where it stands', () => {
    const keeper = createKeeper(disk());
    keeper.deployment(deployment('active'), rule);
    keeper.bar(day, () => 100_000);
    keeper.bar(2 * day, () => 80_000);
    keeper.deployment(deployment('active'), null);
    expect(keeper.bar(3 * day, () => 80_500)[0]).toMatchObject({ drawdown: 0, status: 'too-early' });
  });

  it('does not watch what has no rule', () => {
    const keeper = createKeeper(disk());
    keeper.deployment(deployment('active'), null);
    expect(keeper.bar(day, () => 1)).toEqual([]);
  });
});
