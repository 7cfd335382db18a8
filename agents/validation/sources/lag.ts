/** How old the newest price in an expression is: 0 for a close that is just known, 1 after `shift(1)`, one half for an open. */
import { keyOf, type SourceModel } from './model.ts';
import { argumentsOf, isComparison, keywordOf, type SyntaxNode, walk } from './syntax.ts';

const prices =
  /^(adj_?close|close|closes|high|highs|low|lows|volume|volumes|vol|vwap|price|prices|last|Close|High|Low|Volume|Adj Close|c|h|l|v)$/i;
const opens = /^(open|opens|Open|o)$/i;

/** Bars between the newest price used and now; infinite where no price is used. */
export function lagOf(node: SyntaxNode, model: SourceModel, left = 14): number {
  if (left === 0) return Number.POSITIVE_INFINITY;
  const least = (nodes: readonly (SyntaxNode | undefined)[]): number =>
    Math.min(Number.POSITIVE_INFINITY, ...nodes.map((n) => (n ? lagOf(n, model, left - 1) : Number.POSITIVE_INFINITY)));
  if (node.kind === 'call') {
    const name = model.method(node);
    const given = argumentsOf(node);
    const object = node.parts[0]?.kind === 'member' ? node.parts[0].parts[0] : undefined;
    if (/^(shift|fshift|lag|delay|vbt_shift)$/.test(name) && object)
      return lagOf(object, model, left - 1) + (model.number(given[0] ?? keywordOf(node, 'periods', 'n')) ?? 1);
    if (name === 'roll') return least([given[0]]) + (model.number(given[1] ?? keywordOf(node, 'shift')) ?? 1);
    const local = node.parts[0]?.kind === 'name' ? model.functions.get(node.parts[0].text) : undefined;
    const body = local?.parts.at(-1);
    if (body && left > 4) {
      const returned = [...walk(body)].filter((n) => n.kind === 'return');
      const inside = Math.min(Number.POSITIVE_INFINITY, ...returned.map((r) => least(r.parts)));
      if (Number.isFinite(inside)) return inside;
    }
    return least([object, ...given, ...node.parts.filter((p) => p.kind === 'keyword').map((p) => p.parts[0])]);
  }
  const key = keyOf(node);
  if (key !== undefined) {
    const value = model.boundTo(node);
    if (value && value !== node) {
      // A column that is changed in place later keeps the age of its youngest part.
      return lagOf(value, model, left - 1);
    }
    const word = node.kind === 'index' ? (node.parts[1]?.text ?? '') : node.text;
    if (opens.test(word)) return 0.5;
    if (prices.test(word)) return 0;
    // The dates of a frame are no prices.
    if (node.kind === 'member' && /^(index|columns|shape|size|length)$/.test(node.text))
      return Number.POSITIVE_INFINITY;
    if (node.kind === 'name') return Number.POSITIVE_INFINITY;
    return lagOf(node.parts[0] as SyntaxNode, model, left - 1);
  }
  if (node.kind === 'function') return Number.POSITIVE_INFINITY;
  return least(node.parts);
}

const returnNames = /(^|_)(rets?|returns?|pnl|chg|change|pct|log_?ret\w*)($|_|\d)/i;
const returnCalls = /^(pct_change|diff|log_returns?|to_returns|percentChange)$/;

export interface ReturnLike {
  /** `intraday`: from the open to the close of the same bar. */
  readonly kind: 'bar' | 'intraday' | 'range';
}

