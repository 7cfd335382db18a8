/** D6, memory: keeps every lesson, and when a generation is judged tells A1 what to draw more and less of. */
import type { TopicData } from '../../shared/bus/topics.ts';
import type { Lesson } from '../../shared/bus/topics-strategy.ts';
import { defineAgent } from '../kernel/agent.ts';
import { makeGuidance, type Scored } from './d6-memory/guidance.ts';

interface Run {
  readonly base: readonly Lesson[];
  readonly lessons: Lesson[];
  readonly byGeneration: Map<number, Lesson[]>;
  readonly scored: Map<string, Scored>;
}

/** The run without the attempt: lessons of a repeated run are the same lessons. */
const runIdOf = (correlationId: string): string => correlationId.replace(/\.\d+$/, '');

export const d6Memory = defineAgent({
  id: 'D6',
  name: 'Long-term memory',
  layer: 'learning',
  purpose: 'Remembers what was learned, and steers the next generation by it.',
  thread: 'main',
  reads: ['control.research', 'strategy.proposed', 'validation.report', 'strategy.lesson', 'strategy.run'],
  writes: ['strategy.guidance'],
  needs: ['memory'],
  start(context) {
    const runs = new Map<string, Run>();
    const guide = (correlationId: string, run: Run, generation: number): void => {
      const guidance = makeGuidance({
        generation,
        base: run.base,
        own: run.lessons,
        last: run.byGeneration.get(generation) ?? [],
        scored: [...run.scored.values()],
        random: context.random(correlationId, `guidance/${generation}`),
      });
      context.publish('strategy.guidance', guidance, { subject: runIdOf(correlationId) });
      context.note(guidance.summary);
    };
    const score = (run: Run | undefined, strategyId: string, part: Partial<Scored>): void => {
      const row = run?.scored.get(strategyId);
      if (run !== undefined && row !== undefined) run.scored.set(strategyId, { ...row, ...part });
    };
    return {
      handlers: {
        'control.research'({ data, correlationId }) {
          const run: Run = { base: data.base.lessons, lessons: [], byGeneration: new Map(), scored: new Map() };
          runs.set(correlationId, run);
          guide(correlationId, run, -1);
        },
        'strategy.proposed'({ data, correlationId }) {
          runs.get(correlationId)?.scored.set(data.strategyId, {
            strategyId: data.strategyId,
            family: data.spec.family,
            passed: false,
            sharpe: null,
            trades: 0,
          });
        },
        'validation.report'({ data, correlationId }) {
          const { sharpe, trades } = data.inSample;
          score(runs.get(correlationId), data.strategyId, { sharpe, trades });
        },
        async 'strategy.lesson'(message) {
          const { data, correlationId } = message;
          // Kept before it is acted on; a lesson that came twice is kept once.
          await context.outside(
            context.ports.memory.remember(data.lesson, runIdOf(correlationId), context.clock.now()),
          );
          const run = runs.get(correlationId);
          if (run === undefined) return;
          learn(run, data);
          const { generation, of } = data.place;
          if (run.byGeneration.get(generation)?.length === of) guide(correlationId, run, generation);
        },
        'strategy.run'({ data, correlationId }) {
          if (data.status !== 'running') runs.delete(correlationId);
        },
      },
    };
  },
});

function learn(run: Run, { strategyId, place, lesson }: TopicData<'strategy.lesson'>): void {
  run.lessons.push(lesson);
  const own = run.byGeneration.get(place.generation) ?? [];
  own.push(lesson);
  run.byGeneration.set(place.generation, own);
  const row = run.scored.get(strategyId);
  if (row !== undefined) run.scored.set(strategyId, { ...row, passed: lesson.cause === 'passed' });
}
