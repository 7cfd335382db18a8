/** Numbers in the wrong unit: percent for a fraction, a fraction for an index from 0 to 100, money for a number of shares. */
import { words } from '../history.ts';
import { entryCalls } from '../orders.ts';
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, comparisons, keywordOf, type SyntaxNode } from '../syntax.ts';

export const unitError = defineSourceRule({
  name: 'unit-error',
  kind: 'care',
  severity: 'fail',
  run(model, report) {
    const named = (node: SyntaxNode): string => {
      const made = model.resolve(node);
      return `${words(node)} ${made === node ? '' : made.kind === 'call' ? model.method(made) : ''}`.replaceAll(
        '_',
        ' ',
      );
    };
    for (const node of model.nodes) {
      if (node.kind !== 'binary') continue;
      const [a, b] = node.parts as [SyntaxNode, SyntaxNode];
      if (comparisons.has(node.text)) {
        const level = model.number(b);
        const made = model.resolve(a);
        const isIndex =
          /\b(rsi|mfi|adx|stoch\w*)\b/i.test(named(a)) &&
          !/slope|diff|change|zscore|norm|scaled|ratio|cross/i.test(named(a));
        if (level !== undefined && isIndex && Math.abs(level) > 0 && Math.abs(level) < 1)
          report(node, `${words(a).split(' ')[0]} runs from 0 to 100, not from 0 to 1.`, 'write the level in points.');
        if (level !== undefined && made.kind === 'call' && model.method(made) === 'pct_change' && Math.abs(level) >= 2)
          report(node, 'pct_change is a fraction: 0.02 is two percent.', 'write the level as a fraction.');
        const [x, y] = [lastWord(a), lastWord(b)];
        if (
          /^volume$/i.test(x) !== /^volume$/i.test(y) &&
          (/^volume$/i.test(x) ? /^(close|open|high|low|price)$/i.test(y) : /^(close|open|high|low|price)$/i.test(x))
        )
          report(node, 'A price is compared with a volume.', 'compare like with like.');
      }
      // price * (1 - 5): five hundred percent
      if (node.text === '*') {
        const factor = [a, b].find(
          (p) => p.kind === 'binary' && (p.text === '-' || p.text === '+') && model.number(p.parts[0]) === 1,
        );
        const share = factor && model.number(factor.parts[1]);
        if (factor && share !== undefined && share >= 1 && factor.text === '-')
          report(node, `1 - ${share} is not above zero: ${share} was meant in percent.`, 'divide it by 100.');
        else if (
          factor &&
          share !== undefined &&
          share >= 2 &&
          factor.text === '+' &&
          /stop|target|profit|price|close|entry|percent|pct/i.test(words(node) + named(factor.parts[1] as SyntaxNode))
        )
          report(node, `1 + ${share} is ${share * 100} percent: it was meant in percent.`, 'divide it by 100.');
      }
    }
    for (const { call, size, unit } of entryCalls(model)) {
      const value = model.number(size);
      if (unit === 'fraction' && value !== undefined && Math.abs(value) >= 5)
        report(call, `${value} is ${value * 100} percent of the equity: a fraction is asked for.`, 'divide it by 100.');
    }
    for (const call of model.calls) {
      const name = model.method(call);
      const fee = model.number(
        keywordOf(call, 'commission', 'fees', 'fee') ?? (name === 'setcommission' ? argumentsOf(call)[0] : undefined),
      );
      const isFraction =
        /^(setcommission|Backtest|from_signals|from_orders)$/.test(name) &&
        !keywordOf(call, 'margin', 'mult', 'commtype');
      if (isFraction && fee !== undefined && fee >= 0.05)
        report(
          call,
          `A commission of ${fee} is ${Math.round(fee * 100)} percent a side.`,
          'write it as a fraction: 0.001 is a tenth of a percent.',
        );
    }
  },
});
const lastWord = (node: SyntaxNode): string => {
  if (node.kind === 'index')
    return node.parts[1]?.kind === 'string' ? node.parts[1].text : lastWord(node.parts[0] as SyntaxNode);
  return node.kind === 'name' || node.kind === 'member' ? node.text : '';
};
