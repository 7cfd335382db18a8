/** Says a rule in plain English. */
import { indicators } from '../../quant/indicators/index.ts';
import { isSeriesName } from './names.ts';
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

function explainCall(node: CallNode, say: (inner: Expression) => string): string {
  const values = node.arguments.map(say);
  const indicator = indicators[node.name];
  if (indicator) return indicator.phrase.replace(/\{(\d)\}/g, (_all, i: string) => values[Number(i)] ?? '');
  const [a = '', b = '', c = ''] = values;
  switch (node.name) {
    case 'cross_over':
      return `${a} crosses above ${b}`;
    case 'cross_under':
      return `${a} crosses below ${b}`;
    case 'prev':
      return `${a} ${b} bar${b === '1' ? '' : 's'} ago`;
    case 'abs':
      return `the size of ${a}`;
    case 'min':
      return `the smaller of ${a} and ${b}`;
    case 'max':
      return `the larger of ${a} and ${b}`;
    case 'log':
      return `the logarithm of ${a}`;
    case 'sqrt':
      return `the square root of ${a}`;
    case 'if':
      return `${b} where ${a}, else ${c}`;
    case 'signal':
      return 'the fused signal';
    case 'day_of_week':
      return 'the day of the week (1 = Monday)';
    case 'month':
      return 'the month';
    default:
      return `${node.name}()`;
  }
}
