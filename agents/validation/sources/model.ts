/** What a source says about itself: which name is bound to what, which call means which function, which number is constant. */
import type { ReadSource } from './reader.ts';
import { argumentsOf, around, keywordOf, type SyntaxNode, walk } from './syntax.ts';

export interface SourceModel extends ReadSource {
  readonly nodes: readonly SyntaxNode[];
  /** Calls in the order of the source. */
  readonly calls: readonly SyntaxNode[];
  readonly functions: ReadonlyMap<string, SyntaxNode>;
  /** Value last bound to a name, member or constant column before the node; undefined where it is not known. */
  boundTo(node: SyntaxNode): SyntaxNode | undefined;
  /** All assignments to the same name, member or column, anywhere. */
  assignmentsOf(node: SyntaxNode): readonly SyntaxNode[];
  /** Uses of a name, member or column by its key, assignments included. */
  usesOf(key: string): readonly SyntaxNode[];
  /** The node itself, or what its name is bound to, to the end of the chain. */
  resolve(node: SyntaxNode): SyntaxNode;
  /** A number, text or truth that does not depend on data; undefined otherwise. */
  constant(node: SyntaxNode | undefined): number | string | boolean | null | undefined;
  number(node: SyntaxNode | undefined): number | undefined;
  string(node: SyntaxNode | undefined): string | undefined;
  /** The last word of what is called: `shift` of `df['close'].shift(1)`, `filtfilt` of an imported function. */
  method(call: SyntaxNode): string;
  /** The full name with imports resolved: `numpy.roll`; `''` where the start is a value. */
  qualified(node: SyntaxNode): string;
  functionAround(node: SyntaxNode): SyntaxNode | undefined;
  classAround(node: SyntaxNode): SyntaxNode | undefined;
  /** An argument by name, spread dictionaries included. */
  keyword(call: SyntaxNode, ...names: readonly string[]): SyntaxNode | undefined;
  /** The arguments that calls in this source give to a parameter. */
  givenTo(parameter: SyntaxNode): readonly SyntaxNode[];
}

/** `x`, `self.x`, `df['close']`: what can be bound and used again; undefined for anything else. */
export function keyOf(node: SyntaxNode): string | undefined {
  if (node.kind === 'name') return node.text;
  const object = node.parts[0];
  if (!object) return undefined;
  if (node.kind === 'member') {
    // df.close and df['close'] are the same column.
    const outer = keyOf(object);
    return outer === undefined ? undefined : `${outer}.${node.text}`;
  }
  if (node.kind === 'index' && node.parts.length === 2 && node.parts[1]?.kind === 'string') {
    const outer = keyOf(object);
    return outer === undefined ? undefined : `${outer}.${node.parts[1].text}`;
  }
  return undefined;
}

/** `df.loc[mask, 'pos']` binds the column `df.pos` where the mask holds. */
export function maskedColumn(node: SyntaxNode): { readonly key: string; readonly mask: SyntaxNode } | undefined {
  const object = node.parts[0];
  if (node.kind !== 'index' || object?.kind !== 'member' || !/^(loc|at)$/.test(object.text)) return undefined;
  const places = node.parts[1]?.kind === 'list' ? node.parts[1].parts : node.parts.slice(1);
  const [mask, column] = [places[0], places[1]];
  const outer = object.parts[0] && keyOf(object.parts[0]);
  return mask && column?.kind === 'string' && outer !== undefined
    ? { key: `${outer}.${column.text}`, mask }
    : undefined;
}

const isOwn = (key: string): boolean => key.startsWith('self.') || key.startsWith('this.');
const mostSteps = 12;

