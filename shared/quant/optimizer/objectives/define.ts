/** What an objective of the command line is: a name, what it asks for, and how it finds weights. */
import { type Result, refuse } from '../../../core/result.ts';
import type { View } from '../black-litterman.ts';
import type { ConstraintSet } from '../constraints.ts';
import type { LinearSolver } from '../linear/solver.ts';
import type { Linkage } from '../linkage.ts';
import type { TradingCost } from '../mean-variance.ts';
import { type Assets, performanceOf } from '../portfolio.ts';
import type { ReturnsTable } from '../returns-table.ts';

export interface ObjectiveInput {
  readonly assets: Assets;
  /** Returns with their gaps. */
  readonly returns: ReturnsTable;
  readonly constraints: ConstraintSet;
  readonly periodsPerYear: number;
  /** Annual, as a share. */
  readonly riskFree: number;
  readonly l2: number;
  readonly cost?: TradingCost | undefined;
  /** Wanted annual return, or volatility for `efficient-risk`. */
  readonly target?: number | undefined;
  /** Most risk in the objective's own measure, for scenario objectives. */
  readonly targetRisk?: number | undefined;
  readonly riskAversion: number;
  /** Confidence of the tail, 0.95 for the worst 5 %. */
  readonly beta: number;
  /** Return per row below which it counts as a shortfall. */
  readonly benchmark: number;
  readonly linkage: Linkage;
  readonly points: number;
  /** Shares of the risk by asset. */
  readonly budgets?: Float64Array | undefined;
  readonly views: readonly View[];
  /** Sizes of the assets; equal ones when left out. */
  readonly sizes?: Float64Array | undefined;
  /** Price of risk of the market, 1 when unknown. */
  readonly marketAversion: number;
  readonly tau: number;
  /** Loads the linear solver for the objectives that need one. */
  solver(): Promise<LinearSolver>;
}

export interface ObjectiveAnswer {
  readonly weights: Float64Array;
  /** Annual figures: return, volatility, ratio. */
  readonly figures: Readonly<Record<string, number>>;
  /** More for the JSON, such as the points of a frontier. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface Objective {
  /** As the command line writes it. */
  readonly name: string;
  readonly title: string;
  /** False where bounds and sectors play no part. */
  readonly constrained: boolean;
  run(input: ObjectiveInput): Promise<Result<ObjectiveAnswer>>;
}

/** Weights with their annual return, volatility and ratio. */
export function answerOf(
  input: ObjectiveInput,
  weights: Float64Array,
  more: Readonly<Record<string, number>> = {},
  details?: ObjectiveAnswer['details'],
): ObjectiveAnswer {
  const { return: annual, volatility, sharpe } = performanceOf(weights, input.assets, input.riskFree);
  return { weights, figures: { return: annual, volatility, sharpe, ...more }, ...(details ? { details } : {}) };
}

export const missingTarget = (what: string, example: string): Result<never> =>
  refuse('bad-option', `This objective needs ${what}.`, {
    where: '--target',
    fix: `Give one, such as --target ${example}.`,
  });
