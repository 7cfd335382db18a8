/** The learning loop closed: a refusal travels A6 -> A5 -> D6 -> A1 and changes what is proposed next. */
import { describe, expect, it } from 'vitest';
import { a0Macro } from '../../../agents/analysis/a0-macro.ts';
import { a1Generation } from '../../../agents/analysis/a1-generation.ts';
import { a2Coding } from '../../../agents/analysis/a2-coding.ts';
import { defaultBacktestCosts } from '../../../agents/engine/backtest/types.ts';
import { defaultStrategyLimits } from '../../../agents/engine/orders/default-limits.ts';
import type { BacktestReport } from '../../../agents/execution/a4-monitor/build-report.ts';
import { a4Monitor } from '../../../agents/execution/a4-monitor.ts';
import { type AnyAgent, defineAgent } from '../../../agents/kernel/agent.ts';
import { a5Feedback } from '../../../agents/learning/a5-feedback.ts';
import { a6Profitability } from '../../../agents/learning/a6-profitability.ts';
import { d6Memory } from '../../../agents/learning/d6-memory.ts';
import { d5Validator } from '../../../agents/validation/d5-validator.ts';
import type { TopicData } from '../../../shared/bus/topics.ts';
import type { Lesson } from '../../../shared/bus/topics-strategy.ts';
import { startHarness } from '../../support/agent-harness.ts';
import { smallMarket, smallMarketId } from '../../support/small-market.ts';

/** The backtest environment without deployments: what A3 and D3 do for a candidate that passed its checks. */
const environment = defineAgent({
  id: 'D3',
  name: 'Backtests',
  layer: 'execution',
  purpose: 'Backtests what was coded and passed.',
  thread: 'main',
  reads: ['strategy.coded', 'validation.checked'],
  writes: ['trade.run'],
  needs: ['pool', 'artefacts'],
  start(ctx) {
    const specs = new Map<string, TopicData<'strategy.coded'>['spec']>();
    return {
      handlers: {
        'strategy.coded': ({ data }) => void specs.set(data.strategyId, data.spec),
        async 'validation.checked'({ data }) {
          if (!data.passed) return;
          const { strategyId, specHash, datasetId, place, regimeHash, signalHash } = data;
          const output = await ctx.ports.pool.run<{ worst: { trades: unknown[]; finalEquity: number } }>('backtest', {
            spec: specs.get(strategyId),
            datasetId,
            regimeHash,
            signalHash,
            capital: 100_000,
            limits: defaultStrategyLimits,
            costs: defaultBacktestCosts,
            outOfSampleShare: 0.3,
          });
          ctx.publish('trade.run', {
            deploymentId: 'bt',
            strategyId,
            specHash,
            datasetId,
            place,
            resultHash: await ctx.ports.artefacts.put(output),
            trades: output.worst.trades.length,
            refusedOrders: 0,
            finalEquity: output.worst.finalEquity,
          });
        },
      },
    };
  },
});

const agents: AnyAgent[] = [
  a0Macro,
  a1Generation,
  a2Coding,
  d5Validator,
  environment,
  a4Monitor,
  a6Profitability,
  a5Feedback,
  d6Memory,
];
const research = (lessons: Lesson[] = []): TopicData<'control.research'> => ({
  seed: 7,
  datasetId: smallMarketId,
  generations: 2,
  population: 8,
  base: { lessons, trials: 0, trialSharpeMean: 0, trialSharpeVariance: 0 },
});

async function run(lessons: Lesson[] = []) {
  const harness = await startHarness({ agents, dataset: smallMarket({ bars: 620, symbols: 4 }) });
  const times = Array.from({ length: 3 }, (_, i) => Date.UTC(2015, 0, 5 + i, 21));
  const symbols = Object.fromEntries(['SA', 'SB', 'SC', 'SD'].map((s) => [s, [0.1, -0.1, 0.2]]));
  await harness.send('control.research', research(lessons));
  // An artefact as the fusion agent leaves it.
  const historyHash = 'signals';
  (harness.artefacts as Map<string, unknown>).set(historyHash, { symbols, times });
  await harness.send('data.signals', { datasetId: smallMarketId, asOf: 0, signals: [], historyHash });
  return harness;
}

