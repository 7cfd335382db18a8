/** Asks a model for what only words can say: theses, falsifiers and proposals; numbers and gates stay with code. */
import { z } from 'zod';
import { explainStrategy } from '../../../shared/strategy/compile.ts';
import { functionNames, usageOf } from '../../../shared/strategy/rules/names.ts';
import { type StrategySpec, strategySpecSchema } from '../../../shared/strategy/spec.ts';
import type { ModelPort } from '../../kernel/ports.ts';
import type { Candidate } from './generate.ts';
import type { Guidance } from './steering.ts';
import type { Universe } from './universe.ts';

const thesesSchema = z.strictObject({
  theses: z
    .array(
      z.strictObject({
        index: z.number().int().nonnegative(),
        thesis: z.string().min(10).max(1200),
        falsifier: z.string().min(10).max(600),
      }),
    )
    .max(500),
});

const proposalsSchema = z.strictObject({ proposals: z.array(strategySpecSchema).max(4) });

const thesesSystem =
  'You write for one trader. For each strategy write a thesis (why it should earn money) and a falsifier (what observation would prove it wrong), two plain sentences each. Use only the facts given; promise nothing.';
const proposalsSystem =
  'You propose trading strategies as data in the given schema, for the symbols and functions listed. Every number in a rule is a named parameter with a range. Every strategy has a stop. Propose at most four that differ from each other, or none.';

type Outside = <T>(work: Promise<T>) => Promise<T>;

/** The candidates with a thesis and a falsifier of their own; a refused answer leaves the template's words. */
export async function writeTheses(
  llm: ModelPort,
  outside: Outside,
  candidates: readonly Candidate[],
  seed: number,
): Promise<Candidate[]> {
  const facts = {
    strategies: candidates.map(({ spec, operator }, index) => ({
      index,
      family: spec.family,
      operator,
      mechanism: spec.thesis,
      failure: spec.falsifier,
      words: explainStrategy(spec),
      symbols: spec.symbols.length,
    })),
  };
  const answer = await outside(
    llm.ask({ agentId: 'A1', purpose: 'write-theses', system: thesesSystem, facts, schema: thesesSchema, seed }),
  );
  if (!answer.ok) return [...candidates];
  const written = new Map(answer.value.value.theses.map((t) => [t.index, t]));
  return candidates.map((candidate, index) => {
    const words = written.get(index);
    return words
      ? { ...candidate, spec: { ...candidate.spec, thesis: words.thesis, falsifier: words.falsifier } }
      : candidate;
  });
}

/** Specifications a model proposes; the offline house model leaves proposing to the templates. */
export async function askProposals(
  llm: ModelPort,
  outside: Outside,
  about: { universe: Universe; guidance: Guidance; regime: string },
  seed: number,
): Promise<StrategySpec[]> {
  const { universe, guidance, regime } = about;
  const facts = {
    regime,
    timeframe: universe.timeframe,
    symbols: universe.members.map((m) => ({ symbol: m.symbol, sector: m.sector })),
    functions: functionNames.map(usageOf),
    familyWeights: guidance.familyWeights,
    lessons: guidance.lessons.slice(0, 10).map((l) => ({ claim: l.claim, weight: l.weight, family: l.family })),
  };
  const answer = await outside(
    llm.ask({
      agentId: 'A1',
      purpose: 'propose-strategies',
      system: proposalsSystem,
      facts,
      schema: proposalsSchema,
      seed,
    }),
  );
  if (!answer.ok) return [];
  const known = new Set(universe.members.map((m) => m.symbol));
  return answer.value.value.proposals.filter(
    (spec) => spec.timeframe === universe.timeframe && spec.symbols.every((s) => known.has(s)),
  );
}
