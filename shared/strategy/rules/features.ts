/** The functions and series a rule uses: what lessons are learnt about. */
import type { Expression } from './syntax.ts';

/** Every node of a tree, parents first. */
export function* walkExpression(node: Expression): Generator<Expression> {
  yield node;
  if (node.kind === 'unary') yield* walkExpression(node.operand);
  else if (node.kind === 'binary') {
    yield* walkExpression(node.left);
    yield* walkExpression(node.right);
  } else if (node.kind === 'call') for (const argument of node.arguments) yield* walkExpression(argument);
}

/** Names of the functions called, sorted, each once. */
export function expressionFeatures(expression: Expression): string[] {
  const found = new Set<string>();
  for (const node of walkExpression(expression)) if (node.kind === 'call') found.add(node.name);
  return [...found].sort();
}
