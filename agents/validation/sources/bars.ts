/** Prices of bars in loops: which field of which bar is read, counted from the bar of the decision. */

import { handlers, words } from './history.ts';
import { keyOf, type SourceModel } from './model.ts';
import { argumentsOf, around, type SyntaxNode, walk } from './syntax.ts';

export type BarFieldName = 'open' | 'high' | 'low' | 'close' | 'volume';

export interface BarField {
  readonly field: BarFieldName;
  /** Bars after (positive) or before the one the loop stands on. */
  readonly offset: number;
}

const fieldPattern = /(?:^|[^a-z])(open|high|low|close|volume|vol|adj ?close|price)s?(?:$|[^a-z])/i;
const fieldIn = (text: string): BarFieldName | undefined => {
  const found = fieldPattern.exec(text.replace(/[_'.]/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2'))?.[1]?.toLowerCase();
  if (found === undefined) return undefined;
  if (found === 'vol') return 'volume';
  return found === 'price' || found.startsWith('adj') ? 'close' : (found as BarFieldName);
};

export interface BarLoop {
  readonly node: SyntaxNode;
  readonly body: SyntaxNode;
  /** Names that count bars, and names that hold the bar itself. */
  readonly counters: ReadonlySet<string>;
  readonly items: ReadonlySet<string>;
}

const overRows = /^(iterrows|itertuples|entries)$/;

/** Loops over bars; loops over symbols inside a platform's handler are not. */
export function barLoops(model: SourceModel): BarLoop[] {
  const loops: BarLoop[] = [];
  for (const node of model.nodes) {
    const counters = new Set<string>();
    const items = new Set<string>();
    if (node.kind === 'for') {
      const [target, over, body] = node.parts;
      if (!target || !over || !body) continue;
      const names = target.kind === 'list' ? target.parts.map((p) => p.text) : [target.text];
      const method = over.kind === 'call' ? model.method(over) : '';
      if (method === 'range') counters.add(names[0] ?? '');
      else if (overRows.test(method)) items.add(names[names.length - 1] ?? '');
      else if (method === 'enumerate') {
        counters.add(names[0] ?? '');
        items.add(names[1] ?? '');
      } else if (method === 'zip') for (const name of names) items.add(name);
      else if (/bar|candle|row|ohlc|quote|df\b|index|dates?|klines/i.test(words(over))) {
        counters.add(names[0] ?? '');
        items.add(names[0] ?? '');
      } else continue;
      loops.push({ node, body, counters, items });
    } else if (node.kind === 'loop') {
      const [start, , , body] = node.parts;
      const target = start?.kind === 'assign' ? start.parts[0] : undefined;
      if (target && body) loops.push({ node, body, counters: new Set([target.text]), items });
    } else if (node.kind === 'function') {
      // decide(bars, i): the place is handed in instead of counted.
      for (const part of node.parts)
        if (part.kind === 'parameter' && /^(i|t|k|j|idx|index|bar_?index|barIndex|now|cursor|pos)$/.test(part.text))
          counters.add(part.text);
      const body = node.parts.at(-1);
      if (body && counters.size > 0 && node.parent?.kind !== 'call') loops.push({ node, body, counters, items });
    } else if (node.kind === 'while') {
      const [test, body] = node.parts;
      if (!test || !body) continue;
      for (const one of walk(body))
        if (
          one.kind === 'assign' &&
          one.text === '+=' &&
          model.number(one.parts[1]) === 1 &&
          one.parts[0]?.kind === 'name'
        )
          counters.add(one.parts[0].text);
      if (counters.size > 0) loops.push({ node, body, counters, items });
    } else if (node.kind === 'call' && /^(map|forEach|filter|some|reduce)$/.test(model.method(node))) {
      // closes.map((close, i) => closes[i + 1] > close)
      const callback = argumentsOf(node).find((a) => a.kind === 'function');
      const names = callback?.parts.filter((p) => p.kind === 'parameter').map((p) => p.text) ?? [];
      const body = callback?.parts.at(-1);
      const shift = model.method(node) === 'reduce' ? 1 : 0;
      if (!body || names.length === 0) continue;
      if (names[shift] !== undefined) items.add(names[shift]);
      if (names[shift + 1] !== undefined) counters.add(names[shift + 1] as string);
      loops.push({ node, body, counters, items });
    }
  }
  return loops;
}

export const isInHandler = (node: SyntaxNode, model: SourceModel): boolean => {
  const owner = model.functionAround(node);
  return owner !== undefined && handlers.test(owner.text) && model.classAround(node) !== undefined;
};

/** The constant c of `i + c`; undefined where the index is something else. */
export function offsetOf(index: SyntaxNode, counters: ReadonlySet<string>, model: SourceModel): number | undefined {
  if (index.kind === 'name' && counters.has(index.text)) return 0;
  if (index.kind === 'name') {
    const value = model.boundTo(index);
    return value && value.kind === 'binary' ? offsetOf(value, counters, model) : undefined;
  }
  if (index.kind !== 'binary' || (index.text !== '+' && index.text !== '-')) return undefined;
  const [left, right] = index.parts;
  if (!left || !right) return undefined;
  const inner = offsetOf(left, counters, model);
  const step = model.number(right);
  if (inner !== undefined && step !== undefined) return index.text === '+' ? inner + step : inner - step;
  if (index.text === '-') return undefined;
  const other = offsetOf(right, counters, model);
  const first = model.number(left);
  return other !== undefined && first !== undefined ? other + first : undefined;
}

/** Index expressions anywhere in a chain like `df['close'].iloc[i + 1]` or `bars[i].close`. */
export function* indicesIn(node: SyntaxNode): Generator<SyntaxNode> {
  for (let at: SyntaxNode | undefined = node; at; at = at.parts[0]) {
    if (at.kind === 'index') yield* at.parts.slice(1);
    if (at.kind === 'call' && /^(at|get|item)$/.test(at.parts[0]?.text ?? '')) yield* at.parts.slice(1);
    if (at.kind !== 'member' && at.kind !== 'index' && at.kind !== 'call') return;
  }
}

/** The field and bar that a node reads in a loop; undefined where it reads none. */
export function barFieldOf(node: SyntaxNode, loop: BarLoop, model: SourceModel): BarField | undefined {
  if (node.kind !== 'member' && node.kind !== 'index' && node.kind !== 'name' && node.kind !== 'call') return undefined;
  const text = chainWords(node);
  const field = fieldIn(text);
  if (field === undefined) return undefined;
  for (const index of indicesIn(node)) {
    const parts = index.kind === 'list' ? index.parts : [index];
    for (const part of parts) {
      const offset = offsetOf(part, loop.counters, model);
      if (offset !== undefined) return { field, offset };
    }
  }
  const root = rootOf(node);
  if (root.kind !== 'name') return undefined;
  if (loop.items.has(root.text)) return { field, offset: 0 };
  // const bar = bars[i], then bar.close
  const value = root === node ? undefined : model.boundTo(root);
  for (const index of value ? indicesIn(value) : []) {
    const offset = offsetOf(index, loop.counters, model);
    if (offset !== undefined) return { field, offset };
  }
  return undefined;
}

const chainWords = (node: SyntaxNode): string => {
  const out: string[] = [];
  for (let at: SyntaxNode | undefined = node; at; at = at.parts[0]) {
    if (at.text !== '') out.push(at.text);
    if (at.kind === 'index')
      for (const p of at.parts.slice(1))
        out.push(...(p.kind === 'list' ? p.parts : [p]).map((q) => (q.kind === 'string' ? q.text : '')));
    if (at.kind !== 'member' && at.kind !== 'index' && at.kind !== 'call') break;
  }
  return out.join(' ');
};
export const rootOf = (node: SyntaxNode): SyntaxNode => {
  let at = node;
  while ((at.kind === 'member' || at.kind === 'index' || at.kind === 'call') && at.parts[0]) at = at.parts[0];
  return at;
};

/** Every price read in an expression, names followed to where they were bound in the same loop. */
export function fieldsIn(node: SyntaxNode, loop: BarLoop, model: SourceModel, left = 5): BarField[] {
  const found = barFieldOf(node, loop, model);
  if (found) return [found];
  if (left > 0 && keyOf(node) !== undefined && node.kind === 'name') {
    const value = model.boundTo(node);
    const isInside = value && value.from >= loop.body.from && value.to <= loop.body.to;
    if (value && isInside) return fieldsIn(value, loop, model, left - 1);
  }
  // signal[i] of a series made from closes is a close of bar i.
  if (left > 0 && node.kind === 'index') {
    const offsets = [...indicesIn(node)].map((p) => offsetOf(p, loop.counters, model)).filter((o) => o !== undefined);
    const root = rootOf(node);
    const value = root.kind === 'name' ? model.boundTo(root) : undefined;
    if (offsets.length > 0 && value && fieldIn(deepWords(value)))
      return [{ field: 'close', offset: (offsets[0] as number) - shiftIn(value, model) }];
  }
  return node.parts.flatMap((part) => fieldsIn(part, loop, model, left));
}

const deepWords = (node: SyntaxNode): string => {
  let text = '';
  for (const one of walk(node))
    if (one.kind === 'name' || one.kind === 'member' || one.kind === 'string') text += ` ${one.text}`;
  return text;
};
const shiftIn = (node: SyntaxNode, model: SourceModel): number => {
  for (const one of walk(node))
    if (one.kind === 'call' && model.method(one) === 'shift') return model.number(argumentsOf(one)[0]) ?? 1;
  return 0;
};

/** Is the node part of something that is decided: a comparison, a condition, an argument of a rule? */
export function isDecision(node: SyntaxNode): boolean {
  let inner = node;
  for (const outer of around(node)) {
    if (outer.kind === 'binary' && /^(<|>|<=|>=|==|!=|and|or)$/.test(outer.text)) return true;
    if ((outer.kind === 'if' || outer.kind === 'while' || outer.kind === 'conditional') && outer.parts[0] === inner)
      return true;
    if (outer.kind === 'block' || outer.kind === 'function') return false;
    inner = outer;
  }
  return false;
}
