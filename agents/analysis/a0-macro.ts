/** A0, macro insight: tells the market's regime for every day with what was known on that day. */
import { z } from 'zod';
import { invariant } from '../../shared/core/assert.ts';
import type { RegimeState } from '../../shared/domain/signal.ts';
import { defineAgent } from '../kernel/agent.ts';
import { marketIndex } from './regime/market-index.ts';
import { regimeFacts, regimeSummary } from './regime/summary.ts';
import { walkRegimes } from './regime/walk-forward.ts';

const summarySchema = z.strictObject({ summary: z.string().min(10).max(600) });

const system =
  'You explain a market regime to a trader in two plain sentences. Use only the facts given. Name no number that is not in them. No advice.';

export const a0Macro = defineAgent({
  id: 'A0',
  name: 'Macro insight',
  layer: 'analysis',
  purpose: 'Tells bull, bear and sideways markets apart, day by day, with only what was known on the day.',
  thread: 'worker',
  reads: ['data.signals'],
  writes: ['data.regime'],
  needs: ['datasets', 'artefacts', 'llm'],
  start(ctx) {
    return {
      handlers: {
        async 'data.signals'({ data, correlationId }) {
          const dataset = await ctx.outside(ctx.ports.datasets.open(data.datasetId));
          const index = marketIndex(dataset);
          invariant(index, `dataset ${data.datasetId} has no bars to read a regime from`);
          const walk = walkRegimes(index, dataset.macro);
          const { labels, volatility, times } = walk.history;
          const last = times.length - 1;
          const [bear, sideways, bull] = walk.probabilities[last] as readonly [number, number, number];
          const current: RegimeState = {
            label: labels[last] as RegimeState['label'],
            volatility: volatility[last] as RegimeState['volatility'],
            probabilities: { bull, bear, sideways },
          };
          const share = (label: string): number => labels.filter((l) => l === label).length / labels.length;
          const historyHash = await ctx.outside(ctx.ports.artefacts.put(walk.history));
          const facts = regimeFacts(index.name, walk, current);
          const answer = await ctx.outside(
            ctx.ports.llm.ask({
              agentId: 'A0',
              purpose: 'summarise-regime',
              system,
              facts: { ...facts, summary: regimeSummary(facts) },
              schema: summarySchema,
              seed: ctx.random(correlationId, 'model').int(2 ** 31),
            }),
          );
          ctx.note(`${index.name}: ${current.label}, ${current.volatility} volatility`);
          ctx.publish(
            'data.regime',
            {
              datasetId: data.datasetId,
              asOf: times[last] as number,
              current,
              summary: answer.ok ? answer.value.value.summary : regimeSummary(facts),
              historyHash,
              shares: { bull: share('bull'), bear: share('bear'), sideways: share('sideways') },
            },
            { subject: data.datasetId },
          );
        },
      },
    };
  },
});
