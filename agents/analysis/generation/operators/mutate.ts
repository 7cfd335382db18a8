/** Changes one or two things about a parent: a function, a condition, its protection, its sizing, its symbols. */
import { ensureDefined } from '../../../../shared/core/assert.ts';
import type { Random } from '../../../../shared/core/random.ts';
import type { Parameter, StrategySpec } from '../../../../shared/strategy/spec.ts';
import { averages } from '../../grammar/template.ts';
import { drawProtection, drawSizing } from '../dress.ts';
import { conditionsOf, editRule, withCondition } from '../rule-edit.ts';
import { drawSymbols } from '../universe.ts';
import { type Child, defineOperator, type OperatorContext } from './operator.ts';
import { fewSteps, moved } from './tune.ts';

type Mutation = (spec: StrategySpec, context: OperatorContext) => Child | undefined;

/** Filters that may be added to an entry, with the parameter each brings. */
const filters: readonly { condition: string; feature: string; parameters: Readonly<Record<string, Parameter>> }[] = [
  {
    condition: 'close > sma(close, filter_length)',
    feature: 'sma',
    parameters: { filter_length: { value: 100, min: 40, max: 200, step: 20 } },
  },
  {
    condition: 'volatility(close, filter_length) < filter_level',
    feature: 'volatility',
    parameters: {
      filter_length: { value: 20, min: 10, max: 60, step: 10 },
      filter_level: { value: 0.35, min: 0.15, max: 0.6, step: 0.05 },
    },
  },
  { condition: 'regime() != "bear"', feature: 'regime', parameters: {} },
  { condition: 'volatility_regime() != "high"', feature: 'volatility_regime', parameters: {} },
  {
    condition: 'signal() > filter_level',
    feature: 'signal',
    parameters: { filter_level: { value: 0, min: -0.3, max: 0.3, step: 0.1 } },
  },
  {
    condition: 'adx(filter_length) > filter_level',
    feature: 'adx',
    parameters: {
      filter_length: { value: 14, min: 8, max: 28, step: 2 },
      filter_level: { value: 20, min: 10, max: 35, step: 5 },
    },
  },
];

const swapAverage: Mutation = (spec, { random }) => {
  const used = averages.filter((name) => Object.values(spec.rules).some((rule) => rule?.includes(`${name}(`)));
  if (used.length === 0) return undefined;
  const from = random.pick(used);
  const to = random.pick(averages.filter((name) => name !== from));
  const rename = (text: string | null): string | null =>
    editRule(text, (node) => (node.kind === 'call' && node.name === from ? { ...node, name: to } : node));
  const { entryLong, exitLong, entryShort, exitShort } = spec.rules;
  return {
    spec: {
      ...spec,
      rules: {
        entryLong: rename(entryLong),
        exitLong: rename(exitLong),
        entryShort: rename(entryShort),
        exitShort: rename(exitShort),
      },
    },
    change: `${from} became ${to}`,
  };
};

const addFilter: Mutation = (spec, { random, featureWeights }) => {
  if (spec.rules.entryLong === null || Object.keys(spec.parameters).some((n) => n.startsWith('filter_')))
    return undefined;
  const at = random.weighted(filters.map((f) => Math.exp(2 * (featureWeights[f.feature] ?? 0))));
  const filter = ensureDefined(filters[at], 'an index was drawn');
  if (spec.rules.entryLong.includes(filter.condition) || spec.regimeFilter === filter.condition) return undefined;
  return {
    spec: {
      ...spec,
      parameters: { ...spec.parameters, ...filter.parameters },
      rules: { ...spec.rules, entryLong: withCondition(spec.rules.entryLong, filter.condition) },
    },
    change: `asks for ${filter.condition} too`,
  };
};

const dropCondition: Mutation = (spec, { random }) => {
  if (spec.rules.entryLong === null) return undefined;
  const conditions = conditionsOf(spec.rules.entryLong);
  if (conditions.length < 2) return undefined;
  const gone = random.int(conditions.length);
  const kept = conditions.filter((_, i) => i !== gone).map((c) => `(${c})`);
  const entryLong = editRule(kept.join(' and '), (node) => node);
  return { spec: { ...spec, rules: { ...spec.rules, entryLong } }, change: `no longer asks for ${conditions[gone]}` };
};

const otherProtection: Mutation = (spec, { random }) => {
  const hold = random.pick(['days', 'weeks', 'months'] as const);
  return { spec: { ...spec, protection: drawProtection(hold, random) }, change: `protected for ${hold}` };
};

const otherSizing: Mutation = (spec, { random }) => {
  const sizing = drawSizing(spec.maxOpenPositions, random);
  return { spec: { ...spec, sizing }, change: `sized by ${sizing.kind}` };
};

const otherSymbols: Mutation = (spec, { random, universe }) => {
  // A partner goes with its symbol, and a ranking is of the symbols it was made for.
  if (spec.pairs !== undefined) return undefined;
  const suits = spec.family === 'mean-reversion' ? 'reverting' : spec.family === 'trend' ? 'trending' : 'any';
  const symbols = drawSymbols(universe, suits, random);
  return {
    spec: { ...spec, symbols, maxOpenPositions: Math.min(spec.maxOpenPositions, symbols.length) },
    change: `trades ${symbols.length} other symbols`,
  };
};

const moveParameter: Mutation = (spec, { random }) => {
  const names = Object.keys(spec.parameters).sort();
  if (names.length === 0) return undefined;
  const name = random.pick(names);
  const before = ensureDefined(spec.parameters[name], 'the name was picked');
  const after = moved(before, 2 * fewSteps(random));
  return {
    spec: { ...spec, parameters: { ...spec.parameters, [name]: after } },
    change: `${name} ${before.value} to ${after.value}`,
  };
};

const mutations: readonly Mutation[] = [
  swapAverage,
  addFilter,
  dropCondition,
  otherProtection,
  otherSizing,
  otherSymbols,
  moveParameter,
];

function once(spec: StrategySpec, context: OperatorContext, random: Random): Child {
  for (const mutation of random.shuffle(mutations)) {
    const child = mutation(spec, context);
    if (child) return child;
  }
  return { spec, change: 'unchanged' };
}

export const mutate = defineOperator({
  name: 'mutate',
  parents: 1,
  apply([parent], context) {
    const { random } = context;
    const first = once(ensureDefined(parent, 'mutation takes one parent'), context, random);
    if (random.next() < 0.5) return first;
    const second = once(first.spec, context, random);
    return { spec: second.spec, change: `${first.change}; ${second.change}` };
  },
});