/** What is earned on a bar: a change of prices, by its form or its name. */
export function returnLike(node: SyntaxNode, model: SourceModel, left = 6): ReturnLike | undefined {
  if (left === 0) return undefined;
  if (node.kind === 'call') {
    const name = model.method(node);
    if (returnCalls.test(name)) return { kind: 'bar' };
    const object = node.parts[0]?.kind === 'member' ? node.parts[0].parts[0] : undefined;
    if (/^(fillna|dropna|abs|copy|to_numpy|astype|rename|squeeze)$/.test(name) && object)
      return returnLike(object, model, left - 1);
    if (/^(log|log1p)$/.test(name)) {
      const [ratio] = argumentsOf(node);
      if (ratio?.kind === 'binary' && ratio.text === '/') return kindOfRatio(ratio, model);
    }
    return undefined;
  }
  if (keyOf(node) !== undefined) {
    const value = model.boundTo(node);
    const found = value && returnLike(value, model, left - 1);
    if (found) return found;
    const word = node.kind === 'index' ? (node.parts[1]?.text ?? '') : node.text;
    return !value && returnNames.test(word) ? { kind: 'bar' } : undefined;
  }
  if (node.kind === 'member' && /^(values|T)$/.test(node.text) && node.parts[0])
    return returnLike(node.parts[0], model, left - 1);
  if (node.kind !== 'binary') return undefined;
  const [a, b] = node.parts;
  if (!a || !b) return undefined;
  // close / open - 1
  if (node.text === '-' && model.number(b) === 1 && a.kind === 'binary' && a.text === '/') return kindOfRatio(a, model);
  if (node.text === '-') return differenceOf(a, b);
  if (node.text === '/') return a.kind === 'binary' && a.text === '-' ? returnLike(a, model, left - 1) : undefined;
  return undefined;
}

const wordOf = (node: SyntaxNode): string => {
  for (let at: SyntaxNode | undefined = node; at; at = at.parts[0]) {
    const word = at.kind === 'index' && at.parts[1]?.kind === 'string' ? at.parts[1].text : at.text;
    if (/^(open|high|low|close|adj_?close|price)s?$/i.test(word)) return word.toLowerCase().replace(/s$/, '');
  }
  return '';
};
const isShifted = (node: SyntaxNode): boolean => {
  for (const one of walk(node)) if (one.kind === 'member' && one.text === 'shift') return true;
  return false;
};
function differenceOf(a: SyntaxNode, b: SyntaxNode): ReturnLike | undefined {
  const [x, y] = [wordOf(a), wordOf(b)];
  if (x === '' || y === '') return undefined;
  if (isShifted(a) !== isShifted(b)) return { kind: 'bar' };
  if (x === 'close' && y === 'open') return { kind: 'intraday' };
  return x === 'high' && y === 'low' ? { kind: 'range' } : undefined;
}
function kindOfRatio(ratio: SyntaxNode, model: SourceModel): ReturnLike | undefined {
  const [a, b] = ratio.parts;
  if (!a || !b) return undefined;
  if (isShifted(b) && !isShifted(a)) return { kind: 'bar' };
  return differenceOf(a, b) ?? (isShifted(model.resolve(b)) ? { kind: 'bar' } : undefined);
}

const signalNames =
  /(signals?|positions?|^pos|entries|entry|weights?|holdings?|side|direction|is_?long|go_?long|long_?only|exposure|allocation|buy|trade)/i;
const signalCalls =
  /^(where|sign|astype|isin|ffill|cumsum|crossover|cross|gt|lt|ge|le|between|predict|map|select|clip|rank)$/;

/** What is held: a condition on prices, by its form or its name. */
export function signalLike(node: SyntaxNode, model: SourceModel, left = 8): boolean {
  if (left === 0) return false;
  if (isComparison(node) || (node.kind === 'binary' && /^(and|or|&|\|)$/.test(node.text))) return true;
  if (node.kind === 'unary') return node.parts[0] !== undefined && signalLike(node.parts[0], model, left - 1);
  if (node.kind === 'conditional') return true;
  if (node.kind === 'call') {
    const name = model.method(node);
    if (signalCalls.test(name)) return true;
    const object = node.parts[0]?.kind === 'member' ? node.parts[0].parts[0] : undefined;
    return object !== undefined && signalLike(object, model, left - 1);
  }
  if (keyOf(node) !== undefined) {
    const word = node.kind === 'index' ? (node.parts[1]?.text ?? '') : node.text;
    const value = model.boundTo(node);
    return signalNames.test(word) || (value !== undefined && signalLike(value, model, left - 1));
  }
  return node.kind === 'binary' && node.parts.some((p) => signalLike(p, model, left - 1));
}
