/** A6: the count of trials, every criterion, exactly one verdict. */
import { describe, expect, it } from 'vitest';
import { a6Profitability } from '../../../agents/learning/a6-profitability.ts';
import { criteria } from '../../../agents/learning/gate/index.ts';
import { countTrials } from '../../../agents/learning/gate/trials.ts';
import type { TopicData } from '../../../shared/bus/topics.ts';
import type { Performance } from '../../../shared/domain/metrics.ts';
import { startHarness } from '../../support/agent-harness.ts';

type Report = TopicData<'validation.report'>;
const performance = (sharpe: number, more: Partial<Performance> = {}): Performance => ({
  bars: 3000,
  trades: 200,
  totalReturn: 2,
  annualReturn: 0.1,
  annualVolatility: 0.08,
  sharpe,
  sortino: 2,
  calmar: 1,
  maxDrawdown: -0.12,
  maxDrawdownBars: 200,
  winRate: 0.6,
  profitFactor: 1.6,
  expectancy: 50,
  exposure: 0.5,
  turnover: 8,
  costs: 2000,
  barSharpe: sharpe / Math.sqrt(252),
  skewness: 0,
  kurtosis: 3,
  ...more,
});
const report = (strategyId: string, more: Partial<Report> = {}): Report => ({
  strategyId,
  place: { generation: 0, index: 0, of: 4 },
  datasetId: 'ds-x',
  specHash: strategyId.padEnd(64, '0'),
  deploymentId: 'bt',
  performance: performance(1.8),
  inSample: performance(1.7),
  outOfSample: performance(1.9, { trades: 60 }),
  bestCase: performance(1.85),
  benchmark: performance(0.6),
  benchmarkCorrelation: 0.4,
  annualCostShare: 0.01,
  holding: { sharpe: 0.6, correlation: 0.4, appraisal: 1.2 },
  reportHash: 'f'.repeat(64),
  ...more,
});
const research = (trials = 0, variance = 0): TopicData<'control.research'> => ({
  seed: 1,
  datasetId: 'ds-x',
  generations: 1,
  population: 4,
  base: { lessons: [], trials, trialSharpeMean: 0, trialSharpeVariance: variance },
});
const judge = async (one: Report, begin = research()) => {
  const harness = await startHarness({ agents: [a6Profitability] });
  await harness.send('control.research', begin);
  await harness.send('validation.report', one);
  const [verdict] = harness.published('validation.verdict');
  if (!verdict) throw new Error('a report is always judged');
  return verdict;
};

it('finds no fault with a strong record, and lets it through only when it could be studied too', async () => {
  const verdict = await judge(report('st-a'));
  // The report came without its proposal: the dear questions have nobody to be asked of.
  expect(verdict).toMatchObject({ verdict: 'no-go', decidedBy: 'A6', trials: 1, reportHash: 'f'.repeat(64) });
  expect(verdict.checks.map((c) => c.check)).toEqual([...criteria.map((c) => c.name), 'robustness']);
  expect(verdict.checks.filter((c) => !c.passed).map((c) => c.check)).toEqual(['robustness']);
  expect(verdict.reason).toContain('did not reach the gate');
  expect(verdict.deflatedSharpe).toBeGreaterThan(0.95);
});

