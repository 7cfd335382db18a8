/** A6, profitability: the go or no-go of every strategy, deflated by everything that was tried. */
import type { TopicData } from '../../shared/bus/topics.ts';
import type { CheckResult } from '../../shared/bus/topics-strategy.ts';
import { ensureDefined } from '../../shared/core/assert.ts';
import { periodsPerYear } from '../../shared/quant/metrics/periods.ts';
import type { LookAheadJobInput, LookAheadJobOutput } from '../engine/jobs/look-ahead.ts';
import type { RobustnessJobInput, RobustnessJobOutput } from '../engine/jobs/robustness.ts';
import type { WarmUpJobInput, WarmUpJobOutput } from '../engine/jobs/warm-up.ts';
import { fullProof, judgeLookAhead, judgeSettledStart } from '../engine/studies/judge-signals.ts';
import { defineAgent } from '../kernel/agent.ts';
import type { Report } from './gate/criterion.ts';
import { deflatedOf } from './gate/deflated.ts';
import { evidenceChecks } from './gate/evidence/index.ts';
import { criteria } from './gate/index.ts';
import { countTrials, type TrialBase, type TrialCount } from './gate/trials.ts';
import { createKeeper } from './retirement/keeper.ts';
import { retirementRuleOf } from './retirement/rule.ts';

type Proposal = Pick<TopicData<'strategy.proposed'>, 'spec' | 'regimeHash' | 'signalHash'>;

interface Run {
  readonly base: TrialBase;
  /** Candidates proposed and not refused before they were tested. */
  readonly proposed: Map<string, Proposal>;
  /** Report artefacts of what was tested. */
  readonly reports: Set<string>;
  /** Per-bar Sharpe ratio by spec hash: a variant counts once. */
  readonly tested: Map<string, number>;
  readonly decided: Set<string>;
  /** Bars in a year by strategy. */
  readonly barsPerYear: Map<string, number>;
}

const tradingDays = 252;
/** Other strategies of the search that a candidate is compared with, and the longest its study may take. */
const mostSiblings = 40;
const studyTimeoutMs = 120_000;
/** Runs whose counts are kept: more than can be under way at once. */
const rememberedRuns = 16;

