/** Joins two parents: the entry of one with the exit, the filter or the protection of the other. */
import { ensureDefined } from '../../../../shared/core/assert.ts';
import type { Parameter, StrategySpec } from '../../../../shared/strategy/spec.ts';
import { renameNames } from '../rule-edit.ts';
import { defineOperator } from './operator.ts';

/** The other parent's rules and parameters with names that do not meet the first one's. */
function renamed(
  first: StrategySpec,
  other: StrategySpec,
): Pick<StrategySpec, 'rules' | 'parameters' | 'regimeFilter'> {
  const names: Record<string, string> = {};
  const parameters: Record<string, Parameter> = {};
  for (const [name, parameter] of Object.entries(other.parameters)) {
    let fresh = name;
    for (let i = 2; Object.hasOwn(first.parameters, fresh) || Object.hasOwn(parameters, fresh); i++)
      fresh = `${name.slice(0, 28)}_${i}`;
    names[name] = fresh;
    parameters[fresh] = parameter;
  }
  const { entryLong, exitLong, entryShort, exitShort } = other.rules;
  return {
    parameters,
    regimeFilter: renameNames(other.regimeFilter, names),
    rules: {
      entryLong: renameNames(entryLong, names),
      exitLong: renameNames(exitLong, names),
      entryShort: renameNames(entryShort, names),
      exitShort: renameNames(exitShort, names),
    },
  };
}

export const cross = defineOperator({
  name: 'cross',
  parents: 2,
  apply([one, two], { random }) {
    const first = ensureDefined(one, 'crossing takes two parents');
    const other = ensureDefined(two, 'crossing takes two parents');
    const theirs = renamed(first, other);
    const kind = random.int(3);
    const schema = first.schema > other.schema ? first.schema : other.schema;
    // Rules that speak of a partner hold for the pairs they came with.
    if (first.pairs !== undefined || other.pairs !== undefined)
      return {
        spec: { ...first, schema, protection: other.protection },
        change: 'takes the protection of the second parent',
      };
    if (kind === 0 && theirs.rules.exitLong !== null)
      return {
        spec: {
          ...first,
          schema,
          parameters: { ...first.parameters, ...theirs.parameters },
          rules: { ...first.rules, exitLong: theirs.rules.exitLong },
        },
        change: 'takes its exit from the second parent',
      };
    if (kind === 1 && theirs.rules.entryLong !== null && first.rules.entryLong !== null)
      return {
        spec: {
          ...first,
          schema,
          parameters: { ...first.parameters, ...theirs.parameters },
          rules: { ...first.rules, entryLong: `(${first.rules.entryLong}) or (${theirs.rules.entryLong})` },
        },
        change: 'enters when either parent would',
      };
    return {
      spec: {
        ...first,
        schema,
        protection: other.protection,
        sizing: other.sizing,
        symbols: other.symbols,
        maxOpenPositions: other.maxOpenPositions,
      },
      change: 'trades the symbols, the sizing and the protection of the second parent',
    };
  },
});
