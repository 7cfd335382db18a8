/** Splits rules into the indicator columns they need and expressions over them: what every code target starts from. */
import { indicators } from '../../../shared/quant/indicators/index.ts';
import type { CompiledStrategy, RuleName } from '../../../shared/strategy/compile.ts';
import { formatExpression } from '../../../shared/strategy/rules/print.ts';
import type { CallNode, Expression } from '../../../shared/strategy/rules/syntax.ts';

/** A column an indicator makes: its name in the code, the call, and the expression it is made of (for `series` inputs). */
export interface IndicatorColumn {
  readonly id: string;
  readonly call: CallNode;
  readonly function: string;
  /** Expressions for the inputs that are given as arguments. */
  readonly series: readonly Expression[];
  /** Constant parameters, still by name. */
  readonly parameters: readonly Expression[];
}

export interface CodePlan {
  /** Inner columns first: a column may be made of earlier ones. */
  readonly columns: readonly IndicatorColumn[];
  readonly columnOf: ReadonlyMap<string, IndicatorColumn>;
  readonly rules: readonly (readonly [RuleName, Expression])[];
}

export const keyOf = (node: Expression): string => formatExpression(node);

/** `sma(close, fast)` -> `smaCloseFast`; made unique by a number. */
function idOf(text: string, taken: ReadonlySet<string>): string {
  const words = text.match(/[A-Za-z0-9]+/g) ?? ['column'];
  const base = words
    .map((w, i) => (i === 0 ? w.toLowerCase() : w.charAt(0).toUpperCase() + w.slice(1)))
    .join('')
    .slice(0, 40);
  let id = base;
  for (let i = 2; taken.has(id); i++) id = `${base}${i}`;
  return id;
}

export function planCode(compiled: CompiledStrategy): CodePlan {
  const columns: IndicatorColumn[] = [];
  const columnOf = new Map<string, IndicatorColumn>();
  const taken = new Set<string>();
  const visit = (node: Expression): void => {
    if (node.kind === 'unary') visit(node.operand);
    else if (node.kind === 'binary') {
      visit(node.left);
      visit(node.right);
    } else if (node.kind === 'call') {
      for (const argument of node.arguments) visit(argument);
      const indicator = indicators[node.name];
      if (!indicator || columnOf.has(keyOf(node))) return;
      const count = indicator.inputs.filter((i) => i === 'series').length;
      const id = idOf(keyOf(node), taken);
      taken.add(id);
      const column: IndicatorColumn = {
        id,
        call: node,
        function: node.name,
        series: node.arguments.slice(0, count),
        parameters: node.arguments.slice(count),
      };
      columns.push(column);
      columnOf.set(keyOf(node), column);
    }
  };
  const rules = Object.entries(compiled.rules) as [RuleName, Expression][];
  for (const [, tree] of rules) visit(tree);
  return { columns, columnOf, rules };
}
