/** Folds expressions of numbers and parameters into one number. */
import type { Expression } from './syntax.ts';

/** The value of an expression without series or bar-by-bar functions; undefined when it has any. */
export function constantValue(node: Expression, parameters: Readonly<Record<string, number>>): number | undefined {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'name':
      return Object.hasOwn(parameters, node.name) ? parameters[node.name] : undefined;
    case 'unary': {
      const value = node.operator === '-' ? constantValue(node.operand, parameters) : undefined;
      return value === undefined ? undefined : -value;
    }
    case 'binary': {
      const a = constantValue(node.left, parameters);
      const b = constantValue(node.right, parameters);
      if (a === undefined || b === undefined) return undefined;
      switch (node.operator) {
        case '+':
          return a + b;
        case '-':
          return a - b;
        case '*':
          return a * b;
        case '/':
          return b === 0 ? Number.NaN : a / b;
        default:
          return undefined;
      }
    }
    case 'call': {
      const values = node.arguments.map((a) => constantValue(a, parameters));
      const [a, b] = values;
      if (a === undefined) return undefined;
      if (node.name === 'abs') return Math.abs(a);
      if (node.name === 'sqrt') return a < 0 ? Number.NaN : Math.sqrt(a);
      if (node.name === 'log') return a <= 0 ? Number.NaN : Math.log(a);
      if (b === undefined) return undefined;
      if (node.name === 'min') return Math.min(a, b);
      if (node.name === 'max') return Math.max(a, b);
      return undefined;
    }
    case 'text':
      return undefined;
  }
}
