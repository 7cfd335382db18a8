/** A5, feedback: says of every strategy why it failed or passed, as a lesson with scope, falsifier and evidence. */
import type { TopicData } from '../../shared/bus/topics.ts';
import { defineAgent } from '../kernel/agent.ts';
import { type Judged, lessonOfRejection, lessonOfVerdict } from './a5-feedback/lesson.ts';

/** Strategies remembered between their proposal and a person's word on them. */
const rememberedStrategies = 2000;

interface Kept extends Judged {
  readonly place: TopicData<'strategy.proposed'>['place'];
}

export const a5Feedback = defineAgent({
  id: 'A5',
  name: 'Feedback loop',
  layer: 'learning',
  purpose: 'Works out why each strategy failed or passed, and turns that into a lesson.',
  thread: 'main',
  reads: ['data.regime', 'strategy.proposed', 'validation.report', 'validation.verdict', 'control.decision'],
  writes: ['strategy.lesson'],
  needs: ['dossiers'],
  start(context) {
    const regimes = new Map<string, string>();
    const kept = new Map<string, Kept>();
    const keep = (strategyId: string, row: Kept): void => {
      kept.delete(strategyId);
      kept.set(strategyId, row);
      if (kept.size > rememberedStrategies) kept.delete(kept.keys().next().value as string);
    };
    return {
      handlers: {
        'data.regime'({ data, correlationId }) {
          regimes.set(correlationId, data.current.label);
        },
        'strategy.proposed'({ data, correlationId }) {
          const regime = regimes.get(correlationId) ?? 'unknown';
          keep(data.strategyId, { spec: data.spec, regime, place: data.place, inSampleSharpe: null });
        },
        'validation.report'({ data }) {
          const row = kept.get(data.strategyId);
          if (row !== undefined) keep(data.strategyId, { ...row, inSampleSharpe: data.inSample.sharpe });
        },
        'validation.verdict'({ data }) {
          const row = kept.get(data.strategyId);
          if (row === undefined) {
            context.note(`${data.strategyId} was judged, but its proposal is not known here`);
            return;
          }
          const lesson = lessonOfVerdict(data, row);
          context.publish(
            'strategy.lesson',
            { strategyId: data.strategyId, place: data.place, lesson },
            { subject: data.strategyId },
          );
          context.note(`${lesson.cause}: ${data.strategyId}`);
        },
        async 'control.decision'({ data }) {
          if (data.decision !== 'reject') return;
          let row = kept.get(data.strategyId);
          if (row === undefined) {
            // After a restart the proposal is read from the dossier.
            const facts = await context.outside(context.ports.dossiers.facts(data.strategyId));
            if (facts === undefined) return;
            row = {
              spec: facts.spec,
              regime: 'unknown',
              place: { generation: 0, index: 0, of: 1 },
              inSampleSharpe: null,
            };
          }
          const lesson = lessonOfRejection(data.strategyId, data.reason, row);
          context.publish(
            'strategy.lesson',
            { strategyId: data.strategyId, place: row.place, lesson },
            { subject: data.strategyId },
          );
          context.note(`the trader rejected ${data.strategyId}`);
        },
      },
    };
  },
});
