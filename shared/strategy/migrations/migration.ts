/** What a migration is: a step from one schema of the specification to the next. */
import type { StrategySpec } from '../spec.ts';

export interface Migration {
  readonly from: number;
  readonly to: number;
  /** The same strategy in the newer schema. */
  readonly apply: (spec: StrategySpec) => StrategySpec;
}

export const defineMigration = (migration: Migration): Migration => migration;
