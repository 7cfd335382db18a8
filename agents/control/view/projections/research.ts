/** Research rows: runs, and every strategy from its proposal to the verdict, the decision and the lesson. */
import { runIdOf } from '../../../../shared/bus/messages.ts';
import type { Row } from '../../../../shared/desk-api/view.ts';
import type { ViewPort } from '../../../kernel/ports.ts';
import { defineProjection } from '../projection.ts';

const change = (view: ViewPort, strategyId: string, at: number, part: Partial<Row<'strategies'>>): void => {
  const row = view.get('strategies', strategyId);
  if (row !== undefined) view.set('strategies', strategyId, { ...row, ...part, updatedAt: at });
};

/** A strategy a person has already decided on keeps that stage when a later run meets it again. */
const isDecided = (row: Row<'strategies'> | undefined): boolean =>
  row?.stage === 'approved' || row?.stage === 'rejected';

const changeRun = (view: ViewPort, correlationId: string, part: (row: Row<'runs'>) => Partial<Row<'runs'>>): void => {
  const runId = runIdOf(correlationId);
  const row = view.get('runs', runId);
  if (row !== undefined) view.set('runs', runId, { ...row, ...part(row) });
};

export const researchProjection = defineProjection({
  'control.research': (view, { data, correlationId, time }) => {
    const runId = runIdOf(correlationId);
    view.set('runs', runId, {
      runId,
      seed: data.seed,
      datasetId: data.datasetId,
      status: 'running',
      generation: 0,
      generations: data.generations,
      proposed: 0,
      decided: 0,
      accepted: 0,
      startedAt: time,
      remainingMs: null,
      reason: '',
      hash: null,
    });
  },
  'strategy.run': (view, { data, correlationId }) => {
    // Whether a run is over is said by the desk, once its hash is known and on disk.
    changeRun(view, correlationId, () => ({ generation: data.generation, reason: data.reason }));
  },
  'strategy.proposed': (view, { data, correlationId, time }) => {
    changeRun(view, correlationId, (run) => ({ proposed: run.proposed + 1 }));
    if (isDecided(view.get('strategies', data.strategyId))) return;
    view.set('strategies', data.strategyId, {
      strategyId: data.strategyId,
      name: data.spec.name,
      family: data.spec.family,
      runId: runIdOf(correlationId),
      datasetId: data.datasetId,
      generation: data.place.generation,
      operator: data.operator,
      parents: data.parents,
      novelty: data.novelty,
      stage: 'proposed',
      reason: data.rationale,
      trades: null,
      sharpe: null,
      outOfSampleSharpe: null,
      maxDrawdown: null,
      annualReturn: null,
      deflatedSharpe: null,
      trials: null,
      checks: [],
      updatedAt: time,
    });
  },
  'strategy.archive': (view, { data, correlationId }) => {
    const runId = runIdOf(correlationId);
    view.set('archives', runId, { ...data, runId });
  },
  'strategy.coded': (view, { data, time }) => {
    if (view.get('strategies', data.strategyId)?.stage === 'proposed')
      change(view, data.strategyId, time, { stage: 'coded' });
  },
  'validation.checked': (view, { data, time }) => {
    if (isDecided(view.get('strategies', data.strategyId))) return;
    change(view, data.strategyId, time, { stage: 'checked', checks: data.checks });
  },
  'trade.backtest': (view, { data, time }) => {
    if (view.get('strategies', data.deployment.strategyId)?.stage === 'checked')
      change(view, data.deployment.strategyId, time, { stage: 'testing' });
  },
  'validation.report': (view, { data, time }) => {
    change(view, data.strategyId, time, {
      ...(isDecided(view.get('strategies', data.strategyId)) ? {} : { stage: 'tested' as const }),
      trades: data.performance.trades,
      sharpe: data.performance.sharpe,
      outOfSampleSharpe: data.outOfSample.sharpe,
      maxDrawdown: data.performance.maxDrawdown,
      annualReturn: data.performance.annualReturn,
      ...(data.behaviour === undefined ? {} : { novelty: data.behaviour.novelty }),
    });
  },
  'validation.verdict': (view, { data, correlationId, time }) => {
    const row = view.get('strategies', data.strategyId);
    const accepted = data.verdict === 'go';
    changeRun(view, correlationId, (run) => {
      const decided = run.decided + 1;
      const planned = run.generations * data.place.of;
      const elapsed = time - run.startedAt;
      return {
        decided,
        accepted: run.accepted + (accepted ? 1 : 0),
        remainingMs: Math.max(0, Math.round((elapsed / decided) * (planned - decided))),
      };
    });
    const earlier = row?.checks.filter((c) => !data.checks.some((d) => d.check === c.check)) ?? [];
    change(view, data.strategyId, time, {
      ...(isDecided(row) ? {} : { stage: accepted ? ('awaiting-approval' as const) : ('refused' as const) }),
      reason: data.reason,
      checks: [...earlier, ...data.checks],
      trials: data.trials,
      deflatedSharpe: data.deflatedSharpe,
    });
  },
  'strategy.lesson': (view, { data, correlationId, time }) => {
    view.set('lessons', data.lesson.lessonId, { ...data.lesson, at: time, runId: runIdOf(correlationId) });
  },
  'control.decision': (view, { data, id, time }) => {
    view.set('decisions', id, { ...data, id, at: time });
    const stage = {
      approve: 'approved',
      resume: 'approved',
      reject: 'rejected',
      change: 'rejected',
      revoke: 'expired',
    } as const;
    change(view, data.strategyId, time, { stage: stage[data.decision], reason: data.reason });
  },
});
