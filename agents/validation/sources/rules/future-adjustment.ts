/** Prices adjusted by later splits and dividends, used as levels. */
import { keyOf } from '../model.ts';
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, comparisons, keywordOf, type SyntaxNode, walk } from '../syntax.ts';

const adjusted = /adj(usted)?[_ ]?close|adjClose|close_?adj(usted)?|adjusted_?prices?|back_?adjusted|Adj Close/i;
const factors = /split|dividend|adjust(ment)?_?factor|adj_?factor/i;

export const futureAdjustment = defineSourceRule({
  name: 'future-adjustment',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    const fix = 'use raw prices as of the day for levels and sizes; adjusted ones only for returns.';
    const hasAutoAdjust = model.calls.some((c) => model.constant(keywordOf(c, 'auto_adjust')) === true);
    const isAdjusted = (node: SyntaxNode, left = 5): boolean => {
      if (left === 0) return false;
      if (
        node.kind === 'call' &&
        /^(pct_change|diff|shift|rolling|ewm|log|rank|mean|std|sma|ema|expanding|corr)$/.test(model.method(node))
      )
        return false;
      const own = `${node.text} ${node.kind === 'index' ? (node.parts[1]?.text ?? '') : ''}`;
      if (adjusted.test(own)) return true;
      if (
        hasAutoAdjust &&
        /^(close|price)$/i.test(node.kind === 'index' ? (node.parts[1]?.text ?? '') : node.text) &&
        node.kind !== 'name'
      )
        return true;
      const value = keyOf(node) === undefined ? undefined : model.boundTo(node);
      if (value && isAdjusted(value, left - 1)) return true;
      return (
        (node.kind === 'member' || node.kind === 'index') &&
        node.parts[0] !== undefined &&
        node.parts[0].kind !== 'name' &&
        isAdjusted(node.parts[0], left - 1)
      );
    };
    for (const node of model.nodes) {
      if (node.kind !== 'binary') continue;
      const [a, b] = node.parts as [SyntaxNode, SyntaxNode];
      for (const [one, other] of [
        [a, b],
        [b, a],
      ] as const) {
        const level = model.number(other);
        if (comparisons.has(node.text) && level !== undefined && level > 0 && isAdjusted(one)) {
          report(
            node,
            'A price level of the past is compared after it was changed by later splits and dividends.',
            fix,
          );
          break;
        }
      }
      if (node.text === '/' || node.text === '//') {
        const isRatio = isAdjusted(a) && /(^|[^j_])close|raw/i.test(lastWord(b)) && !isAdjusted(b);
        if (isRatio)
          report(node, 'The ratio of adjusted to raw prices tells of splits and dividends that came later.', fix);
        else if (isAdjusted(b) && /cash|capital|equity|budget|notional|value|balance/i.test(keyOf(a) ?? lastWord(a)))
          report(node, 'A number of shares made from an adjusted price was not what could be bought.', fix);
      }
    }
    for (const call of model.calls) {
      // splits[::-1].cumprod(): each bar is multiplied by everything after it.
      const name = model.method(call);
      if (!/^(cumprod|cumsum|accumulate)$/.test(name)) continue;
      const text = [...walk(call)];
      const isReversed = text.some(
        (n) =>
          (n.kind === 'slice' && model.number(n.parts[2]) === -1) ||
          (n.kind === 'call' &&
            /^(flip|reverse|toReversed|sort_index)$/.test(model.method(n)) &&
            (model.method(n) !== 'sort_index' || model.constant(keywordOf(n, 'ascending')) === false)),
      );
      if (isReversed && text.some((n) => factors.test(n.text)))
        report(call, 'Every bar is adjusted by the splits and dividends after it.', fix);
    }
    for (const node of model.nodes)
      if (node.kind === 'loop' && counts(node, model, -1))
        for (const inner of walk(node.parts[3] as SyntaxNode))
          if (inner.kind === 'assign' && inner.text === '*=' && [...walk(inner)].some((n) => factors.test(n.text))) {
            report(inner, 'Walking back from the end, every bar is adjusted by the splits after it.', fix);
            break;
          }
    for (const node of model.nodes)
      if (
        node.kind === 'for' &&
        node.parts[1]?.kind === 'call' &&
        (model.method(node.parts[1]) === 'reversed' || model.number(argumentsOf(node.parts[1])[2]) === -1)
      )
        for (const inner of walk(node.parts[2] as SyntaxNode))
          if (inner.kind === 'assign' && inner.text === '*=' && [...walk(inner)].some((n) => factors.test(n.text))) {
            report(inner, 'Walking back from the end, every bar is adjusted by the splits after it.', fix);
            break;
          }
  },
});

const lastWord = (node: SyntaxNode): string => (node.kind === 'index' ? (node.parts[1]?.text ?? '') : node.text);
/** i-- or i -= 1 in the third part of a loop: the reader keeps only the counter, so its start tells. */
const counts = (
  loop: SyntaxNode,
  model: { number(n: SyntaxNode | undefined): number | undefined },
  _way: -1,
): boolean => {
  const [start, test] = loop.parts;
  const isDown = test?.kind === 'binary' && (test.text === '>=' || test.text === '>');
  return isDown && start?.kind === 'assign' && model.number(start.parts[1]) === undefined;
};
