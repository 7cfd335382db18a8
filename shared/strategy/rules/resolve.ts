/** Puts parameter values into a tree and counts how many bars it needs before it means something. */
import { indicators } from '../../quant/indicators/index.ts';
import { constantValue } from './constant.ts';
import type { Expression } from './syntax.ts';

/** The same tree with every constant part folded into a number; negative numbers become a sign and a number. */
export function resolveExpression(node: Expression, parameters: Readonly<Record<string, number>>): Expression {
  const { start, end } = node;
  const constant = constantValue(node, parameters);
  if (constant !== undefined && Number.isFinite(constant)) {
    const size: Expression = { kind: 'number', value: Math.abs(constant), start, end };
    return constant < 0 ? { kind: 'unary', operator: '-', operand: size, start, end } : size;
  }
  switch (node.kind) {
    case 'unary':
      return { ...node, operand: resolveExpression(node.operand, parameters) };
    case 'binary':
      return {
        ...node,
        left: resolveExpression(node.left, parameters),
        right: resolveExpression(node.right, parameters),
      };
    case 'call':
      return { ...node, arguments: node.arguments.map((a) => resolveExpression(a, parameters)) };
    default:
      return node;
  }
}

/** The number a resolved constant stands for. @throws Error on anything else: the checker lets nothing else through. */
export function numberOf(node: Expression | undefined): number {
  const value = node && constantValue(node, {});
  if (value === undefined) throw new Error('a constant was expected in a checked rule');
  return value;
}

/** Number of leading bars on which a resolved expression has no full value. */
export function warmUpOf(node: Expression): number {
  switch (node.kind) {
    case 'unary':
      return warmUpOf(node.operand);
    case 'binary':
      return Math.max(warmUpOf(node.left), warmUpOf(node.right));
    case 'call': {
      const inner = node.arguments.reduce((most, a) => Math.max(most, warmUpOf(a)), 0);
      const indicator = indicators[node.name];
      if (indicator) {
        const series = indicator.inputs.filter((i) => i === 'series').length;
        return inner + indicator.warmUp(node.arguments.slice(series).map(numberOf));
      }
      if (node.name === 'prev') return inner + numberOf(node.arguments[1]);
      if (node.name === 'cross_over' || node.name === 'cross_under') return inner + 1;
      return inner;
    }
    default:
      return 0;
  }
}
