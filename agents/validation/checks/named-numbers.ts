/** Numbers in rules have names and ranges, so that their neighbours can be tried. */
import { walkExpression } from '../../../shared/strategy/rules/features.ts';
import { defineSpecCheck } from './check.ts';

/** Numbers that mean themselves: none, one, half and twice, and all in percent. */
const plain: ReadonlySet<number> = new Set([0, 0.5, 1, 2, 100]);

export const namedNumbers = defineSpecCheck({
  name: 'named-numbers',
  run({ compiled }) {
    const found = new Set<number>();
    for (const tree of Object.values(compiled.rules))
      for (const node of walkExpression(tree))
        if (node.kind === 'number' && !plain.has(node.value)) found.add(node.value);
    const numbers = [...found].sort((a, b) => a - b);
    return {
      passed: numbers.length === 0,
      evidence:
        numbers.length === 0
          ? 'Every number that could be otherwise is a parameter with a range.'
          : `The rules hold ${numbers.slice(0, 8).join(', ')}: make them parameters with a range.`,
      value: numbers.length,
      threshold: 0,
    };
  },
});
