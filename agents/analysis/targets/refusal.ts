/** Whether a strategy can be written as code: targets know the language of schema 1, and say what of schema 2 they lack. */
import { type Refusal, refuse } from '../../../shared/core/result.ts';
import type { CompiledStrategy } from '../../../shared/strategy/compile.ts';
import { functionsOfSchemaTwo } from '../../../shared/strategy/rules/needs.ts';
import { partsOfSchemaTwo } from '../../../shared/strategy/spec.ts';

/** Undefined when a target can express the strategy; else why it cannot, named as a trader would. */
export function whyNot(target: string, compiled: CompiledStrategy): Refusal | undefined {
  const functions = functionsOfSchemaTwo(Object.values(compiled.lowered)).map((name) => `${name}()`);
  // The family is a word about the strategy, not a part that trades.
  const parts = [...functions, ...partsOfSchemaTwo(compiled.spec).filter((part) => part !== 'family')];
  if (parts.length === 0) return undefined;
  const message = `cannot be expressed in ${target} because it uses ${[...new Set(parts)].join(', ')}`;
  const refused = refuse('not-expressible', message, { where: target, fix: 'run it in the built-in engine' });
  return refused.error;
}
