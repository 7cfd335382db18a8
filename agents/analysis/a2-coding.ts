/** A2, strategy coding: writes documented source code from every specification, for every target that can express it. */
import { invariant } from '../../shared/core/assert.ts';
import { compileStrategy } from '../../shared/strategy/compile.ts';
import { specHash } from '../../shared/strategy/spec.ts';
import { defineAgent } from '../kernel/agent.ts';
import { targets } from './targets/index.ts';

export const a2Coding = defineAgent({
  id: 'A2',
  name: 'Strategy coding',
  layer: 'analysis',
  purpose: 'Writes code you can read and run elsewhere from every strategy: TypeScript, Backtrader, Zipline and LEAN.',
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
          const refused = [];
          for (const target of Object.values(targets)) {
            const supported = target.supports(compiled.value);
            if (!supported.ok) {
              refused.push(supported.error.message);
              continue;
            }
            for (const file of target.sources(compiled.value, data.strategyId)) {
              const hash = await ctx.outside(ctx.ports.artefacts.put(file));
              const lines = file.text.split('\n').length;
              sources.push({ target: file.target, fileName: file.fileName, hash, lines });
            }
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
          ctx.note([`${data.spec.name}: ${sources.length} sources`, ...refused].join('; '));
        },
      },
    };
  },
});
