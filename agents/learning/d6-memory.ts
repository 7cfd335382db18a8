/** D6, long-term memory: keeps every lesson, and tells the generator what to try more and less of. */
import { runIdOf } from '../../shared/bus/messages.ts';
import type { Lesson } from '../../shared/bus/topics-strategy.ts';
import type { StrategyFamily } from '../../shared/strategy/spec.ts';
import { defineAgent } from '../kernel/agent.ts';
import { inSampleScore, makeGuidance, type Scored } from './memory/guidance.ts';

interface Run {
  /** Oldest first: what was known before, then what the run taught. */
  readonly lessons: Lesson[];
  readonly families: Map<string, StrategyFamily>;
  readonly scored: Map<string, Scored>;
  /** Strategies with a lesson, by generation. */
  readonly taught: Map<number, Set<string>>;
  generation: number;
}

const rememberedRuns = 16;

export const d6Memory = defineAgent({
  id: 'D6',
  name: 'Long-term memory',
  layer: 'learning',
  purpose: 'Remembers what failed and what worked, and steers the next generation with it.',
  thread: 'main',
  reads: ['control.research', 'strategy.proposed', 'validation.report', 'strategy.lesson'],
  writes: ['strategy.guidance'],
  needs: ['memory'],
  start(ctx) {
    const { memory } = ctx.ports;
    const runs = new Map<string, Run>();
    const guide = (runId: string, run: Run, generation: number): void => {
      run.generation = generation;
      const random = ctx.random(runId, `guidance/${generation}`);
      const guidance = makeGuidance(generation, run.lessons, [...run.scored.values()], random);
      ctx.note(guidance.summary);
      ctx.publish('strategy.guidance', guidance, { subject: runId });
    };
    return {
      handlers: {
        'control.research'({ data, correlationId }) {
          const run: Run = {
            lessons: [...data.base.lessons],
            families: new Map(),
            scored: new Map(),
            taught: new Map(),
            generation: -1,
          };
          runs.set(correlationId, run);
          for (const oldest of runs.keys()) {
            if (runs.size <= rememberedRuns) break;
            runs.delete(oldest);
          }
          guide(correlationId, run, -1);
        },
        'strategy.proposed'({ data, correlationId }) {
          runs.get(correlationId)?.families.set(data.strategyId, data.spec.family);
        },
        'validation.report'({ data, correlationId }) {
          const run = runs.get(correlationId);
          const family = run?.families.get(data.strategyId);
          if (!run || !family) return;
          run.scored.set(data.strategyId, { strategyId: data.strategyId, family, score: inSampleScore(data.inSample) });
        },
        async 'strategy.lesson'({ data, correlationId }) {
          const { lesson, place, strategyId } = data;
          const run = runs.get(correlationId);
          // The run's state is whole before anything is waited for.
          if (run?.families.has(strategyId)) {
            const taught = run.taught.get(place.generation) ?? new Set();
            run.taught.set(place.generation, taught);
            if (!taught.has(strategyId)) run.lessons.push(lesson);
            taught.add(strategyId);
            if (taught.size >= place.of && place.generation > run.generation)
              guide(correlationId, run, place.generation);
          }
          // Kept under the run's name, not the attempt's: a run that is started again teaches each lesson once.
          await ctx.outside(memory.remember(lesson, runIdOf(correlationId), ctx.clock.now()));
        },
      },
    };
  },
});
