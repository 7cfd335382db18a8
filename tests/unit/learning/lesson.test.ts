/** A lesson names the first failed check, weighs near misses less than failures, and never looks at the sealed part. */
import { describe, expect, it } from 'vitest';
import { causeOf, lessonOfRejection, lessonOfVerdict, weightOf } from '../../../agents/learning/a5-feedback/lesson.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';

const spec: StrategySpec = {
  schema: 1,
  name: 'Two averages',
  family: 'trend',
  thesis: 'Trends last longer than most expect.',
  falsifier: 'Averages stop leading prices.',
  symbols: ['AAA'],
  timeframe: '1d',
  parameters: { fast: { value: 10, min: 5, max: 30, step: 5 }, slow: { value: 50, min: 40, max: 100, step: 10 } },
  rules: {
    entryLong: 'cross_over(sma(close, fast), sma(close, slow))',
    exitLong: 'cross_under(sma(close, fast), sma(close, slow))',
    entryShort: null,
    exitShort: null,
  },
  regimeFilter: null,
  sizing: { kind: 'percent-of-equity', percent: 20 },
  protection: {
    stopLossPercent: 8,
    stopLossAtr: null,
    takeProfitPercent: null,
    trailingStopPercent: null,
    timeExitBars: null,
    atrLength: 14,
  },
  maxOpenPositions: 1,
};
const check = (name: string, passed: boolean) => ({ check: name, passed, evidence: 'e', value: null, threshold: null });
const verdict = {
  strategyId: 'st-1',
  place: { generation: 0, index: 0, of: 1 },
  datasetId: 'ds-1',
  specHash: 'a'.repeat(64),
  verdict: 'no-go' as const,
  decidedBy: 'A6',
  reason: 'The out-of-sample Sharpe ratio is too low.',
  checks: [check('minimum-trades', true), check('out-of-sample', false), check('drawdown', false)],
  trials: 3,
  deflatedSharpe: 0.2,
  reportHash: 'b'.repeat(64),
  sharpe: 0.4,
};

describe('lessons', () => {
  it('name the first failed check as the cause', () => {
    expect(causeOf(verdict)).toBe('out-of-sample');
    expect(causeOf({ ...verdict, checks: [] })).toBe('refused-by-A6');
    expect(causeOf({ ...verdict, verdict: 'go' })).toBe('passed');
  });

  it('weigh a pass up, a failure down, and a near miss in between', () => {
    const pass = weightOf(true, 'A6', 1.2);
    const near = weightOf(false, 'A6', 1.8);
    const failure = weightOf(false, 'A6', -0.5);
    expect(pass).toBeGreaterThan(0.5);
    expect(near).toBeLessThan(0);
    expect(failure).toBeLessThan(near - 0.2);
    for (const sharpe of [null, -99, 0, 99])
      for (const passed of [true, false]) expect(Math.abs(weightOf(passed, 'A6', sharpe))).toBeLessThanOrEqual(1);
  });

  it('carry what the strategy was made of, and stay the same for the same verdict', () => {
    const lesson = lessonOfVerdict(verdict, { spec, regime: 'bull', inSampleSharpe: 0.4 });
    expect(lesson).toEqual(lessonOfVerdict({ ...verdict, trials: 9 }, { spec, regime: 'bull', inSampleSharpe: 0.4 }));
    expect(lesson.features).toEqual(expect.arrayContaining(['sma', 'cross_over']));
    expect(lesson.claim).toContain('refused in a bull market');
    expect(lesson.evidence).toEqual(['st-1', verdict.reportHash]);
  });

  it("make the trader's no a lesson against its kind", () => {
    const lesson = lessonOfRejection('st-1', 'I do not trade crosses', { spec, regime: 'bull', inSampleSharpe: 2 });
    expect(lesson.cause).toBe('rejected-by-person');
    expect(lesson.weight).toBeLessThan(-0.5);
    expect(lesson.claim).toContain('I do not trade crosses');
  });
});
