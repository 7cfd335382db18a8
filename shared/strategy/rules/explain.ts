/** Says a rule in plain English. */
import { indicators } from '../../quant/indicators/index.ts';
import { builtIns, isSeriesName } from './names.ts';
import type { BinaryNode, CallNode, Expression } from './syntax.ts';

const comparisonWords: Readonly<Record<string, string>> = {
  '<': 'is below',
  '<=': 'is at or below',
  '>': 'is above',
  '>=': 'is at or above',
  '==': 'equals',
  '!=': 'differs from',
};
const arithmeticWords: Readonly<Record<string, string>> = { '+': 'plus', '-': 'less', '*': 'times', '/': 'over' };

/** Present values of parameters are said in place of their names. */
export function explainExpression(node: Expression, parameters: Readonly<Record<string, number>> = {}): string {
  const say = (inner: Expression): string => explainExpression(inner, parameters);
  switch (node.kind) {
    case 'number':
      return String(node.value);
    case 'text':
      return node.value;
    case 'name': {
      if (isSeriesName(node.name)) return `the ${node.name}`;
      const value = parameters[node.name];
      return value === undefined ? node.name : String(value);
    }
    case 'unary':
      return node.operator === '-' ? `minus ${say(node.operand)}` : `it is not so that ${say(node.operand)}`;
    case 'binary':
      return explainBinary(node, say);
    case 'call':
      return explainCall(node, say);
  }
}

function explainBinary(node: BinaryNode, say: (inner: Expression) => string): string {
  const { operator } = node;
  if (operator === 'and' || operator === 'or') {
    const side = (inner: Expression): string =>
      inner.kind === 'binary' && (inner.operator === 'and' || inner.operator === 'or') && inner.operator !== operator
        ? `(${say(inner)})`
        : say(inner);
    return `${side(node.left)} ${operator} ${side(node.right)}`;
  }
  const label = [node.left, node.right].find((n) => n.kind === 'text');
  if (label?.kind === 'text') {
    const call = label === node.left ? node.right : node.left;
    const what = call.kind === 'call' && call.name === 'regime' ? 'the market' : 'volatility';
    return `${what} is ${operator === '==' ? '' : 'not '}${label.value}`;
  }
  const word = comparisonWords[operator];
  if (word) return `${say(node.left)} ${word} ${say(node.right)}`;
  const part = (inner: Expression): string => (inner.kind === 'binary' ? `(${say(inner)})` : say(inner));
  return `${part(node.left)} ${arithmeticWords[operator]} ${part(node.right)}`;
}

const longerWords: Readonly<Record<string, string>> = {
  '1h': 'hourly',
  '1d': 'daily',
  '1w': 'weekly',
  '1mo': 'monthly',
};

function explainCall(node: CallNode, say: (inner: Expression) => string): string {
  const values = node.arguments.map(say);
  const builtIn = Object.hasOwn(builtIns, node.name) ? builtIns[node.name] : undefined;
  if (node.name === 'on') values[0] = longerWords[values[0] ?? ''] ?? values[0] ?? '';
  if (node.name === 'prev' && values[1] === '1') return `${values[0]} 1 bar ago`;
  const phrase = builtIn?.phrase ?? indicators[node.name]?.phrase ?? `${node.name}()`;
  return phrase.replace(/\{(\d)\}/g, (_all, i: string) => values[Number(i)] ?? '');
}