export function modelOf(source: ReadSource): SourceModel {
  const nodes = [...walk(source.root)];
  const calls = nodes.filter((n) => n.kind === 'call');
  const imports = new Map<string, string>();
  const functions = new Map<string, SyntaxNode>();
  const bound = new Map<string, SyntaxNode[]>();
  const uses = new Map<string, SyntaxNode[]>();
  const push = (map: Map<string, SyntaxNode[]>, key: string, node: SyntaxNode): void => {
    const list = map.get(key);
    if (list) list.push(node);
    else map.set(key, [node]);
  };
  for (const node of nodes) {
    if (node.kind === 'import')
      for (const one of node.parts) imports.set(String(one.value), [node.text, one.text].filter(Boolean).join('.'));
    if (node.kind === 'function' && node.text !== '') functions.set(node.text, node);
    if (node.kind === 'assign') {
      const [target, value] = node.parts;
      if (!target || !value) continue;
      if (value.kind === 'function' && target.kind === 'name') functions.set(target.text, value);
      const targets = target.kind === 'list' || target.kind === 'dict' ? target.parts : [target];
      for (const one of targets) {
        const key = keyOf(one.kind === 'entry' ? (one.parts[0] ?? one) : one) ?? maskedColumn(one)?.key;
        if (key !== undefined) push(bound, key, node);
      }
    }
    const key = keyOf(node);
    if (key !== undefined) push(uses, key, node);
  }

  const scopeOf = (node: SyntaxNode, kind: 'function' | 'class'): SyntaxNode | undefined => {
    for (const outer of around(node)) if (outer.kind === kind) return outer;
    return undefined;
  };
  const assignmentsOf = (node: SyntaxNode): readonly SyntaxNode[] => {
    const key = keyOf(node);
    return key === undefined ? [] : (bound.get(key) ?? []);
  };

  /** The binding that a reader would look at: the last before the use in its own function, else outside of any, else the only one. */
  function bindingOf(node: SyntaxNode): SyntaxNode | undefined {
    const key = keyOf(node);
    const all = key === undefined ? undefined : bound.get(key);
    if (!key || !all) return undefined;
    const inside = (b: SyntaxNode): boolean => node.from >= b.from && node.to <= b.to;
    const mine = scopeOf(node, 'function');
    const before = all.filter((b) => b.from < node.from && !inside(b));
    const inMine = before.filter((b) => scopeOf(b, 'function') === mine);
    if (inMine.length > 0) return inMine[inMine.length - 1];
    if (isOwn(key)) {
      const others = all.filter((b) => !inside(b));
      return others[others.length - 1];
    }
    for (let scope = mine && scopeOf(mine, 'function'); scope; scope = scopeOf(scope, 'function')) {
      const outer = all.filter((b) => scopeOf(b, 'function') === scope);
      if (outer.length > 0) return outer[outer.length - 1];
    }
    const free = all.filter((b) => scopeOf(b, 'function') === undefined && !inside(b));
    return free.filter((b) => b.from < node.from).at(-1) ?? free.at(-1);
  }

  function boundTo(node: SyntaxNode): SyntaxNode | undefined {
    const binding = bindingOf(node);
    const [target, value] = binding?.parts ?? [];
    if (!binding || !target || !value || binding.text !== '=') return undefined;
    const masked = maskedColumn(target);
    if (masked) return masked.mask;
    if (target.kind !== 'list') return target.kind === 'dict' ? undefined : value;
    const place = target.parts.findIndex((t) => keyOf(t) === keyOf(node));
    if (value.kind === 'list') return value.parts[place];
    return value;
  }

  function parameterOf(node: SyntaxNode): SyntaxNode | undefined {
    if (node.kind !== 'name') return undefined;
    for (let scope = scopeOf(node, 'function'); scope; scope = scopeOf(scope, 'function')) {
      const found = scope.parts.find((p) => p.kind === 'parameter' && p.text === node.text);
      if (found) return found;
    }
    return undefined;
  }

  /** `self.p.lag`, `self.params.lag`, `this.lag`: a parameter of the class, or a member bound to a number. */
  function parameterOfClass(node: SyntaxNode): SyntaxNode | undefined {
    const object = node.kind === 'member' ? node.parts[0] : undefined;
    if (object?.kind !== 'member' || !/^(p|params|parameters)$/.test(object.text)) return undefined;
    for (const assign of [...(bound.get('params') ?? []), ...(bound.get('this.params') ?? [])]) {
      const value = assign.parts[1];
      for (const part of value?.parts ?? []) {
        if (part.kind === 'list' && part.parts[0]?.text === node.text) return part.parts[1];
        if ((part.kind === 'keyword' || part.kind === 'entry') && part.text === node.text) return part.parts[0];
      }
      // A tuple of one pair is written with or without its comma.
      if (value?.kind === 'list' && value.parts[0]?.text === node.text) return value.parts[1];
    }
    return undefined;
  }

  /** `PARAMS['lag']`, `options.lag` of a dictionary that is written out. */
  function entryOf(node: SyntaxNode): SyntaxNode | undefined {
    const object = node.parts[0];
    const key = node.kind === 'member' ? node.text : node.kind === 'index' ? node.parts[1]?.text : undefined;
    const made = object && keyOf(object) !== undefined ? boundTo(object) : undefined;
    return made && key !== undefined ? named(made, [key]) : undefined;
  }
  const named = (made: SyntaxNode, names: readonly string[]): SyntaxNode | undefined =>
    made.kind === 'dict' || (made.kind === 'call' && made.parts[0]?.text === 'dict')
      ? made.parts.find((p) => (p.kind === 'entry' || p.kind === 'keyword') && names.includes(p.text))?.parts[0]
      : undefined;

  function step(node: SyntaxNode): SyntaxNode | undefined {
    const value = boundTo(node) ?? parameterOfClass(node) ?? entryOf(node);
    if (value) return value;
    const parameter = parameterOf(node);
    return parameter?.parts[0];
  }
  function resolve(node: SyntaxNode): SyntaxNode {
    let now = node;
    for (let i = 0; i < mostSteps; i++) {
      const next = keyOf(now) === undefined ? undefined : step(now);
      if (!next) return now;
      now = next;
    }
    return now;
  }

  function constant(node: SyntaxNode | undefined, left = mostSteps): ReturnType<SourceModel['constant']> {
    if (!node || left === 0) return undefined;
    switch (node.kind) {
      case 'number':
      case 'string':
      case 'boolean':
        return node.value;
      case 'none':
        return null;
      case 'unary': {
        const value = constant(node.parts[0], left - 1);
        if (node.text === 'not' && typeof value === 'boolean') return !value;
        if (typeof value !== 'number') return undefined;
        return node.text === '-' ? -value : node.text === '+' ? value : undefined;
      }
      case 'binary': {
        const [a, b] = [constant(node.parts[0], left - 1), constant(node.parts[1], left - 1)];
        if (typeof a === 'string' && typeof b === 'string' && node.text === '+') return a + b;
        if (typeof a !== 'number' || typeof b !== 'number') return undefined;
        const answers: Record<string, number> = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '**': a ** b };
        return answers[node.text] ?? (node.text === '//' ? Math.floor(a / b) : undefined);
      }
      case 'call': {
        const name = node.parts[0]?.text ?? '';
        return /^(int|float|abs|Number|str)$/.test(name) ? constant(node.parts[1], left - 1) : undefined;
      }
      default: {
        const key = keyOf(node);
        if (key === undefined) return undefined;
        // A name that is bound again and again is no constant.
        if ((bound.get(key)?.length ?? 0) > 1 && bound.get(key)?.some((b) => b.text !== '=')) return undefined;
        const next = step(node);
        return next && constant(next, left - 1);
      }
    }
  }

  /** getattr(x, 'name') is x.name. */
  const asMember = (node: SyntaxNode): { object: SyntaxNode; name: string } | undefined => {
    if (node.kind === 'member' && node.parts[0]) return { object: node.parts[0], name: node.text };
    if (node.kind !== 'call' || node.parts[0]?.text !== 'getattr') return undefined;
    const [object, name] = argumentsOf(node);
    const text = constant(name);
    return object && typeof text === 'string' ? { object, name: text } : undefined;
  };
  function method(call: SyntaxNode): string {
    const callee = call.parts[0];
    if (!callee) return '';
    const member = asMember(callee);
    if (member) return member.name;
    if (callee.kind !== 'name') return '';
    const alias = boundTo(callee);
    // roll = np.roll; roll(x, -1)
    const aliased = alias && asMember(alias);
    if (aliased) return aliased.name;
    return (imports.get(callee.text) ?? callee.text).split('.').at(-1) ?? '';
  }
  function qualified(node: SyntaxNode, left = mostSteps): string {
    if (left === 0) return '';
    if (node.kind === 'name') {
      const alias = boundTo(node);
      if (alias && (alias.kind === 'member' || alias.kind === 'name')) {
        const whole = qualified(alias, left - 1);
        if (whole !== '') return whole;
      }
      return imports.get(node.text) ?? node.text;
    }
    if (node.kind === 'call' && node.text === '' && !asMember(node)) return '';
    const member = asMember(node);
    if (!member) return '';
    const outer = qualified(member.object, left - 1);
    return outer === '' ? '' : `${outer}.${member.name}`;
  }

  function givenTo(parameter: SyntaxNode): readonly SyntaxNode[] {
    const owner = parameter.parent;
    if (owner?.kind !== 'function') return [];
    const name =
      owner.text !== ''
        ? owner.text
        : owner.parent?.kind === 'assign' && owner.parent.parts[0]?.kind === 'name'
          ? owner.parent.parts[0].text
          : '';
    if (name === '') return [];
    const names = owner.parts.filter((p) => p.kind === 'parameter').map((p) => p.text);
    const isBound = names[0] === 'self' || names[0] === 'cls';
    const place = names.indexOf(parameter.text) - (isBound ? 1 : 0);
    return calls
      .filter((c) => c.parts[0]?.text === name)
      .flatMap((c) => keywordOf(c, parameter.text) ?? argumentsOf(c)[place] ?? []);
  }

  const asNumber = (node: SyntaxNode | undefined): number | undefined => {
    const value = constant(node);
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  };
  return {
    ...source,
    nodes,
    calls,
    functions,
    boundTo,
    assignmentsOf,
    usesOf: (key) => uses.get(key) ?? [],
    resolve,
    constant: (node) => constant(node),
    number: asNumber,
    string(node) {
      const value = constant(node);
      return typeof value === 'string' ? value : undefined;
    },
    method,
    qualified: (node) => qualified(node),
    functionAround: (node) => scopeOf(node, 'function'),
    classAround: (node) => scopeOf(node, 'class'),
    keyword(call, ...names) {
      const written = keywordOf(call, ...names);
      if (written) return written;
      for (const part of call.parts)
        if (part.kind === 'spread' && part.parts[0]) {
          const found = named(resolve(part.parts[0]), names);
          if (found) return found;
        }
      return undefined;
    },
    givenTo,
  };
}
