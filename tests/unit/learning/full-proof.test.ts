/** Whoever passes the criteria is proven in full before the verdict: on every symbol up to ten, at every cut. */
import { expect, it } from 'vitest';
import { fullProof } from '../../../agents/engine/studies/judge-signals.ts';
import { a6Profitability } from '../../../agents/learning/a6-profitability.ts';
import type { TopicData } from '../../../shared/bus/topics.ts';
import type { Performance } from '../../../shared/domain/metrics.ts';
import { specHash, strategyIdOf } from '../../../shared/strategy/spec.ts';
import { specOf } from '../../golden/small-market.ts';
import { startHarness } from '../../support/agent-harness.ts';
import { smallMarket, smallMarketId } from '../../support/small-market.ts';

const spec = specOf({
  rules: { entryLong: 'rsi(close, short) < floor', exitLong: 'rsi(close, short) > top' },
  parameters: { short: 5, floor: 40, top: 60 },
  symbols: ['SA', 'SB', 'SC'],
  protection: { stopLossPercent: 8, timeExitBars: 20 },
});
const strategyId = strategyIdOf(spec);
const place = { generation: 0, index: 0, of: 1 };

const performance = (sharpe: number, bars = 2500): Performance => ({
  bars,
  trades: 200,
  totalReturn: 1,
  annualReturn: 0.15,
  annualVolatility: 0.08,
  sharpe,
  sortino: 2,
  calmar: 1,
  maxDrawdown: -0.1,
  maxDrawdownBars: 40,
  winRate: 0.55,
  profitFactor: 1.6,
  expectancy: 10,
  exposure: 0.4,
  turnover: 5,
  costs: 100,
  barSharpe: sharpe / Math.sqrt(252),
  skewness: 0,
  kurtosis: 3,
});

const report: TopicData<'validation.report'> = {
  strategyId,
  place,
  datasetId: smallMarketId,
  specHash: specHash(spec),
  deploymentId: 'bt-0000000000000000',
  performance: performance(1.8),
  inSample: performance(1.8, 1750),
  outOfSample: performance(1.7, 750),
  bestCase: performance(1.85),
  benchmark: null,
  benchmarkCorrelation: null,
  annualCostShare: 0.01,
  holding: { sharpe: 0.5, correlation: 0.1, appraisal: 1.5 },
  reportHash: 'f'.repeat(64),
};

it('stands among the checks of the verdict, with what was looked at', { timeout: 60_000 }, async () => {
  const harness = await startHarness({ agents: [a6Profitability], dataset: smallMarket() });
  await harness.send('control.research', {
    seed: 1,
    datasetId: smallMarketId,
    generations: 1,
    population: 1,
    base: { lessons: [], trials: 0, trialSharpeMean: 0, trialSharpeVariance: 0 },
  });
  await harness.send('strategy.proposed', {
    strategyId,
    place,
    datasetId: smallMarketId,
    spec,
    parents: [],
    operator: 'template',
    novelty: 1,
    rationale: 'A dip is bought back by those who missed it.',
    regimeHash: '',
    signalHash: '',
  });
  await harness.send('validation.report', report);
  const [verdict] = harness.published('validation.verdict');
  const of = (name: string) => verdict?.checks.find((c) => c.check === name);
  expect(of('look-ahead')).toMatchObject({ passed: true });
  expect(of('look-ahead')?.evidence).toContain(`compared at ${fullProof.cuts} cuts per symbol`);
  expect(of('settled-start')).toMatchObject({ passed: true });
  expect(of('crash')).toBeDefined();
});
