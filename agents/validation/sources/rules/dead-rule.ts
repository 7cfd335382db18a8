/** Conditions that can never hold, or always do. */
import { words } from '../history.ts';
import { defineSourceRule } from '../rule.ts';
import { isComparison, type SyntaxNode } from '../syntax.ts';

/** Indicators with fixed bounds. */
const bounds: readonly { readonly pattern: RegExp; readonly least: number; readonly most: number }[] = [
  { pattern: /\b(rsi|mfi|stoch\w*|adx|aroon\w*|percent_?rank|ultimate\w*)\b/i, least: 0, most: 100 },
  { pattern: /\b(williams\w*|willr)\b/i, least: -100, most: 0 },
];

export const deadRule = defineSourceRule({
  name: 'dead-rule',
  kind: 'care',
  severity: 'fail',
  run(model, report) {
    const fix = 'take it out, or write what was meant.';
    const source = (node: SyntaxNode): string => model.text.slice(node.from, node.to).replace(/\s+/g, '');
    for (const node of model.nodes) {
      if (isComparison(node)) {
        const [a, b] = node.parts as [SyntaxNode, SyntaxNode];
        const [x, y] = [model.constant(a), model.constant(b)];
        if (a.kind === 'number' && b.kind === 'number')
          report(node, 'Two numbers are compared: it is always the same.', fix);
        else if (source(a) === source(b) && a.kind !== 'none' && node.text !== '!=')
          report(node, 'A value is compared with itself.', fix);
        const level = typeof y === 'number' ? y : typeof x === 'number' ? x : undefined;
        const subject = typeof y === 'number' ? a : b;
        if (level === undefined) continue;
        const name =
          `${words(subject)} ${words(model.resolve(subject).kind === 'call' ? model.resolve(subject).parts[0] : undefined)}`.replaceAll(
            '_',
            ' ',
          );
        const operator =
          typeof y === 'number' ? node.text : ({ '<': '>', '>': '<', '<=': '>=', '>=': '<=' }[node.text] ?? node.text);
        for (const { pattern, least, most } of bounds) {
          if (!pattern.test(name)) continue;
          if (
            (operator === '>' && level >= most) ||
            (operator === '<' && level <= least) ||
            (operator === '>=' && level > most) ||
            (operator === '<=' && level < least)
          )
            report(node, `${name.trim().split(' ')[0]} never leaves ${least} to ${most}: the rule never holds.`, fix);
        }
      }
      if (node.kind === 'binary' && (node.text === 'and' || node.text === '&')) contradiction(node);
    }
    /** x < 30 and x > 70 */
    function contradiction(node: SyntaxNode): void {
      const parts = flatten(node, node.text);
      if (node.parent?.kind === 'binary' && node.parent.text === node.text) return;
      const least = new Map<string, number>();
      const most = new Map<string, number>();
      for (const part of parts) {
        if (
          part.kind === 'unary' &&
          part.text === 'not' &&
          part.parts[0] &&
          parts.some((p) => source(p) === source(part.parts[0] as SyntaxNode))
        ) {
          report(node, 'A condition and its opposite are asked for at once.', fix);
          return;
        }
        if (!isComparison(part)) continue;
        const [a, b] = part.parts as [SyntaxNode, SyntaxNode];
        const level = model.number(b);
        if (level === undefined) continue;
        const key = source(a);
        if (part.text.startsWith('>')) least.set(key, Math.max(level, least.get(key) ?? Number.NEGATIVE_INFINITY));
        if (part.text.startsWith('<')) most.set(key, Math.min(level, most.get(key) ?? Number.POSITIVE_INFINITY));
      }
      for (const [key, value] of least)
        if (value >= (most.get(key) ?? Number.POSITIVE_INFINITY) && value > (most.get(key) as number))
          report(node, `${key.slice(0, 40)} cannot be above ${value} and below ${most.get(key)} at once.`, fix);
    }
  },
});

const flatten = (node: SyntaxNode, operator: string, left = 200): SyntaxNode[] =>
  node.kind === 'binary' && node.text === operator && left > 0
    ? node.parts.flatMap((p) => flatten(p, operator, left - 1))
    : [node];
