/** What an operator is: makes a child specification out of one or two parents. */
import type { Random } from '../../../../shared/core/random.ts';
import type { StrategySpec } from '../../../../shared/strategy/spec.ts';
import type { Universe } from '../universe.ts';

export interface OperatorContext {
  readonly universe: Universe;
  /** -1 (avoid) to 1 (seek) by function name. */
  readonly featureWeights: Readonly<Record<string, number>>;
  readonly random: Random;
}

/** A child, with what was done to its parents in a few words. */
export interface Child {
  readonly spec: StrategySpec;
  readonly change: string;
}

export interface Operator {
  readonly name: 'mutate' | 'cross' | 'tune' | 'grow';
  readonly parents: 1 | 2;
  readonly apply: (parents: readonly StrategySpec[], context: OperatorContext) => Child;
}

export const defineOperator = (operator: Operator): Operator => operator;
