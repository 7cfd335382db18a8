/** Makes one generation: templates first, then children of the best, every one new, compiling and protected. */
import { ensureDefined } from '../../../shared/core/assert.ts';
import type { Random } from '../../../shared/core/random.ts';
import { compileStrategy, ruleFeatures } from '../../../shared/strategy/compile.ts';
import { type StrategySpec, strategyIdOf, strategySpecSchema } from '../../../shared/strategy/spec.ts';
import { templates } from '../grammar/index.ts';
import { dress, nameOf, usedParameters } from './dress.ts';
import { operators } from './operators/index.ts';
import { behaviourHash, noveltyOf } from './similarity.ts';
import { familyQuotas, featureFactor, type Guidance, rationaleOf, templateWeights } from './steering.ts';
import type { Universe } from './universe.ts';

export interface Candidate {
  readonly spec: StrategySpec;
  readonly parents: readonly string[];
  readonly operator: 'template' | 'mutate' | 'cross' | 'tune' | 'grow' | 'model';
  readonly novelty: number;
  readonly rationale: string;
}

/** What a run has made so far. */
export interface Pool {
  readonly specs: Map<string, StrategySpec>;
  readonly behaviours: Set<string>;
}

export const createPool = (): Pool => ({ specs: new Map(), behaviours: new Set() });

/** Makes a finished candidate a possible parent; its id covers its final words too. */
export const addToPool = (pool: Pool, spec: StrategySpec): string => {
  const id = strategyIdOf(spec);
  pool.specs.set(id, spec);
  return id;
};

export interface GenerationRequest {
  readonly generation: number;
  readonly population: number;
  readonly universe: Universe;
  readonly guidance: Guidance;
  readonly pool: Pool;
  readonly random: Random;
  /** Elites of the run's archive, best first: they join the parents memory names. */
  readonly elites?: readonly string[];
  /** Specifications a model proposed, already parsed by the schema; those that do not hold are left out. */
  readonly proposals?: readonly StrategySpec[];
}

/** Draws before a slot is given up: a small universe can run out of new ideas. */
const attempts = 12;

/** Fewer than asked for come back only when new ideas run out; what was drawn once is never drawn again. */
export function generate(request: GenerationRequest): Candidate[] {
  const { population, guidance, pool, random } = request;
  const made: Candidate[] = [];
  const before = [...pool.specs.values()];
  const keep = (drawn: Omit<Candidate, 'novelty' | 'rationale'> & { what: string }): boolean => {
    const spec = tidied(drawn.spec);
    if (!spec || pool.behaviours.has(behaviourHash(spec))) return false;
    const novelty = noveltyOf(spec, before);
    pool.behaviours.add(behaviourHash(spec));
    before.push(spec);
    const rationale = rationaleOf(drawn.what, spec.family, ruleFeatures(spec), guidance);
    made.push({ spec, parents: drawn.parents, operator: drawn.operator, novelty, rationale });
    return true;
  };
  for (const spec of (request.proposals ?? []).slice(0, Math.ceil(population / 6)))
    keep({ spec, parents: [], operator: 'model', what: `A model proposed "${spec.name}"` });
  const parents = interleaved(guidance.parents, request.elites ?? []).filter((id) => pool.specs.has(id));
  const children = request.generation === 0 || parents.length === 0 ? 0 : Math.round(population * 0.6);
  for (let slot = 0; slot < children && made.length < population; slot++)
    tryTimes(random.fork(`child/${slot}`), (r) => keep(child(request, parents, r)));
  const left = population - made.length;
  const quotas = familyQuotas(guidance, left);
  const used = new Map<string, number>();
  for (const [family, quota] of quotas)
    for (let slot = 0; slot < quota; slot++)
      tryTimes(random.fork(`template/${family}/${slot}`), (r) => keep(fromTemplate(request, family, used, r)));
  return made;
}

/** One of each in turn, each once: quality and variety have the same say. */
function interleaved(a: readonly string[], b: readonly string[]): string[] {
  const out = new Set<string>();
  for (let i = 0; i < Math.max(a.length, b.length); i++)
    for (const id of [a[i], b[i]]) if (id !== undefined) out.add(id);
  return [...out];
}

function tryTimes(random: Random, draw: (random: Random) => boolean): void {
  for (let i = 0; i < attempts; i++) if (draw(random.fork(String(i)))) return;
}

function fromTemplate(
  request: GenerationRequest,
  family: StrategySpec['family'],
  used: Map<string, number>,
  random: Random,
) {
  const own = templates.filter((t) => t.family === family);
  // A template that this generation has used already is much less likely: breadth before depth.
  const weights = templateWeights(own, request.guidance).map((w, i) => w * 0.2 ** (used.get(own[i]?.name ?? '') ?? 0));
  const template = ensureDefined(own[random.weighted(weights)], `${family} has templates`);
  used.set(template.name, (used.get(template.name) ?? 0) + 1);
  const spec = dress(template.draw(random.fork('rules')), family, request.universe, random.fork('dress'));
  return { spec, parents: [], operator: 'template' as const, what: `Drawn from the template ${template.name}` };
}

function child(request: GenerationRequest, parents: readonly string[], random: Random) {
  const { guidance, pool, universe } = request;
  const specOf = (id: string): StrategySpec => ensureDefined(pool.specs.get(id), 'parents are of this run');
  // Earlier in the list is better; functions that memory warns of make a parent less likely.
  const weights = parents.map(
    (id, rank) => 0.8 ** rank * featureFactor(ruleFeatures(specOf(id)), guidance.featureWeights),
  );
  const operator = ensureDefined(
    [operators.mutate, operators.cross, operators.tune, operators.grow][random.weighted([4, 2, 3, 2])],
    'drawn',
  );
  const first = random.weighted(weights);
  const others = weights.map((w, i) => (i === first ? 0 : w));
  const chosen = [ensureDefined(parents[first], 'drawn')];
  if (operator.parents === 2 && parents.length > 1)
    chosen.push(ensureDefined(parents[random.weighted(others)], 'drawn'));
  const used = operator.parents > chosen.length ? operators.mutate : operator;
  const { spec, change } = used.apply(chosen.map(specOf), {
    universe,
    featureWeights: guidance.featureWeights,
    random: random.fork('change'),
  });
  return {
    spec,
    parents: chosen,
    operator: used.name,
    what: `${chosen.join(' and ')}, among the best in sample, ${used.name === 'cross' ? 'crossed' : 'changed'}: ${change}`,
  };
}

/** Unused parameters dropped and the name made to fit; undefined when it does not compile. */
function tidied(spec: StrategySpec): StrategySpec | undefined {
  const parameters = usedParameters(spec.rules, spec.regimeFilter, spec.parameters);
  const title = spec.name.split(/ [\d.-]+(?:\/[\d./-]+)? on | on /)[0] ?? spec.name;
  const whole = { ...spec, parameters, name: nameOf(title, { parameters, symbols: spec.symbols }) };
  const parsed = strategySpecSchema.safeParse(whole);
  return parsed.success && compileStrategy(parsed.data).ok ? parsed.data : undefined;
}
