/** Sizes without a bound: full weight in every symbol, borrowed multiples, doubling after a loss. */
import { words } from '../history.ts';
import { keyOf } from '../model.ts';
import { entryCalls } from '../orders.ts';
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, around, keywordOf, type SyntaxNode, walk } from '../syntax.ts';

const most = 2;

export const unboundedLeverage = defineSourceRule({
  name: 'unbounded-leverage',
  kind: 'care',
  severity: 'fail',
  run(model, report) {
    const fix = 'bound the sum of all positions, e.g. 1 / number of symbols each.';
    for (const { call, size, unit } of entryCalls(model)) {
      const value = model.number(size);
      if (unit === 'fraction' && value !== undefined) {
        if (Math.abs(value) > most && Math.abs(value) < 5)
          report(call, `One position takes ${value} times the equity.`, fix);
        // for stock in stocks: order_target_percent(stock, 1.0)
        else if (Math.abs(value) > 0.5 && overSymbols(call))
          report(call, `Every symbol is given ${Math.round(100 * value)} percent of the equity.`, fix);
      }
    }
    for (const call of model.calls) {
      const name = model.method(call);
      const leverage = model.number(
        keywordOf(call, 'leverage', 'leverage_ratio') ??
          (/^(set_leverage|setLeverage|SetLeverage|set_max_leverage)$/.test(name)
            ? argumentsOf(call).at(-1)
            : undefined),
      );
      if (leverage !== undefined && leverage > 4)
        report(call, `A leverage of ${leverage} is more than any loss limit survives.`, 'stay at 2 or less.');
      const margin = model.number(keywordOf(call, 'margin'));
      if (name === 'Backtest' && margin !== undefined && margin > 0 && margin < 0.25)
        report(call, `A margin of ${margin} is a leverage of ${Math.round(1 / margin)}.`, 'stay at 0.5 or more.');
    }
    for (const node of model.nodes) {
      if (node.kind !== 'assign' || !node.parts[0]) continue;
      const target = words(node.parts[0]);
      if (!/size|stake|qty|quantity|lots|position/i.test(target)) continue;
      // size *= 2 after a loss
      const isDoubled = node.text === '*=' ? (model.number(node.parts[1]) ?? 0) >= 2 : isDouble(node);
      const isAfterLoss = [...around(node)].some(
        (o) => o.kind === 'if' && o.parts[0] && /loss|lost|pnl|profit|losing/i.test(all(o.parts[0])),
      );
      if (isDoubled && isAfterLoss && !/min\(/.test(model.text.slice(node.from, node.to)))
        report(node, 'The size grows after every loss, without a bound.', 'keep the risk of each trade the same.');
      const factor = node.parts[1] && multiple(node.parts[1]);
      if (factor !== undefined && factor > most) report(node, `The size is ${factor} times the equity.`, fix);
    }
    function isDouble(node: SyntaxNode): boolean {
      const value = node.parts[1];
      return (
        value?.kind === 'binary' &&
        value.text === '*' &&
        value.parts.some((p) => keyOf(p) === keyOf(node.parts[0] as SyntaxNode)) &&
        value.parts.some((p) => (model.number(p) ?? 0) >= 2)
      );
    }
    /** The constant c of c * equity / price. */
    function multiple(node: SyntaxNode): number | undefined {
      if (node.kind === 'call' && /^(int|floor|round|trunc)$/.test(model.method(node)))
        return argumentsOf(node)[0] && multiple(argumentsOf(node)[0] as SyntaxNode);
      if (
        node.kind !== 'binary' ||
        (node.text !== '/' && node.text !== '//') ||
        !/price|close/i.test(all(node.parts[1] as SyntaxNode))
      )
        return undefined;
      const value = node.parts[0];
      if (value?.kind !== 'binary' || value.text !== '*') return undefined;
      const number = value.parts.map((p) => model.number(p)).find((n) => n !== undefined);
      return /cash|equity|capital|value|balance|portfolio/i.test(all(value)) ? number : undefined;
    }
    function overSymbols(call: SyntaxNode): boolean {
      for (const outer of around(call))
        if (outer.kind === 'for' && outer.parts[0] && outer.parts[1]) {
          const given = argumentsOf(call)[0] ?? keywordOf(call, 'data', 'symbol', 'asset');
          const over = outer.parts[0].text;
          if (
            given &&
            all(given).includes(over) &&
            /symbol|stock|asset|ticker|data|securit|universe|pairs|names/i.test(all(outer.parts[1]))
          )
            return !hasExclusive(outer);
        }
      return false;
    }
    /** A rotation that holds one at a time breaks out of the loop, or picks it first. */
    function hasExclusive(loop: SyntaxNode): boolean {
      return /\b(break|return)\b/.test(model.text.slice(loop.from, loop.to));
    }
  },
});
const all = (node: SyntaxNode): string => [...walk(node)].map((n) => n.text).join(' ');