describe('a research run', () => {
  it('judges, teaches and remembers every candidate once, steers the next generation, and repeats itself', async () => {
    const [one, two] = [await run(), await run()];
    expect(one.all).toEqual(two.all);
    const proposed = one.published('strategy.proposed').map((p) => p.strategyId);
    expect(proposed).toHaveLength(16);
    expect(
      one
        .published('validation.verdict')
        .map((v) => v.strategyId)
        .sort(),
    ).toEqual([...proposed].sort());
    expect(
      one
        .published('strategy.lesson')
        .map((l) => l.strategyId)
        .sort(),
    ).toEqual([...proposed].sort());
    expect(one.remembered).toHaveLength(16);
    const guidance = one.published('strategy.guidance');
    expect(guidance.map((g) => g.generation)).toEqual([-1, 0, 1]);
    expect(guidance[1]?.familyWeights).not.toEqual(guidance[0]?.familyWeights);
    expect(guidance[1]?.lessons.length).toBe(8);
    const second = one.published('strategy.proposed').filter((p) => p.place.generation === 1);
    expect(second.some((p) => /Lesson le-/.test(p.rationale))).toBe(true);
    expect(one.published('strategy.run').at(-1)?.status).toBe('complete');
    const reports = one.published('validation.report');
    expect(one.trials).toHaveLength(reports.length);
    for (const { reportHash, outOfSample, inSample, performance } of reports) {
      const report = one.artefacts.get(reportHash) as BacktestReport;
      expect(inSample.bars + outOfSample.bars).toBe(performance.bars);
      expect(report.times).toHaveLength(report.equity.length);
      expect(report.outOfSampleFrom).toBe(report.times[inSample.bars]);
    }
  }, 60_000);

  it('draws other strategies when memory holds other lessons', async () => {
    const bad = (family: Lesson['family'], n: number): Lesson => ({
      lessonId: `le-${family}-${n}`,
      claim: `${family} failed.`,
      cause: 'no-edge',
      family,
      features: [],
      regime: 'bull',
      weight: -1,
      falsifier: 'It passes.',
      evidence: [],
    });
    const lessons = (['trend', 'momentum', 'breakout'] as const).flatMap((f) =>
      Array.from({ length: 15 }, (_, n) => bad(f, n)),
    );
    const count = async (base: Lesson[]) => {
      const harness = await startHarness({
        agents: [a0Macro, a1Generation, d6Memory],
        dataset: smallMarket({ bars: 400 }),
      });
      await harness.send('control.research', { ...research(base), population: 16 });
      await harness.send('data.signals', { datasetId: smallMarketId, asOf: 0, signals: [], historyHash: '' });
      const families = harness.published('strategy.proposed').map((p) => p.spec.family);
      return families.filter((f) => f === 'trend' || f === 'momentum' || f === 'breakout').length;
    };
    expect(await count([])).toBe(6);
    expect(await count(lessons)).toBeLessThanOrEqual(3);
  });
});

it('makes a lesson of a rejection, with the person’s own words', async () => {
  const harness = await run();
  const [first] = harness.published('strategy.proposed');
  if (!first) throw new Error('something was proposed');
  await harness.send(
    'control.decision',
    {
      strategyId: first.strategyId,
      decision: 'reject',
      environment: 'paper',
      approvalHash: null,
      limits: null,
      expiresAt: null,
      reason: 'I do not trade on weekdays.',
    },
    'decision-1',
  );
  const lesson = harness.published('strategy.lesson').at(-1)?.lesson;
  expect(lesson).toMatchObject({ cause: 'rejected', family: first.spec.family });
  expect(lesson?.claim).toContain('I do not trade on weekdays.');
  expect(harness.remembered.at(-1)).toEqual(lesson);
  expect(harness.published('strategy.guidance')).toHaveLength(3);
}, 60_000);
