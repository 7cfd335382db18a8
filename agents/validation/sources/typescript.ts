/** TypeScript to the common tree, from the grammar of @lezer/javascript. Types are left out: they say nothing about time. */
import type { SyntaxNode as Raw } from '@lezer/common';
import { parser } from '@lezer/javascript';
import { makeNode, type SyntaxKind, type SyntaxNode } from './syntax.ts';

/** Strict: the first error ends it. Recovery costs time, and what is not valid is refused anyway. */
export const typescriptParser = parser.configure({ dialect: 'ts', strict: true });

const operators: Readonly<Record<string, string>> = {
  '&&': 'and',
  '||': 'or',
  '??': 'or',
  '===': '==',
  '!==': '!=',
};
/** Words, marks and types: nothing in them is evaluated. */
const isSkipped = (name: string): boolean =>
  /^([(){}[\].,;:]|\?\.|Star|Spread|Equals|Arrow|Privacy|readonly|static|async|await|new|const|let|var|function|class|export|default|return|if|else|for|of|in|while|do|try|catch|finally|throw|typeof|LineComment|BlockComment|Comment|Type.*|InterfaceDeclaration|.*Type|TypeArgList|implements|extends|Interpolation(Start|End))$/.test(
    name,
  );
const rawChildren = (node: Raw): Raw[] => {
  const out: Raw[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (!child.name.endsWith('Comment')) out.push(child);
  return out;
};

/** @param depth is bounded by the reader before this runs */
export function readTypescript(top: Raw, source: string): SyntaxNode {
  const textOf = (node: Raw): string => source.slice(node.from, node.to);
  const none = (at: Raw): SyntaxNode => makeNode('none', { from: at.from, to: at.from });
  const group = (kind: SyntaxKind, at: Raw, nodes: readonly Raw[], text = ''): SyntaxNode =>
    makeNode(kind, at, nodes.filter((n) => !isSkipped(n.name)).map(read), text);
  const other = (node: Raw): SyntaxNode => group('other', node, rawChildren(node));
  const inner = (node: Raw): Raw[] => rawChildren(node).filter((n) => !isSkipped(n.name));
  const only = (node: Raw): SyntaxNode => {
    const parts = inner(node);
    return parts.length === 1 && parts[0] ? read(parts[0]) : makeNode('list', node, parts.map(read));
  };

  function read(node: Raw): SyntaxNode {
    switch (node.name) {
      case 'VariableName':
      case 'VariableDefinition':
      case 'PropertyName':
      case 'PropertyDefinition':
      case 'PrivatePropertyDefinition':
      case 'this':
      case 'super':
        return makeNode('name', node, [], unescapeName(textOf(node)));
      case 'Number': {
        const text = textOf(node).replaceAll('_', '').replace(/n$/, '');
        return makeNode('number', node, [], text, Number(text));
      }
      case 'String': {
        const text = unescapeName(textOf(node).slice(1, -1));
        return makeNode('string', node, [], text, text);
      }
      case 'TemplateString': {
        const parts = inner(node).map(read);
        const text = textOf(node).slice(1, -1);
        return parts.length === 0 ? makeNode('string', node, [], text, text) : makeNode('other', node, parts, text);
      }
      case 'BooleanLiteral':
        return makeNode('boolean', node, [], textOf(node), textOf(node) === 'true');
      case 'null':
        return none(node);
      case 'ParenthesizedExpression':
      case 'ExpressionStatement':
        return only(node);
      case 'PostfixExpression': {
        const [operand] = inner(node);
        return operand ? read(operand) : other(node);
      }
      case 'AwaitExpression':
        return makeNode('await', node, inner(node).map(read));
      case 'ArrayExpression':
      case 'ArrayPattern':
      case 'SequenceExpression':
        return group('list', node, rawChildren(node));
      case 'ObjectExpression':
      case 'ObjectPattern':
        return makeNode('dict', node, inner(node).map(property));
      case 'MemberExpression':
        return member(node);
      case 'CallExpression':
      case 'NewExpression':
        return call(node);
      case 'DynamicImport':
        return makeNode('call', node, [
          makeNode('name', node, [], 'import'),
          ...rawChildren(node)
            .filter((n) => n.name !== 'import')
            .filter((n) => !isSkipped(n.name))
            .map(read),
        ]);
      case 'BinaryExpression':
        return binary(node);
      case 'UnaryExpression': {
        const [operator, operand] = [node.firstChild, node.lastChild];
        if (!operator || !operand) return other(node);
        const text = textOf(operator);
        return makeNode('unary', node, [read(operand)], text === '!' ? 'not' : text);
      }
      case 'ConditionalExpression': {
        const [test, then, otherwise] = inner(node).filter((n) => n.name !== 'LogicOp');
        return test && then && otherwise
          ? makeNode('conditional', node, [read(test), read(then), read(otherwise)])
          : other(node);
      }
      case 'AssignmentExpression': {
        const [target, operator, value] = [node.firstChild, node.firstChild?.nextSibling, node.lastChild];
        if (!target || !operator || !value) return other(node);
        return makeNode('assign', node, [read(target), read(value)], textOf(operator));
      }
      case 'VariableDeclaration':
        return declaration(node);
      case 'PropertyDeclaration': {
        const parts = inner(node);
        const [name, value] = [parts[0], parts[1]];
        if (!name) return other(node);
        const target = makeNode('member', name, [makeNode('name', name, [], 'this')], textOf(name));
        return value ? makeNode('assign', node, [target, read(value)], '=') : makeNode('other', node, [target]);
      }
      case 'ArrowFunction':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
      case 'MethodDeclaration':
        return functionOf(node);
      case 'ClassDeclaration':
      case 'ClassExpression':
        return classOf(node);
      case 'ImportDeclaration':
        return imported(node);
      case 'IfStatement': {
        const [test, then, otherwise] = inner(node);
        return test && then
          ? makeNode('if', node, [read(test), read(then), otherwise ? read(otherwise) : none(node)])
          : other(node);
      }
      case 'ForStatement':
        return loop(node);
      case 'WhileStatement': {
        const [test, body] = inner(node);
        return test && body ? makeNode('while', node, [read(test), read(body)]) : other(node);
      }
      case 'ReturnStatement':
        return group('return', node, rawChildren(node));
      case 'Block':
      case 'Script':
      case 'ClassBody':
        return group('block', node, rawChildren(node));
      default:
        return other(node);
    }
  }

  function property(node: Raw): SyntaxNode {
    const [key, ...rest] = inner(node);
    if (!key) return other(node);
    if (rawChildren(node)[0]?.name === 'Spread') return makeNode('spread', node, [read(key)]);
    if (rest.some((n) => n.name === 'ParamList')) return makeNode('entry', node, [functionOf(node)], textOf(key));
    const name = key.name === 'String' ? textOf(key).slice(1, -1) : unescapeName(textOf(key));
    const value = rest[rest.length - 1];
    return makeNode('entry', node, [value ? read(value) : makeNode('name', key, [], name)], name);
  }

  function member(node: Raw): SyntaxNode {
    const all = rawChildren(node);
    const object = all[0];
    const last = all[all.length - 1];
    if (!object || !last) return other(node);
    const isBracket = all.some((n) => n.name === '[');
    if (!isBracket) return makeNode('member', node, [read(object)], unescapeName(textOf(last)));
    const inside = inner(node).slice(1).map(read);
    const [only] = inside;
    // x['shift'] and x.shift are the same thing, and must look the same.
    if (only?.kind === 'string' && /^[A-Za-z_$][\w$]*$/.test(only.text))
      return makeNode('member', node, [read(object)], only.text);
    return makeNode('index', node, [read(object), ...inside]);
  }

  function call(node: Raw): SyntaxNode {
    const all = rawChildren(node).filter((n) => n.name !== 'new' && n.name !== '?.' && n.name !== 'TypeArgList');
    const [callee, list] = all;
    if (!callee) return other(node);
    const parts = list ? rawChildren(list) : [];
    const args: SyntaxNode[] = [];
    for (let i = 0; i < parts.length; i++) {
      const one = parts[i] as Raw;
      if (one.name === 'Spread' && parts[i + 1]) {
        args.push(makeNode('spread', one, [read(parts[i + 1] as Raw)]));
        i++;
      } else if (!isSkipped(one.name)) args.push(read(one));
    }
    return makeNode('call', node, [read(callee), ...args], node.name === 'NewExpression' ? 'new' : '');
  }

  function binary(node: Raw): SyntaxNode {
    const all = rawChildren(node);
    const [left, operator] = [all[0], all[1]];
    const right = all[all.length - 1];
    if (!left || !operator || !right) return other(node);
    const text = textOf(operator);
    if (text === 'as' || text === 'satisfies') return read(left);
    if (isSkipped(right.name)) return read(left);
    return makeNode('binary', node, [read(left), read(right)], operators[text] ?? text);
  }

  function declaration(node: Raw): SyntaxNode {
    const out: SyntaxNode[] = [];
    let target: Raw | undefined;
    let isValue = false;
    for (const one of rawChildren(node)) {
      if (one.name === 'Equals') isValue = true;
      else if (one.name === ',') isValue = false;
      else if (isSkipped(one.name)) continue;
      else if (isValue && target) {
        out.push(makeNode('assign', { from: target.from, to: one.to }, [read(target), read(one)], '='));
        isValue = false;
      } else target = one;
    }
    return out.length === 1 && out[0] ? out[0] : makeNode('other', node, out);
  }

  function functionOf(node: Raw): SyntaxNode {
    const list = node.getChild('ParamList');
    const parameters: SyntaxNode[] = [];
    let pending: Raw | undefined;
    for (const one of list ? rawChildren(list) : []) {
      if (pending && !isSkipped(one.name)) {
        // After a name comes its default.
        const name = parameters.pop();
        if (name) parameters.push(makeNode('parameter', name, [read(one)], name.text));
        pending = undefined;
      } else if (/Definition$|Pattern$/.test(one.name)) parameters.push(makeNode('parameter', one, [], textOf(one)));
      else if (one.name === 'Equals') pending = one;
    }
    const name =
      node.getChild('VariableDefinition') ?? node.getChild('PropertyDefinition') ?? node.getChild('PropertyName');
    const parts = inner(node).filter((n) => n.name !== 'ParamList');
    const last = parts[parts.length - 1];
    const isNamed = node.name !== 'ArrowFunction' && name !== null;
    // A lone parameter without brackets: x => x + 1.
    if (!list && node.name === 'ArrowFunction' && name) parameters.push(makeNode('parameter', name, [], textOf(name)));
    const body = last ? read(last) : none(node);
    const block = body.kind === 'block' ? body : makeNode('block', body, [makeNode('return', body, [body])]);
    return makeNode('function', node, [...parameters, block], isNamed ? textOf(name) : '');
  }

  function classOf(node: Raw): SyntaxNode {
    const name = node.getChild('VariableDefinition');
    const body = node.getChild('ClassBody');
    const bases: SyntaxNode[] = [];
    let isBase = false;
    for (const one of rawChildren(node)) {
      if (one.name === 'extends') isBase = true;
      else if (isBase && !isSkipped(one.name)) {
        bases.push(read(one));
        isBase = false;
      }
    }
    return makeNode('class', node, [...bases, body ? read(body) : none(node)], name ? textOf(name) : '');
  }

  function imported(node: Raw): SyntaxNode {
    const module = node.getChild('String');
    const names: SyntaxNode[] = [];
    const add = (at: Raw, name: string, local: string): void => {
      names.push(makeNode('imported', at, [], name, local));
    };
    const whole = node.getChild('VariableDefinition');
    if (whole) add(whole, '', textOf(whole));
    const list = node.getChild('ImportGroup');
    let original = '';
    for (const one of list ? rawChildren(list) : []) {
      if (one.name === 'VariableName') original = textOf(one);
      if (one.name !== 'VariableDefinition') continue;
      add(one, original === '' ? textOf(one) : original, textOf(one));
      original = '';
    }
    return makeNode('import', node, names, module ? textOf(module).slice(1, -1) : '');
  }

  function loop(node: Raw): SyntaxNode {
    const head = node.getChild('ForSpec');
    const each = node.getChild('ForOfSpec') ?? node.getChild('ForInSpec');
    const last = node.lastChild;
    const body = last ? read(last) : none(node);
    if (each) {
      const [target, iterable] = inner(each);
      return target && iterable ? makeNode('for', node, [read(target), read(iterable), body]) : other(node);
    }
    const parts: SyntaxNode[] = head ? inner(head).map(read) : [];
    while (parts.length < 3) parts.push(none(node));
    return makeNode('loop', node, [...parts.slice(0, 3), body]);
  }

  return read(top);
}

/** Undoes escapes in names and strings, so that `\u0065val` is seen as what it is. */
const unescapeName = (text: string): string =>
  text
    .replace(/\\u\{?([0-9a-fA-F]{1,6})\}?|\\x([0-9a-fA-F]{2})/g, (whole, u, x) => {
      const code = Number.parseInt(u ?? x, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .normalize('NFKC');
