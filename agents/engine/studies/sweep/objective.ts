/** What a search maximises: a ratio of a variant, or nothing where the variant traded too little to have one. */
import type { VariantSummary } from './variant.ts';

export const objectives = {
  sharpe: (v: VariantSummary) => v.sharpe,
  return: (v: VariantSummary) => v.totalReturn,
  calmar: (v: VariantSummary) => v.calmar,
} as const satisfies Record<string, (v: VariantSummary) => number | null>;
export type ObjectiveName = keyof typeof objectives;
export const objectiveNames = Object.keys(objectives) as ObjectiveName[];

/** @param leastTrades round trips below which a variant has no score; a ruined account never has one */
export const scoreOf = (variant: VariantSummary, objective: ObjectiveName, leastTrades: number): number | null =>
  variant.trades < leastTrades || !(variant.finalEquity > 0) ? null : objectives[objective](variant);
