/** Whether a target that knows the language of schema 1 can express a strategy; a refusal names what of schema 2 it uses. */
import { ok, type Refusal, type Result, refuse } from '../../../shared/core/result.ts';
import type { CompiledStrategy } from '../../../shared/strategy/compile.ts';
import { functionsOfSchemaTwo } from '../../../shared/strategy/rules/needs.ts';
import { partsOfSchemaTwo } from '../../../shared/strategy/spec.ts';

/** Asks for a target by its own name, e.g. `Backtrader`. */
export function supportsLanguage(title: string, compiled: CompiledStrategy): Result<true, Refusal> {
  const functions = functionsOfSchemaTwo(Object.values(compiled.lowered)).map((name) => `${name}()`);
  // The family is a word about the strategy, not a part that trades.
  const parts = [...functions, ...partsOfSchemaTwo(compiled.spec).filter((part) => part !== 'family')];
  if (parts.length === 0) return ok(true);
  const used = [...new Set(parts)].join(', ');
  return refuse('target-cannot-express', `It cannot be expressed in ${title} because it uses ${used}.`, {
    where: title,
    fix: 'run it in the built-in engine, or change the strategy',
  });
}
