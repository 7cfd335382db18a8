/** A2, strategy coding: writes documented source code from every specification, one file per target. */
import { invariant } from '../../shared/core/assert.ts';
import { compileStrategy } from '../../shared/strategy/compile.ts';
import { specHash } from '../../shared/strategy/spec.ts';
import { defineAgent } from '../kernel/agent.ts';
import { targets } from './targets/index.ts';
import { supportsLanguage } from './targets/refusal.ts';

export const a2Coding = defineAgent({
  id: 'A2',
  name: 'Strategy coding',
  layer: 'analysis',
  purpose: 'Writes code you can read and run elsewhere from every strategy: TypeScript and Backtrader.',
  thread: 'worker',
  reads: ['strategy.proposed'],
  writes: ['strategy.coded'],
  needs: ['artefacts'],
  start(ctx) {
    return {
      handlers: {
        async 'strategy.proposed'({ data }) {
          const compiled = compileStrategy(data.spec);
          invariant(compiled.ok, `${data.strategyId} was proposed although it does not compile`);
          const sources = [];
          for (const target of Object.values(targets)) {
            if (!supportsLanguage(target.name, compiled.value).ok) continue;
            const file = target.write(compiled.value, data.strategyId);
            const hash = await ctx.outside(ctx.ports.artefacts.put(file));
            sources.push({ target: file.target, fileName: file.fileName, hash, lines: file.text.split('\n').length });
          }
          ctx.publish(
            'strategy.coded',
            {
              strategyId: data.strategyId,
              place: data.place,
              datasetId: data.datasetId,
              spec: data.spec,
              specHash: specHash(data.spec),
              sources,
              regimeHash: data.regimeHash,
              signalHash: data.signalHash,
            },
            { subject: data.strategyId },
          );
          ctx.note(`${data.spec.name}: ${sources.length} sources`);
        },
      },
    };
  },
});
