/** One small syntax tree for Python and TypeScript, so that a rule is written once and does not depend on the phrasing. */

/**
 * Kinds and their parts, in order:
 *
 * | kind | text | parts |
 * | --- | --- | --- |
 * | name, number, string, boolean, none | the name; literals carry `value` | - |
 * | member | property | object |
 * | index | - | object, then what stands in the brackets |
 * | slice | - | start, stop, step (`none` where left out) |
 * | call | - | callee, arguments, then `keyword`s |
 * | keyword, entry | name of the argument or key | value |
 * | spread, await | - | operand |
 * | binary | operator; `and`, `or`, `==` in both languages | left, right |
 * | unary | operator; `not` in both languages | operand |
 * | conditional | - | test, then, else |
 * | assign | operator, `=` or `+=` and the like | target, value |
 * | list, dict | - | items; entries |
 * | function | its name, `''` for a lambda | parameters, then one block |
 * | parameter | name | default, if any |
 * | class | name | bases, then one block |
 * | import | module | one `imported` for each name (`value` = its local name) |
 * | if | - | test, block, block or `none` |
 * | for | - | target, iterable, block |
 * | loop | - | start, test, step, block (the three-part `for`) |
 * | while | - | test, block |
 * | return | - | value, if any |
 * | block, other | - | whatever is in it |
 */
export type SyntaxKind =
  | 'name'
  | 'number'
  | 'string'
  | 'boolean'
  | 'none'
  | 'member'
  | 'index'
  | 'slice'
  | 'call'
  | 'keyword'
  | 'entry'
  | 'spread'
  | 'await'
  | 'binary'
  | 'unary'
  | 'conditional'
  | 'assign'
  | 'list'
  | 'dict'
  | 'function'
  | 'parameter'
  | 'class'
  | 'import'
  | 'imported'
  | 'if'
  | 'for'
  | 'loop'
  | 'while'
  | 'return'
  | 'block'
  | 'other';

export interface SyntaxNode {
  readonly kind: SyntaxKind;
  readonly text: string;
  readonly value: number | string | boolean | null;
  readonly parts: readonly SyntaxNode[];
  /** Characters from the start of the source. */
  readonly from: number;
  readonly to: number;
  /** Set once the tree is whole; null at the top. */
  parent: SyntaxNode | null;
}

export const makeNode = (
  kind: SyntaxKind,
  at: { readonly from: number; readonly to: number },
  parts: readonly SyntaxNode[] = [],
  text = '',
  value: SyntaxNode['value'] = null,
): SyntaxNode => ({ kind, text, value, parts, from: at.from, to: at.to, parent: null });

/** Every node below and with the given one, parents first. */
export function* walk(node: SyntaxNode): Generator<SyntaxNode> {
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    for (let i = next.parts.length - 1; i >= 0; i--) open.push(next.parts[i] as SyntaxNode);
  }
}

/** Nodes around the given one, the nearest first. */
export function* around(node: SyntaxNode): Generator<SyntaxNode> {
  for (let outer = node.parent; outer !== null; outer = outer.parent) yield outer;
}

export function setParents(root: SyntaxNode): void {
  for (const node of walk(root)) for (const part of node.parts) part.parent = node;
}

/** Arguments by position, spreads included. */
export const argumentsOf = (call: SyntaxNode): readonly SyntaxNode[] =>
  call.parts.slice(1).filter((p) => p.kind !== 'keyword');

/** An argument by name: a keyword of Python, or a key of an options object of TypeScript. */
export function keywordOf(call: SyntaxNode, ...names: readonly string[]): SyntaxNode | undefined {
  for (const part of call.parts.slice(1)) {
    if (part.kind === 'keyword' && names.includes(part.text)) return part.parts[0];
    if (part.kind === 'dict')
      for (const entry of part.parts) if (entry.kind === 'entry' && names.includes(entry.text)) return entry.parts[0];
  }
  return undefined;
}

export const comparisons: ReadonlySet<string> = new Set(['<', '>', '<=', '>=', '==', '!=']);
export const isComparison = (node: SyntaxNode): boolean => node.kind === 'binary' && comparisons.has(node.text);