export const a6Profitability = defineAgent({
  id: 'A6',
  name: 'Profitability',
  layer: 'learning',
  purpose: 'Lets a strategy reach you only when its record is more than luck, and notices when its edge ends.',
  thread: 'main',
  reads: [
    'control.research',
    'strategy.proposed',
    'validation.checked',
    'validation.report',
    'trade.deployment',
    'trade.account',
  ],
  writes: ['validation.verdict', 'validation.health', 'control.alert'],
  needs: ['pool', 'books', 'dossiers', 'deskState'],
  start(ctx) {
    const { pool, books, dossiers, deskState } = ctx.ports;
    const runs = new Map<string, Run>();
    const keeper = createKeeper({
      load: () => deskState.load('strategy-health'),
      save: (json) => deskState.save('strategy-health', json),
    });
    /** What was last said of a deployment, so that a change is told once. */
    const said = new Map<string, string>();
    const decide = (run: Run | undefined, verdict: TopicData<'validation.verdict'>): void => {
      if (run?.decided.has(verdict.strategyId)) return;
      run?.decided.add(verdict.strategyId);
      ctx.note(`${verdict.strategyId}: ${verdict.verdict}`);
      ctx.publish('validation.verdict', verdict, { subject: verdict.strategyId });
    };
    const study = async (
      { datasetId }: Report,
      { spec, regimeHash, signalHash }: Proposal,
      siblings: readonly string[],
      seed: number,
    ): Promise<CheckResult[]> => {
      const about = { spec, datasetId, regimeHash, signalHash, seed };
      const input: RobustnessJobInput = { ...about, siblings: [...siblings] };
      const cuts: LookAheadJobInput = { ...about, ...fullProof };
      const starts: WarmUpJobInput = { ...about, symbols: fullProof.symbols };
      try {
        const options = { timeoutMs: studyTimeoutMs };
        // Before the test D5 has looked at little; here both proofs are made in full.
        const [lookAhead, warmUp, evidence] = await Promise.all([
          ctx.outside(pool.run<LookAheadJobOutput>('look-ahead', cuts, options)),
          ctx.outside(pool.run<WarmUpJobOutput>('warm-up', starts, options)),
          ctx.outside(pool.run<RobustnessJobOutput>('robustness', input, options)),
        ]);
        return [
          { check: 'look-ahead', ...judgeLookAhead(lookAhead) },
          { check: 'settled-start', ...judgeSettledStart(warmUp) },
          ...evidenceChecks.map((c) => ({ check: c.name, ...c.run(evidence) })),
        ];
      } catch (error) {
        // What could not be studied is not let through.
        return [notStudied((error as Error).message)];
      }
    };
    const countOf = (run: Run): TrialCount => countTrials(run.base, [...run.tested.values()], run.proposed.size);
    return {
      handlers: {
        'control.research'({ data, correlationId }) {
          runs.set(correlationId, {
            base: data.base,
            proposed: new Map(),
            reports: new Set(),
            tested: new Map(),
            decided: new Set(),
            barsPerYear: new Map(),
          });
          for (const oldest of runs.keys()) {
            if (runs.size <= rememberedRuns) break;
            runs.delete(oldest);
          }
        },
        'strategy.proposed'({ data, correlationId }) {
          const run = runs.get(correlationId);
          run?.proposed.set(data.strategyId, data);
          run?.barsPerYear.set(
            data.strategyId,
            ensureDefined(periodsPerYear[data.spec.timeframe], 'every timeframe has a year'),
          );
        },
        'validation.checked'({ data, correlationId }) {
          if (data.passed) return;
          const run = runs.get(correlationId);
          run?.proposed.delete(data.strategyId);
          const reason = data.checks.find((c) => !c.passed)?.evidence ?? 'A check failed.';
          decide(run, {
            strategyId: data.strategyId,
            place: data.place,
            datasetId: data.datasetId,
            specHash: data.specHash,
            verdict: 'no-go',
            decidedBy: 'D5',
            reason: reason.slice(0, 400),
            checks: data.checks,
            trials: run ? countOf(run).count : 0,
            deflatedSharpe: null,
            reportHash: null,
            sharpe: null,
          });
        },
        async 'validation.report'({ data, correlationId }) {
          const run = runs.get(correlationId);
          if (run && data.performance.barSharpe !== null) run.tested.set(data.specHash, data.performance.barSharpe);
          const trials = run ? countOf(run) : undefined;
          const deflated = trials ? deflatedOf(data, trials) : null;
          const checks: CheckResult[] = trials
            ? criteria.map((c) => ({ check: c.name, ...c.run({ report: data, trials, deflatedSharpe: deflated }) }))
            : [lostCount];
          const proposal = run?.proposed.get(data.strategyId);
          const siblings = run ? [...run.reports].sort().slice(0, mostSiblings) : [];
          run?.reports.add(data.reportHash);
          // Dear questions are asked only of what has passed the cheap ones.
          if (checks.every((c) => c.passed)) {
            const seed = ctx.random(correlationId, `robustness/${data.strategyId}`).int(2 ** 31);
            checks.push(
              ...(proposal === undefined
                ? [notStudied('its specification did not reach the gate.')]
                : await study(data, proposal, siblings, seed)),
            );
          }
          const failed = checks.find((c) => !c.passed);
          decide(run, {
            strategyId: data.strategyId,
            place: data.place,
            datasetId: data.datasetId,
            specHash: data.specHash,
            verdict: failed ? 'no-go' : 'go',
            decidedBy: 'A6',
            reason: (failed?.evidence ?? passing(checks)).slice(0, 400),
            checks,
            trials: trials?.count ?? 0,
            deflatedSharpe: deflated,
            reportHash: data.reportHash,
            sharpe: data.performance.sharpe,
            retirement:
              failed || run === undefined
                ? null
                : (retirementRuleOf(data, run.barsPerYear.get(data.strategyId) ?? tradingDays) ?? null),
          });
        },
        async 'trade.deployment'({ data }) {
          if (data.environment === 'backtest') return;
          const rule = data.status === 'active' ? (await dossiers.facts(data.strategyId))?.retirement : null;
          keeper.deployment(data, rule ?? null);
        },
        'trade.account'({ data }) {
          const { account } = data;
          if (account.asOf === 0 || account.environment !== books.environment) return;
          for (const health of keeper.bar(account.asOf, (id) => books.equityOf(id))) {
            ctx.publish('validation.health', health, { subject: health.strategyId });
            if (said.get(health.deploymentId) === health.status) continue;
            said.set(health.deploymentId, health.status);
            if (health.status !== 'pause' && health.status !== 'retire') continue;
            ctx.publish('control.alert', {
              severity: 'warning',
              title: `${health.strategyId} is ${health.status === 'pause' ? 'paused' : 'retired'} by its rule`,
              text: health.text,
            });
          }
        },
      },
      stop: keeper.save,
    };
  },
});

/** Without the count of trials nothing can be let through. */
const lostCount: CheckResult = {
  check: 'trial-count',
  passed: false,
  evidence:
    'The desk was restarted in the middle of the run, and the count of its trials is not known: start it again.',
  value: null,
  threshold: null,
};

const notStudied = (why: string): CheckResult => ({
  check: 'robustness',
  passed: false,
  verdict: 'fail',
  evidence: `The candidate could not be studied: ${why}`.slice(0, 600),
  value: null,
  threshold: null,
});

const passing = (checks: readonly CheckResult[]): string =>
  `Passes all ${checks.length} criteria: ${(checks.find((c) => c.check === 'deflated-sharpe') ?? checks.at(-1))?.evidence ?? ''}`;
