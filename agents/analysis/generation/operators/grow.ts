/** Grows new conditions from a typed grammar: only values of one kind are compared, so that every rule means something. */
import { ensureDefined } from '../../../../shared/core/assert.ts';
import type { Random } from '../../../../shared/core/random.ts';
import type { Parameter, StrategySpec } from '../../../../shared/strategy/spec.ts';
import { lengthBetween, levelBetween } from '../../grammar/template.ts';
import { withCondition } from '../rule-edit.ts';
import { defineOperator } from './operator.ts';

/** A value of a rule with the parameters it brings; `$` in its text is replaced by a name of its own. */
interface Term {
  readonly feature: string;
  readonly text: string;
  readonly parameters: (random: Random) => Readonly<Record<string, Parameter>>;
}

const length = (min: number, max: number, step: number) => (random: Random) => ({
  $_length: lengthBetween(random, min, max, step),
});

/** Values in the price of the symbol. */
const prices: readonly Term[] = [
  { feature: 'close', text: 'close', parameters: () => ({}) },
  ...(['sma', 'ema', 'wma', 'highest', 'lowest'] as const).map((name) => ({
    feature: name,
    text: `${name}(close, $_length)`,
    parameters: length(5, 200, 5),
  })),
  { feature: 'bb_upper', text: 'bb_upper(close, $_length, 2)', parameters: length(10, 60, 5) },
  { feature: 'bb_lower', text: 'bb_lower(close, $_length, 2)', parameters: length(10, 60, 5) },
  { feature: 'prev', text: 'prev(close, $_length)', parameters: length(5, 120, 5) },
];

/** Values with a scale of their own, compared with a level on it. */
const scaled: readonly (Term & { readonly level: (random: Random) => Parameter })[] = [
  {
    feature: 'rsi',
    text: 'rsi(close, $_length)',
    parameters: length(2, 28, 2),
    level: (r) => levelBetween(r, 15, 85, 5),
  },
  {
    feature: 'willr',
    text: 'willr($_length)',
    parameters: length(5, 30, 5),
    level: (r) => levelBetween(r, -95, -5, 5),
  },
  { feature: 'cci', text: 'cci($_length)', parameters: length(6, 40, 2), level: (r) => levelBetween(r, -180, 180, 20) },
  { feature: 'adx', text: 'adx($_length)', parameters: length(8, 28, 2), level: (r) => levelBetween(r, 12, 40, 2) },
  {
    feature: 'zscore',
    text: 'zscore(close, $_length)',
    parameters: length(5, 60, 5),
    level: (r) => levelBetween(r, -2.4, 2.4, 0.2),
  },
  {
    feature: 'roc',
    text: 'roc(close, $_length)',
    parameters: length(5, 120, 5),
    level: (r) => levelBetween(r, -15, 25, 2.5),
  },
  {
    feature: 'volatility',
    text: 'volatility(close, $_length)',
    parameters: length(10, 60, 10),
    level: (r) => levelBetween(r, 0.1, 0.6, 0.05),
  },
];

interface Grown {
  readonly condition: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
}

/** Names begin with `grown`, a number that is free, and say what they are. */
function named(term: Term, prefix: string, random: Random): Grown {
  const parameters = Object.entries(term.parameters(random));
  return {
    condition: term.text.replaceAll('$', prefix),
    parameters: Object.fromEntries(parameters.map(([name, p]) => [name.replaceAll('$', prefix), p])),
  };
}

function pickTerm<T extends Term>(terms: readonly T[], weights: Readonly<Record<string, number>>, random: Random): T {
  const at = random.weighted(terms.map((t) => Math.exp(2 * (weights[t.feature] ?? 0))));
  return ensureDefined(terms[at], 'an index was drawn');
}

/** One comparison that means something. */
export function growCondition(
  taken: Readonly<Record<string, unknown>>,
  weights: Readonly<Record<string, number>>,
  random: Random,
): Grown {
  let number = 1;
  while (Object.keys(taken).some((name) => name.startsWith(`grown${number}`))) number++;
  const prefix = `grown${number}`;
  if (random.next() < 0.55) {
    const term = pickTerm(scaled, weights, random);
    const value = named(term, prefix, random);
    return {
      condition: `${value.condition} ${random.pick(['<', '>'])} ${prefix}_level`,
      parameters: { ...value.parameters, [`${prefix}_level`]: term.level(random) },
    };
  }
  const one = pickTerm(prices, weights, random);
  const other = pickTerm(
    prices.filter((t) => t !== one),
    weights,
    random,
  );
  const [a, b] = [named(one, `${prefix}a`, random), named(other, `${prefix}b`, random)];
  const parameters = { ...a.parameters, ...b.parameters };
  const how = random.int(4);
  if (how === 0) return { condition: `cross_over(${a.condition}, ${b.condition})`, parameters };
  if (how === 1) return { condition: `cross_under(${a.condition}, ${b.condition})`, parameters };
  return { condition: `${a.condition} ${how === 2 ? '>' : '<'} ${b.condition}`, parameters };
}

export const grow = defineOperator({
  name: 'grow',
  parents: 1,
  apply([parent], { random, featureWeights }) {
    const spec: StrategySpec = ensureDefined(parent, 'growing takes one parent');
    const { condition, parameters } = growCondition(spec.parameters, featureWeights, random);
    const grown = { ...spec, parameters: { ...spec.parameters, ...parameters } };
    const { entryLong, exitLong } = spec.rules;
    const kind = random.int(3);
    if (kind === 0 && exitLong !== null)
      return {
        spec: { ...grown, rules: { ...spec.rules, exitLong: `(${exitLong}) or (${condition})` } },
        change: `also leaves when ${condition}`,
      };
    if (kind === 1 || entryLong === null)
      return { spec: { ...grown, rules: { ...spec.rules, entryLong: condition } }, change: `enters when ${condition}` };
    return {
      spec: { ...grown, rules: { ...spec.rules, entryLong: withCondition(entryLong, condition) } },
      change: `asks for ${condition} too`,
    };
  },
});
