/** Schema 1 to 2: nothing changes but the number, and parameters that now would hide a function get another name. */
import { functionsOf } from '../rules/names.ts';
import { parseExpression } from '../rules/parse.ts';
import { formatExpression } from '../rules/print.ts';
import type { Expression } from '../rules/syntax.ts';
import type { StrategySpec } from '../spec.ts';
import { defineMigration } from './migration.ts';

function renamed(node: Expression, names: ReadonlyMap<string, string>): Expression {
  switch (node.kind) {
    case 'name':
      return { ...node, name: names.get(node.name) ?? node.name };
    case 'unary':
      return { ...node, operand: renamed(node.operand, names) };
    case 'binary':
      return { ...node, left: renamed(node.left, names), right: renamed(node.right, names) };
    case 'call':
      return { ...node, arguments: node.arguments.map((a) => renamed(a, names)) };
    default:
      return node;
  }
}

export const from1To2 = defineMigration({
  from: 1,
  to: 2,
  apply(spec) {
    const taken = new Set(Object.keys(spec.parameters));
    const names = new Map<string, string>();
    for (const name of functionsOf(2))
      if (taken.has(name)) {
        let fresh = `${name.slice(0, 24)}_value`;
        for (let i = 2; taken.has(fresh); i++) fresh = `${name.slice(0, 24)}_value${i}`;
        taken.add(fresh);
        names.set(name, fresh);
      }
    const rule = (text: string | null): string | null => {
      const parsed = text === null || names.size === 0 ? undefined : parseExpression(text);
      return parsed?.ok ? formatExpression(renamed(parsed.value, names)) : text;
    };
    const { entryLong, exitLong, entryShort, exitShort } = spec.rules;
    return {
      ...spec,
      schema: 2,
      parameters: Object.fromEntries(Object.entries(spec.parameters).map(([n, p]) => [names.get(n) ?? n, p])),
      rules: {
        entryLong: rule(entryLong),
        exitLong: rule(exitLong),
        entryShort: rule(entryShort),
        exitShort: rule(exitShort),
      },
      regimeFilter: rule(spec.regimeFilter),
    } satisfies StrategySpec;
  },
});
