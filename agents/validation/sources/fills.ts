/** Places in a loop where a trade is booked at a price, with the conditions around them. */
import type { BarLoop } from './bars.ts';
import { keyOf, type SourceModel } from './model.ts';
import { argumentsOf, around, type SyntaxNode, walk } from './syntax.ts';

export interface Fill {
  readonly price: SyntaxNode;
  /** Conditions under which it happens, the nearest first. */
  readonly tests: readonly SyntaxNode[];
  readonly side: 'in' | 'out' | 'unknown';
}

const targets =
  /^(.*[._])?(cash|balance|entry|entry_?price|entryPrice|exit_?price|exitPrice|exit|fill|fill_?price|fillPrice|buy_?price|buyPrice|sell_?price|sellPrice|cost|cost_basis|proceeds|bought|bought_at|sold_at|paid)$/i;
const keys = /^(price|entry|entry_?price|fill|fill_?price|exit_?price|at)$/i;
const calls =
  /^(buy|sell|fill|enter\w*|execute\w*|open_position|close_position|openPosition|closePosition|book_trade|trade)$/i;

export function* fillsIn(loop: BarLoop, model: SourceModel): Generator<Fill> {
  for (const node of walk(loop.body)) {
    const price = priceOf(node, model);
    if (!price) continue;
    const tests: SyntaxNode[] = [];
    let inner: SyntaxNode = node;
    for (const outer of around(node)) {
      if (outer.kind === 'if' || outer.kind === 'conditional' || outer.kind === 'while') {
        if (outer !== loop.node && outer.parts[0] && outer.parts[0] !== inner) tests.push(outer.parts[0]);
      }
      if (outer === loop.body) break;
      inner = outer;
    }
    // entry = bar.open if bar.close > average else entry
    if (price.kind === 'conditional' && price.parts[0] && price.parts[1])
      yield { price: price.parts[1], tests: [price.parts[0], ...tests], side: 'unknown' };
    if (tests.length > 0) yield { price, tests, side: sideOf(node) };
  }
}

function priceOf(node: SyntaxNode, model: SourceModel): SyntaxNode | undefined {
  if (node.kind === 'assign') {
    const [target, value] = node.parts;
    const key = target && keyOf(target);
    return key !== undefined && targets.test(key) ? value : undefined;
  }
  if (node.kind === 'entry' || node.kind === 'keyword') return keys.test(node.text) ? node.parts[0] : undefined;
  if (node.kind !== 'call') return undefined;
  const name = model.method(node);
  const callee = node.parts[0];
  const object = callee?.kind === 'member' ? keyOf(callee.parts[0] as SyntaxNode) : '';
  if (/^(append|push)$/.test(name) && object && /trade|fill|entr|order|exec|buy|sell|exit/i.test(object)) {
    const given = argumentsOf(node)[0];
    return given && given.kind !== 'dict' ? given : undefined;
  }
  if (!calls.test(name) || object === 'self' || object === 'this') return undefined;
  const given = argumentsOf(node);
  return given.length > 0 ? given.at(-1) : undefined;
}

const sideOf = (node: SyntaxNode): Fill['side'] => {
  const text = node.kind === 'assign' ? (keyOf(node.parts[0] as SyntaxNode) ?? '') : node.text;
  if (/entry|buy|bought|cost|paid/i.test(text)) return 'in';
  return /exit|sell|sold|proceeds/i.test(text) ? 'out' : 'unknown';
};
