/** Signals that are multiplied with the return of their own bar. */
import { lagOf, returnLike, signalLike } from './lag.ts';
import type { SourceModel } from './model.ts';
import { argumentsOf, type SyntaxNode } from './syntax.ts';

export interface SameBar {
  readonly node: SyntaxNode;
  readonly earns: 'bar' | 'intraday' | 'range';
}

export function* vectorised(model: SourceModel): Generator<SameBar> {
  for (const node of model.nodes) {
    const pair = productOf(node, model);
    if (!pair) continue;
    for (const [signal, earned] of [pair, [pair[1], pair[0]] as const]) {
      const found = returnLike(earned, model);
      if (!found || returnLike(signal, model) || !signalLike(signal, model)) continue;
      const lag = lagOf(signal, model);
      if (!Number.isFinite(lag)) continue;
      // The open of the bar is known when an intraday return begins.
      const least = found.kind === 'intraday' ? 0.5 : 1;
      if (lag < least || found.kind === 'range') yield { node, earns: found.kind };
      break;
    }
  }
}

function productOf(node: SyntaxNode, model: SourceModel): readonly [SyntaxNode, SyntaxNode] | undefined {
  if (node.kind === 'binary' && node.text === '*' && node.parts[0] && node.parts[1])
    return [node.parts[0], node.parts[1]];
  if (node.kind === 'assign' && node.text === '*=' && node.parts[0] && node.parts[1])
    return [node.parts[0], node.parts[1]];
  if (node.kind !== 'call') return undefined;
  const name = model.method(node);
  const given = argumentsOf(node);
  const object = node.parts[0]?.kind === 'member' ? node.parts[0].parts[0] : undefined;
  if (/^(mul|multiply|mult|dot)$/.test(name)) {
    if (given.length >= 2 && given[0] && given[1]) return [given[0], given[1]];
    return object && given[0] ? [object, given[0]] : undefined;
  }
  // np.where(signal, returns, 0), returns.where(signal, 0)
  if (name === 'where' && given.length === 3 && given[0] && given[1]) return [given[0], given[1]];
  if (name === 'where' && object && given[0]) return [given[0], object];
  return undefined;
}
