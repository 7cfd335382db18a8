/** D5, strategy validator: looks for leaks, dead rules and missing safety before anything is tested. */
import type { CheckResult } from '../../shared/bus/topics-strategy.ts';
import { refusalText } from '../../shared/core/result.ts';
import { compileStrategy } from '../../shared/strategy/compile.ts';
import { specHash, strategySpecSchema } from '../../shared/strategy/spec.ts';
import type { LookAheadJobOutput } from '../engine/jobs/look-ahead.ts';
import type { RuleActivityJobOutput } from '../engine/jobs/rule-activity.ts';
import type { WarmUpJobOutput } from '../engine/jobs/warm-up.ts';
import { defineAgent } from '../kernel/agent.ts';
import { checks } from './checks/index.ts';
import type { GeneratedSourcesJobOutput } from './jobs/generated-sources.ts';

/** Longest a study of one candidate may take before its worker is ended. */
const studyTimeoutMs = 60_000;
/** Symbols looked at in a research run, which checks hundreds: `quantai validate` looks at more, at more cuts. */
const lean = { symbols: 3 } as const;

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
          const input = { spec, datasetId, regimeHash, signalHash };
          const seed = ctx.random(correlationId, `cuts/${data.strategyId}`).int(2 ** 31);
          const options = { timeoutMs: studyTimeoutMs };
          const files = data.sources.map(({ fileName, hash }) => ({ fileName, hash }));
          const [sources, activity, lookAhead, warmUp] = await Promise.all([
            ctx.outside(pool.run<GeneratedSourcesJobOutput>('generated-sources', { sources: files }, options)),
            ctx.outside(pool.run<RuleActivityJobOutput>('rule-activity', input, options)),
            ctx.outside(pool.run<LookAheadJobOutput>('look-ahead', { ...input, seed, ...lean, cuts: 12 }, options)),
            ctx.outside(pool.run<WarmUpJobOutput>('warm-up', { ...input, seed, ...lean }, options)),
          ]);
          const facts = { ...known, sources, activity, lookAhead, warmUp };
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
