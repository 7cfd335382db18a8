/** What rules need besides a symbol's own bars: other symbols, all symbols, longer bars. */
import { builtIns } from './built-ins.ts';
import { walkExpression } from './features.ts';
import type { RuleScope } from './market.ts';
import type { Expression } from './syntax.ts';

export interface Needs {
  /** True when any other symbol is looked at: without a market those parts stay unknown. */
  readonly market: boolean;
  /** Symbols that rules name and the strategy does not trade, sorted. */
  readonly symbols: readonly string[];
  /** True when all symbols of the strategy are compared. */
  readonly allSymbols: boolean;
  /** Longer bars that are made of its own, sorted. */
  readonly timeframes: readonly string[];
}

/** Gathers the needs of some checked expressions. */
export function needsOf(trees: readonly Expression[], scope: RuleScope): Needs {
  const symbols = new Set<string>();
  const timeframes = new Set<string>();
  let market = false;
  let allSymbols = false;
  for (const tree of trees)
    for (const node of walkExpression(tree)) {
      if (node.kind !== 'call' || !Object.hasOwn(builtIns, node.name)) continue;
      const looksAt = builtIns[node.name]?.looksAt;
      const [first] = node.arguments;
      if (looksAt === 'other-symbol' || looksAt === 'all-symbols') market = true;
      if (looksAt === 'all-symbols') allSymbols = true;
      if (node.name === 'other' && first?.kind === 'text' && !scope.symbols.includes(first.value))
        symbols.add(first.value);
      // A partner need not be traded itself.
      if (node.name === 'partner')
        for (const symbol of scope.symbols) {
          const partner = scope.partners[symbol];
          if (partner !== undefined && !scope.symbols.includes(partner)) symbols.add(partner);
        }
      if (looksAt === 'higher-timeframe' && first?.kind === 'text') timeframes.add(first.value);
    }
  return { market, symbols: [...symbols].sort(), allSymbols, timeframes: [...timeframes].sort() };
}

/** Functions of schema 2 that some expressions call, sorted. */
export function functionsOfSchemaTwo(trees: readonly Expression[]): string[] {
  const found = new Set<string>();
  for (const tree of trees)
    for (const node of walkExpression(tree))
      if (node.kind === 'call' && Object.hasOwn(builtIns, node.name) && builtIns[node.name]?.since === 2)
        found.add(node.name);
  return [...found].sort();
}
