/** Puts parameter values into a tree and counts how many bars it needs before it means something. */
import type { Timeframe } from '../../domain/bar.ts';
import { indicators } from '../../quant/indicators/index.ts';
import { builtIns } from './built-ins.ts';
import { constantValue } from './constant.ts';
import { barsWithin } from './higher-bars.ts';
import type { RuleScope } from './market.ts';
import { type Expression, precedence } from './syntax.ts';

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

/** The quoted word a checked call was given. @throws Error on anything else. */
export function textOf(node: Expression | undefined): string {
  if (node?.kind !== 'text') throw new Error('a quoted word was expected in a checked rule');
  return node.value;
}

/** Whether a checked expression is a condition rather than a number. */
export function isCondition(node: Expression): boolean {
  if (node.kind === 'unary') return node.operator === 'not';
  if (node.kind === 'binary') return precedence[node.operator] < precedence['+'];
  const builtIn = node.kind === 'call' && Object.hasOwn(builtIns, node.name) ? builtIns[node.name] : undefined;
  if (builtIn?.gives !== 'same') return builtIn?.gives === 'truth';
  const last = node.kind === 'call' ? node.arguments.at(-1) : undefined;
  return last !== undefined && isCondition(last);
}

/**
 * Number of leading bars on which a resolved expression has no full value. Longer bars count as many as they hold; one more
 * of them makes up for the first, of which only the end may be there.
 */
export function warmUpOf(node: Expression, scope?: Pick<RuleScope, 'timeframe' | 'calendar'>): number {
  switch (node.kind) {
    case 'unary':
      return warmUpOf(node.operand, scope);
    case 'binary':
      return Math.max(warmUpOf(node.left, scope), warmUpOf(node.right, scope));
    case 'call': {
      const inner = node.arguments.reduce((most, a) => Math.max(most, warmUpOf(a, scope)), 0);
      const indicator = indicators[node.name];
      if (indicator) {
        const series = indicator.inputs.filter((i) => i === 'series').length;
        return inner + indicator.warmUp(node.arguments.slice(series).map(numberOf));
      }
      if (node.name === 'prev') return inner + numberOf(node.arguments[1]);
      if (node.name === 'on' && scope) {
        const timeframe = textOf(node.arguments[0]) as Timeframe;
        return (inner + 2) * barsWithin(timeframe, scope.timeframe, scope.calendar);
      }
      if (node.name === 'starts') return inner + 1;
      if (node.name === 'cross_over' || node.name === 'cross_under') return inner + 1;
      return inner;
    }
    default:
      return 0;
  }
}
