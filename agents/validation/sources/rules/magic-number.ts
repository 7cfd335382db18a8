/** Thresholds with more digits than a market has: numbers that were fitted. */
import { defineSourceRule } from '../rule.ts';
import { isComparison, type SyntaxNode } from '../syntax.ts';

/** Significant digits of a number as written. */
const digits = (text: string): number =>
  text.replace(/e.*$/i, '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '').length;

export const magicNumber = defineSourceRule({
  name: 'magic-number',
  kind: 'care',
  severity: 'warn',
  run(model, report) {
    const literal = (node: SyntaxNode | undefined): SyntaxNode | undefined =>
      node?.kind === 'number' ? node : node?.kind === 'unary' ? literal(node.parts[0]) : undefined;
    for (const node of model.nodes) {
      if (!isComparison(node)) continue;
      for (const part of node.parts) {
        const number = literal(part);
        if (
          number &&
          digits(number.text) >= 3 &&
          !/^(100|200|252|365|1000)$/.test(number.text) &&
          Number(number.value) < 1e6 &&
          !/^\d{4}$/.test(number.text)
        )
          report(
            number,
            `${number.text} looks fitted: it has no name, no range, and more digits than the market has.`,
            'make it a parameter with a range, and round it.',
          );
      }
    }
  },
});
