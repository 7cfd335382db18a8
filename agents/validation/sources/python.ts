/** Python to the common tree, from the grammar of @lezer/python. Unknown constructs keep their parts, so nothing inside is missed. */
import type { SyntaxNode as Raw } from '@lezer/common';
import { parser } from '@lezer/python';
import { makeNode, type SyntaxKind, type SyntaxNode } from './syntax.ts';

/** Strict: the first error ends it. Recovery costs time, and what is not valid is refused anyway. */
export const pythonParser = parser.configure({ strict: true });

const operators: Readonly<Record<string, string>> = { '<>': '!=', is: '==', 'is not': '!=' };
const skipped: ReadonlySet<string> = new Set([
  'Comment',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  ';',
  '.',
  '@',
  'At',
  'TypeDef',
  'def',
  'class',
  'return',
  'lambda',
  'async',
  'await',
  'if',
  'elif',
  'else',
  'for',
  'in',
  'while',
]);

const rawChildren = (node: Raw): Raw[] => {
  const out: Raw[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (child.name !== 'Comment') out.push(child);
  return out;
};

/** @param depth is bounded by the reader before this runs */
export function readPython(top: Raw, source: string): SyntaxNode {
  const textOf = (node: Raw): string => source.slice(node.from, node.to);
  const other = (node: Raw): SyntaxNode => group('other', node, rawChildren(node));
  const group = (kind: SyntaxKind, at: Raw, nodes: readonly Raw[], text = ''): SyntaxNode =>
    makeNode(kind, at, nodes.filter((n) => !skipped.has(n.name)).map(read), text);
  const none = (at: Raw): SyntaxNode => makeNode('none', { from: at.from, to: at.from });
  /** A comma-separated run: one node, or a list of them. */
  const run = (nodes: readonly Raw[], at: Raw): SyntaxNode => {
    const items = nodes.filter((n) => !skipped.has(n.name));
    return items.length === 1 && items[0] ? read(items[0]) : makeNode('list', at, items.map(read));
  };

  function read(node: Raw): SyntaxNode {
    switch (node.name) {
      case 'VariableName':
      case 'PropertyName':
      case 'self':
        return makeNode('name', node, [], textOf(node).normalize('NFKC'));
      case 'Number': {
        const text = textOf(node).replaceAll('_', '').replace(/[jJ]$/, '');
        return makeNode('number', node, [], text, Number(text));
      }
      case 'String':
        return makeNode('string', node, [], unquote(textOf(node)), unquote(textOf(node)));
      case 'ContinuedString':
      case 'FormatString': {
        const inner = rawChildren(node);
        const words = inner.filter((n) => n.name === 'String').map((n) => unquote(textOf(n)));
        const kind = node.name === 'ContinuedString' && inner.every((n) => n.name === 'String') ? 'string' : 'other';
        return makeNode(kind, node, kind === 'string' ? [] : inner.map(read), words.join(''), words.join(''));
      }
      case 'Boolean':
        return makeNode('boolean', node, [], textOf(node), textOf(node) === 'True');
      case 'None':
        return none(node);
      case 'ParenthesizedExpression':
      case 'ExpressionStatement':
        return run(rawChildren(node), node);
      case 'TupleExpression':
      case 'ArrayExpression':
      case 'SetExpression':
        return group('list', node, rawChildren(node));
      case 'DictionaryExpression':
        return dictionary(node);
      case 'MemberExpression':
        return member(node);
      case 'CallExpression':
        return call(node);
      case 'BinaryExpression':
        return binary(node);
      case 'UnaryExpression': {
        const [operator, operand] = rawChildren(node);
        if (!operator || !operand) return other(node);
        return makeNode('unary', node, [read(operand)], textOf(operator));
      }
      case 'ConditionalExpression': {
        const [then, , test, , otherwise] = rawChildren(node);
        return then && test && otherwise
          ? makeNode('conditional', node, [read(test), read(then), read(otherwise)])
          : other(node);
      }
      case 'LambdaExpression':
        return functionOf(node, '');
      case 'FunctionDefinition':
        return functionOf(node, textOf(node.getChild('VariableName') ?? node));
      case 'ClassDefinition':
        return classOf(node);
      case 'NamedExpression':
      case 'AssignStatement':
      case 'UpdateStatement':
        return assign(node);
      case 'ImportStatement':
        return imported(node);
      case 'IfStatement':
        return branches(rawChildren(node), node);
      case 'ForStatement':
        return loop(node);
      case 'WhileStatement': {
        const [test, body] = rawChildren(node).filter((n) => n.name !== 'while');
        return test && body ? makeNode('while', node, [read(test), read(body)]) : other(node);
      }
      case 'ReturnStatement': {
        const value = rawChildren(node).slice(1);
        return makeNode('return', node, value.length === 0 ? [] : [run(value, node)]);
      }
      case 'Body':
      case 'Script':
        return group('block', node, rawChildren(node));
      default:
        return other(node);
    }
  }

  function dictionary(node: Raw): SyntaxNode {
    const entries: SyntaxNode[] = [];
    const inner = rawChildren(node);
    for (let i = 0; i < inner.length; i++) {
      const [key, colon, value] = [inner[i], inner[i + 1], inner[i + 2]];
      if (key && value && colon?.name === ':') {
        const name = read(key);
        const named = name.kind === 'string' ? name.text : '';
        entries.push(makeNode('entry', { from: key.from, to: value.to }, [read(value), name], named));
        i += 2;
      } else if (key && !skipped.has(key.name)) entries.push(read(key));
    }
    return makeNode('dict', node, entries);
  }

  function member(node: Raw): SyntaxNode {
    const [object, mark, ...inside] = rawChildren(node);
    if (!object || !mark) return other(node);
    if (mark.name === '.') {
      const name = inside[0];
      return makeNode('member', node, [read(object)], name ? textOf(name).normalize('NFKC') : '');
    }
    const parts: SyntaxNode[] = [];
    let piece: Raw[] = [];
    for (const one of inside) {
      if (one.name !== ',' && one.name !== ']') piece.push(one);
      else {
        if (piece.length > 0) parts.push(subscript(piece, node));
        piece = [];
      }
    }
    return makeNode('index', node, [read(object), ...parts]);
  }

  function subscript(piece: readonly Raw[], at: Raw): SyntaxNode {
    if (!piece.some((n) => n.name === ':')) return run(piece, at);
    const ends: (Raw | undefined)[] = [undefined, undefined, undefined];
    let place = 0;
    for (const one of piece) {
      if (one.name === ':') place++;
      else if (place < 3) ends[place] = one;
    }
    const [first, last] = [piece[0] ?? at, piece[piece.length - 1] ?? at];
    return makeNode(
      'slice',
      { from: first.from, to: last.to },
      ends.map((end) => (end ? read(end) : none(last))),
    );
  }

  function call(node: Raw): SyntaxNode {
    const [callee, list] = rawChildren(node);
    if (!callee || !list) return other(node);
    const inner = rawChildren(list).filter((n) => n.name !== '(' && n.name !== ')');
    const parts: SyntaxNode[] = [];
    const named: SyntaxNode[] = [];
    for (let i = 0; i < inner.length; i++) {
      const [one, next, value] = [inner[i] as Raw, inner[i + 1], inner[i + 2]];
      if (one.name === ',') continue;
      if (next?.name === 'AssignOp' && value) {
        named.push(makeNode('keyword', { from: one.from, to: value.to }, [read(value)], textOf(one)));
        i += 2;
      } else if ((one.name === '*' || one.name === '**') && next) {
        parts.push(makeNode('spread', next, [read(next)], one.name));
        i += 1;
      } else if (next?.name === 'for') {
        parts.push(group('other', list, inner.slice(i)));
        break;
      } else parts.push(read(one));
    }
    return makeNode('call', node, [read(callee), ...parts, ...named]);
  }

  function binary(node: Raw): SyntaxNode {
    const inner = rawChildren(node);
    const [left, right] = [inner[0], inner[inner.length - 1]];
    if (!left || !right || inner.length < 3) return other(node);
    const operator = inner.slice(1, -1).map(textOf).join(' ');
    return makeNode('binary', node, [read(left), read(right)], operators[operator] ?? operator);
  }

  function functionOf(node: Raw, name: string): SyntaxNode {
    const parameters: SyntaxNode[] = [];
    const list = node.getChild('ParamList');
    const inner = list ? rawChildren(list) : [];
    for (let i = 0; i < inner.length; i++) {
      const one = inner[i] as Raw;
      if (one.name !== 'VariableName') continue;
      let j = i + 1;
      if (inner[j]?.name === 'TypeDef') j++;
      const value = inner[j]?.name === 'AssignOp' ? inner[j + 1] : undefined;
      parameters.push(makeNode('parameter', one, value ? [read(value)] : [], textOf(one)));
      if (value) i = j + 1;
    }
    const last = node.lastChild;
    const body = last === null ? none(node) : read(last);
    const block = body.kind === 'block' ? body : makeNode('block', body, [makeNode('return', body, [body])]);
    return makeNode('function', node, [...parameters, block], name);
  }

  function classOf(node: Raw): SyntaxNode {
    const list = node.getChild('ArgList');
    const bases = list
      ? rawChildren(list)
          .filter((n) => !skipped.has(n.name))
          .map(read)
      : [];
    const body = node.getChild('Body');
    const name = node.getChild('VariableName');
    return makeNode('class', node, [...bases, body ? read(body) : none(node)], name ? textOf(name) : '');
  }

  /** `a = b = c` is two assignments of c. */
  function assign(node: Raw): SyntaxNode {
    const pieces: Raw[][] = [[]];
    let operator = '=';
    for (const one of rawChildren(node)) {
      if (one.name === 'AssignOp' || one.name === 'UpdateOp') {
        pieces.push([]);
        operator = one.name === 'UpdateOp' ? textOf(one) : '=';
      } else pieces[pieces.length - 1]?.push(one);
    }
    const value = pieces.pop() ?? [];
    if (pieces.length === 0) return run(value, node);
    const all = pieces.map((target) => makeNode('assign', node, [run(target, node), run(value, node)], operator));
    return all.length === 1 && all[0] ? all[0] : makeNode('other', node, all);
  }

  function imported(node: Raw): SyntaxNode {
    const words = rawChildren(node).map((n) => ({ name: n.name, text: textOf(n), node: n }));
    const split = words.findIndex((w) => w.name === 'import');
    const isFrom = words[0]?.name === 'from';
    const module = isFrom
      ? words
          .slice(1, split)
          .map((w) => w.text)
          .join('')
      : '';
    const names: SyntaxNode[] = [];
    let path = '';
    let alias: string | null = null;
    let isAlias = false;
    const end = (): void => {
      if (path !== '')
        names.push(makeNode('imported', node, [], path, alias ?? (isFrom ? path : (path.split('.')[0] ?? path))));
      path = '';
      alias = null;
      isAlias = false;
    };
    for (const word of words.slice(split + 1)) {
      if (word.text === ',') end();
      else if (word.name === 'as') isAlias = true;
      else if (isAlias) alias = word.text;
      else if (word.text !== '(' && word.text !== ')') path += word.text;
    }
    end();
    return makeNode('import', node, names, module);
  }

  /** Built from the last branch to the first: a chain of a thousand `elif` is flat in the grammar and must not recurse here. */
  function branches(inner: readonly Raw[], at: Raw): SyntaxNode {
    const pairs: { test: Raw; body: Raw }[] = [];
    let rest = none(at);
    for (let i = 0; i < inner.length; i++) {
      const [word, test, body] = [inner[i], inner[i + 1], inner[i + 2]];
      if (word?.name === 'else' && test) rest = read(test);
      else if ((word?.name === 'if' || word?.name === 'elif') && test && body) pairs.push({ test, body });
    }
    for (const { test, body } of pairs.reverse())
      rest = makeNode('if', { from: test.from, to: at.to }, [read(test), read(body), rest]);
    return rest;
  }

  function loop(node: Raw): SyntaxNode {
    const inner = rawChildren(node).filter((n) => n.name !== 'async');
    const split = inner.findIndex((n) => n.name === 'in');
    const body = inner.findIndex((n) => n.name === 'Body');
    if (split < 0 || body < 0) return other(node);
    return makeNode('for', node, [
      run(inner.slice(1, split), node),
      run(inner.slice(split + 1, body), node),
      read(inner[body] as Raw),
      ...inner
        .slice(body + 1)
        .filter((n) => n.name === 'Body')
        .map(read),
    ]);
  }

  return read(top);
}

/** The text of a string literal without prefix and quotes; escapes of characters are undone, for what is looked for is plain. */
function unquote(text: string): string {
  const body = text.replace(/^[A-Za-z]*/, '');
  const quote = /^("""|'''|"|')/.exec(body)?.[0] ?? '';
  const inner = body.slice(quote.length, body.endsWith(quote) ? body.length - quote.length : undefined);
  return inner.replace(/\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})/g, (_, x, u) =>
    String.fromCharCode(Number.parseInt(x ?? u, 16)),
  );
}
