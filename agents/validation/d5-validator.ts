/** D5, strategy validator: looks for leaks, dead rules and missing safety before anything is tested. */
import type { CheckResult } from '../../shared/bus/topics-strategy.ts';
import { refusalText } from '../../shared/core/result.ts';
import { compileStrategy } from '../../shared/strategy/compile.ts';
import { specHash, strategySpecSchema } from '../../shared/strategy/spec.ts';
import type { FirstLookJobInput, FirstLookJobOutput } from '../engine/jobs/first-look.ts';
import { defineAgent } from '../kernel/agent.ts';
import { checks } from './checks/index.ts';
import type { GeneratedSourcesJobOutput } from './jobs/generated-sources.ts';

/** Longest a study of one candidate may take before its worker is ended. */
const studyTimeoutMs = 60_000;
/**
 * What the proofs look at before a candidate is tested: enough to refuse what leaks on most bars. A research run asks hundreds, and
 * few of them reach the gate; whoever passes its criteria is proven in full there. `quantai validate` looks at more at once.
 */
const brief = { symbols: 1, cuts: 4 } as const;

export const d5Validator = defineAgent({
  id: 'D5',
  name: 'Strategy validator',
  layer: 'validation',
  purpose: 'Refuses strategies that see the future, depend on their start, never trade or risk too much.',
  thread: 'main',
  reads: ['strategy.coded'],
  writes: ['validation.checked'],
  needs: ['datasets', 'pool'],
  start(ctx) {
    const { datasets, pool } = ctx.ports;
    return {
      handlers: {
        async 'strategy.coded'({ data, correlationId }) {
          const { spec, datasetId, regimeHash, signalHash } = data;
          const publish = (results: CheckResult[]): void => {
            const failed = results.filter((r) => !r.passed);
            ctx.note(failed[0] ? `${spec.name}: ${failed[0].check}` : `${spec.name}: ${results.length} checks passed`);
            ctx.publish(
              'validation.checked',
              {
                strategyId: data.strategyId,
                place: data.place,
                datasetId,
                specHash: data.specHash,
                passed: failed.length === 0,
                checks: results,
                regimeHash,
                signalHash,
              },
              { subject: data.strategyId },
            );
          };
          const well = wellFormed(spec, data.specHash);
          const compiled = compileStrategy(spec);
          if (!well.passed || !compiled.ok) return publish([well]);
          const dataset = await ctx.outside(datasets.open(datasetId));
          const known = { compiled: compiled.value, manifest: dataset.manifest };
          const cheap = checks.flatMap((c) => (c.needs === 'spec' ? { check: c.name, ...c.run(known) } : []));
          // What fails on paper is not run.
          if (cheap.some((c) => !c.passed)) return publish([well, ...cheap]);
          const seed = ctx.random(correlationId, `cuts/${data.strategyId}`).int(2 ** 31);
          const input: FirstLookJobInput = { spec, datasetId, regimeHash, signalHash, seed, ...brief };
          const options = { timeoutMs: studyTimeoutMs };
          const files = data.sources.map(({ fileName, hash }) => ({ fileName, hash }));
          const [sources, studies] = await Promise.all([
            ctx.outside(pool.run<GeneratedSourcesJobOutput>('generated-sources', { sources: files }, options)),
            ctx.outside(pool.run<FirstLookJobOutput>('first-look', input, options)),
          ]);
          const facts = { ...known, sources, ...studies };
          const studied = checks.flatMap((c) => (c.needs === 'studies' ? { check: c.name, ...c.run(facts) } : []));
          publish([well, ...cheap, ...studied]);
        },
      },
    };
  },
});

/** The schema, the hash and the types of the rules: what everything after it takes for granted. */
export function wellFormed(spec: unknown, hash: string): CheckResult {
  const parsed = strategySpecSchema.safeParse(spec);
  const result = (passed: boolean, evidence: string): CheckResult => ({
    check: 'well-formed',
    passed,
    evidence: evidence.slice(0, 600),
    value: null,
    threshold: null,
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return result(false, `The specification does not fit its schema: ${issue?.path.join('.')} ${issue?.message}.`);
  }
  if (specHash(parsed.data) !== hash) return result(false, 'The code was written from another specification.');
  const compiled = compileStrategy(parsed.data);
  if (!compiled.ok) return result(false, `The rules do not compile: ${refusalText(compiled.error)}`);
  return result(true, 'The specification fits its schema, and every rule parses with the right types.');
}
