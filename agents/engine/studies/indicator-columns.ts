/** The columns behind the rules: every indicator and number a compiled strategy works out, by its text. */

import { indicators } from '../../../shared/quant/indicators/index.ts';
import type { CompiledStrategy } from '../../../shared/strategy/compile.ts';
import { parameterValues } from '../../../shared/strategy/compile.ts';
import { createEvaluator } from '../../../shared/strategy/rules/evaluate.ts';
import { walkExpression } from '../../../shared/strategy/rules/features.ts';
import { formatExpression } from '../../../shared/strategy/rules/print.ts';
import { resolveExpression } from '../../../shared/strategy/rules/resolve.ts';
import type { SymbolInput } from './look-ahead.ts';

/** Column of each indicator call of the rules, in the order in which they stand there. */
export function indicatorColumns(compiled: CompiledStrategy, input: SymbolInput): Record<string, ArrayLike<number>> {
  const parameters = parameterValues(compiled.spec);
  const evaluate = createEvaluator({ ...input, parameters });
  const out: Record<string, ArrayLike<number>> = {};
  for (const tree of Object.values(compiled.rules))
    for (const node of walkExpression(resolveExpression(tree, parameters)))
      if (node.kind === 'call' && indicators[node.name]) out[formatExpression(node)] ??= evaluate(node);
  return out;
}
