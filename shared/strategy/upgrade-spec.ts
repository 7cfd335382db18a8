/** Brings a specification to the newest schema: another version of the strategy, with another hash. */
import { migrations } from './migrations/index.ts';
import type { StrategySpec } from './spec.ts';

/** The newest schema there is. */
export const newestSchema = 2;

/** The same strategy in the newest schema; the very same object when it is there already. */
export function upgradeSpec(spec: StrategySpec): StrategySpec {
  let current = spec;
  for (const migration of migrations) if (migration.from === current.schema) current = migration.apply(current);
  return current;
}
