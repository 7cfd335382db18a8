/** The high and the low of one bar used in the order that pays: bought at the low, sold at the high, target before stop. */
import { barLoops, fieldsIn } from '../bars.ts';
import { fillsIn } from '../fills.ts';
import { words } from '../history.ts';
import { returnLike } from '../lag.ts';
import { keyOf } from '../model.ts';
import { defineSourceRule } from '../rule.ts';
import { vectorised } from '../same-bar.ts';
import type { SyntaxNode } from '../syntax.ts';
import { walk } from '../syntax.ts';

const fieldsOf = (test: SyntaxNode): Set<string> => {
  const out = new Set<string>();
  for (const node of walk(test)) {
    const word = /^(high|low)s?$/i.exec(node.text)?.[1]?.toLowerCase();
    if (word !== undefined) out.add(word);
  }
  return out;
};
const isTarget = (test: SyntaxNode): boolean => /target|profit|\btp\b|take|limit/i.test(allWords(test));
const isStop = (test: SyntaxNode): boolean => /stop|\bsl\b|loss/i.test(allWords(test));
const allWords = (node: SyntaxNode): string => [...walk(node)].map((n) => n.text.replaceAll('_', ' ')).join(' ');

export const luckyBarOrder = defineSourceRule({
  name: 'lucky-bar-order',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    const fix = 'when both lie in one bar, take the worse: the stop first.';
    for (const { node, earns } of vectorised(model))
      if (earns === 'range') report(node, 'It earns from the low to the high of one bar, in that order.', fix);
    for (const node of model.nodes) {
      // if high >= target: return ...; if low <= stop: return ...
      if (node.kind === 'block')
        node.parts.forEach((first, k) => {
          const second = node.parts[k + 1];
          if (first.kind !== 'if' || second?.kind !== 'if' || first.parts[2]?.kind !== 'none') return;
          const [a, b] = [first.parts[0], second.parts[0]];
          const body = first.parts[1];
          if (!a || !b || !body || !/\b(return|break|continue)\b/.test(model.text.slice(body.from, body.to))) return;
          const [x, y] = [fieldsOf(a), fieldsOf(b)];
          const isPair = (x.has('high') && y.has('low')) || (x.has('low') && y.has('high'));
          if (isPair && isTarget(a) && isStop(b) && !isStop(a))
            report(first, 'The target is looked at before the stop, although both may lie in the same bar.', fix);
        });
      // if high >= target: ... elif low <= stop: ...
      if (node.kind === 'if' || node.kind === 'conditional') {
        const [first, , rest] = node.parts;
        const next =
          rest?.kind === 'if' || rest?.kind === 'conditional'
            ? rest
            : rest?.kind === 'block' && rest.parts.length === 1
              ? rest.parts[0]
              : undefined;
        const second = next?.kind === 'if' || next?.kind === 'conditional' ? next.parts[0] : undefined;
        if (!first) continue;
        const [a, b] = [fieldsOf(first), second ? fieldsOf(second) : new Set<string>()];
        const isPair = (a.has('high') && b.has('low')) || (a.has('low') && b.has('high'));
        if (second && isPair && isTarget(first) && isStop(second) && !isStop(first))
          report(node, 'The target is looked at before the stop, although both may lie in the same bar.', fix);
      }
      if (
        node.kind === 'assign' &&
        /(^|[._])(pnl|profit|gain|ret|returns?)\w*$/i.test(keyOf(node.parts[0] as SyntaxNode) ?? '') &&
        node.parts[1]
      ) {
        const value = node.parts[1];
        if (returnLike(value, model)?.kind === 'range')
          report(node, 'The range from low to high of one bar is booked as profit.', fix);
      }
    }
    for (const loop of barLoops(model)) {
      const fills = [...fillsIn(loop, model)];
      const paid = (side: string, field: string): SyntaxNode | undefined =>
        fills.find(
          (f) => f.side === side && fieldsIn(f.price, loop, model).some((p) => p.field === field && p.offset === 0),
        )?.price;
      const [low, high] = [paid('in', 'low'), paid('out', 'high')];
      if (low && high) report(high, 'It buys at the low and sells at the high of a bar.', fix);
      for (const node of walk(loop.body)) {
        if (node.kind !== 'binary' || node.text !== '-') continue;
        const [x, y] = [node.parts[0] as SyntaxNode, node.parts[1] as SyntaxNode];
        const isRange =
          fieldsIn(x, loop, model).some((f) => f.field === 'high' && f.offset === 0) &&
          fieldsIn(y, loop, model).some((f) => f.field === 'low' && f.offset === 0);
        const isBooked =
          node.parent?.kind === 'assign'
            ? /pnl|profit|cash|equity/i.test(words(node.parent.parts[0]))
            : node.parent?.kind === 'binary' &&
              node.parent.parent?.kind === 'assign' &&
              /pnl|profit|cash|equity/i.test(words(node.parent.parent.parts[0]));
        if (isRange && isBooked)
          report(node, 'The range of a bar is booked as profit, as if its low always came first.', fix);
      }
    }
  },
});
