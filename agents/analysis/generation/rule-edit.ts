/** Edits rule text through its tree: rename calls, add or drop a condition, rename parameters. */
import { parseExpression } from '../../../shared/strategy/rules/parse.ts';
import { formatExpression } from '../../../shared/strategy/rules/print.ts';
import type { Expression } from '../../../shared/strategy/rules/syntax.ts';

/** Applies an edit to every node, children first. */
export function mapExpression(node: Expression, edit: (node: Expression) => Expression): Expression {
  if (node.kind === 'unary') return edit({ ...node, operand: mapExpression(node.operand, edit) });
  if (node.kind === 'binary')
    return edit({ ...node, left: mapExpression(node.left, edit), right: mapExpression(node.right, edit) });
  if (node.kind === 'call') return edit({ ...node, arguments: node.arguments.map((a) => mapExpression(a, edit)) });
  return edit(node);
}

/** The edited text; text that does not parse comes back as it was, and fails its check later. */
export function editRule(text: string | null, edit: (node: Expression) => Expression): string | null {
  if (text === null) return null;
  const parsed = parseExpression(text);
  return parsed.ok ? formatExpression(mapExpression(parsed.value, edit)) : text;
}

/** Adds a condition that must hold too. */
export const withCondition = (text: string, condition: string): string => {
  const parsed = parseExpression(`(${text}) and (${condition})`);
  return parsed.ok ? formatExpression(parsed.value) : text;
};

/** The conditions joined by `and` at the top, as texts. */
export function conditionsOf(text: string): string[] {
  const parsed = parseExpression(text);
  if (!parsed.ok) return [text];
  const out: string[] = [];
  const walk = (node: Expression): void => {
    if (node.kind === 'binary' && node.operator === 'and') {
      walk(node.left);
      walk(node.right);
    } else out.push(formatExpression(node));
  };
  walk(parsed.value);
  return out;
}

export const renameNames = (text: string | null, names: Readonly<Record<string, string>>): string | null =>
  editRule(text, (node) =>
    node.kind === 'name' && Object.hasOwn(names, node.name) ? { ...node, name: names[node.name] as string } : node,
  );