describe('each criterion refuses its own fault', () => {
  it.each<[string, Partial<Report>]>([
    ['enough-trades', { performance: performance(1.8, { trades: 12 }) }],
    ['enough-trades', { outOfSample: performance(1.9, { trades: 2 }) }],
    ['track-record', { performance: performance(1.8, { bars: 300 }) }],
    ['track-record', { performance: performance(-0.2) }],
    ['in-sample', { inSample: performance(0.2) }],
    ['out-of-sample', { outOfSample: performance(0.1) }],
    ['decay', { outOfSample: performance(0.5) }],
    ['drawdown', { performance: performance(1.8, { maxDrawdown: -0.5 }) }],
    ['twice-the-costs', { annualCostShare: 0.2 }],
    ['intrabar-band', { bestCase: performance(2.6) }],
    ['not-the-benchmark', { benchmarkCorrelation: 0.97, benchmark: performance(1.7) }],
    ['adds-to-holding', { holding: { sharpe: 1.4, correlation: 0.8, appraisal: 0.1 } }],
    ['adds-to-holding', { holding: { sharpe: null, correlation: null, appraisal: null } }],
    ['deflated-sharpe', { performance: performance(0.9) }],
  ])('%s', async (name, change) => {
    const verdict = await judge(report('st-a', change), research(500, 0.0006));
    expect(verdict.verdict).toBe('no-go');
    const failed = verdict.checks.filter((c) => !c.passed);
    expect(failed.map((c) => c.check)).toContain(name);
    expect(verdict.reason).toBe(failed[0]?.evidence.slice(0, 400));
  });
  it('an undefined statistic never passes', async () => {
    const nothing = performance(0, { sharpe: null, barSharpe: null, maxDrawdown: null, annualVolatility: null });
    const verdict = await judge(report('st-a', { performance: nothing, inSample: nothing, outOfSample: nothing }));
    expect(verdict).toMatchObject({ verdict: 'no-go', deflatedSharpe: null });
  });
});

describe('trials', () => {
  it('are pooled exactly', () => {
    const all = [0.01, 0.05, -0.02, 0.08, 0.03];
    const of = (list: number[]) => {
      const mean = list.reduce((a, b) => a + b, 0) / list.length;
      return { mean, variance: list.reduce((s, v) => s + (v - mean) ** 2, 0) / (list.length - 1) };
    };
    const base = of(all.slice(0, 3));
    const pooled = countTrials(
      { trials: 3, trialSharpeMean: base.mean, trialSharpeVariance: base.variance },
      all.slice(3),
      2,
    );
    expect(pooled.count).toBe(5);
    expect(pooled.mean).toBeCloseTo(of(all).mean, 12);
    expect(pooled.variance).toBeCloseTo(of(all).variance, 12);
  });
  it('lower the deflated ratio: the same record after many trials is luck', async () => {
    const few = await judge(report('st-a', { performance: performance(1.1) }));
    const many = await judge(report('st-a', { performance: performance(1.1) }), research(5000, 0.001));
    expect(many.trials).toBe(5001);
    expect(many.deflatedSharpe as number).toBeLessThan((few.deflatedSharpe as number) - 0.2);
  });
});

it('gives one verdict per strategy, the refusal of D5 included', async () => {
  const harness = await startHarness({ agents: [a6Profitability] });
  await harness.send('control.research', research());
  const checked = {
    strategyId: 'st-b',
    place: { generation: 0, index: 1, of: 4 },
    datasetId: 'ds-x',
    specHash: 'b'.repeat(64),
    passed: false,
    checks: [{ check: 'look-ahead', passed: false, evidence: 'It sees the future.', value: 1, threshold: 0 }],
    regimeHash: '',
    signalHash: '',
  };
  await harness.send('validation.checked', checked);
  await harness.send('validation.checked', checked);
  await harness.send('validation.checked', { ...checked, strategyId: 'st-c', passed: true });
  await harness.send('validation.report', report('st-a'));
  await harness.send('validation.report', report('st-a'));
  expect(harness.published('validation.verdict').map((v) => [v.strategyId, v.verdict, v.decidedBy])).toEqual([
    ['st-b', 'no-go', 'D5'],
    ['st-a', 'no-go', 'A6'],
  ]);
});

it('lets nothing through when the count of trials was lost', async () => {
  const harness = await startHarness({ agents: [a6Profitability] });
  await harness.send('validation.report', report('st-a'));
  expect(harness.published('validation.verdict')[0]).toMatchObject({
    verdict: 'no-go',
    checks: [{ check: 'trial-count' }],
  });
});
