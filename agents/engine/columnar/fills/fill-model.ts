/** What a fill model is: a named assumption about how orders meet bars; several may be put together. */
import type { Intrabar } from '../../matching/execution.ts';

/** All assumptions of a run. */
export interface FillSettings {
  /** What a bar that touches both a stop and a target resolves to. */
  readonly intrabar: Intrabar;
  /** Where a market order decided at a close fills: at the next open, or at that very close (flagged: it is not tradable). */
  readonly marketAt: 'next-open' | 'same-close';
  /** Share of a bar's volume that all orders of a symbol may take together; null = no cap. */
  readonly participation: number | null;
  /** Half the spread as a share of the price: buys meet the bar this much higher, sells this much lower. */
  readonly halfSpread: number;
  /** Slippage never leaves the bar's range. */
  readonly slippageInBar: boolean;
}

export interface FillParameter {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly description: string;
}

export interface FillModel {
  /** kebab-case. */
  readonly name: string;
  /** What it assumes, one sentence. */
  readonly description: string;
  /** Set where the assumption flatters: every report says so. */
  readonly warning?: string;
  readonly parameters: Readonly<Record<string, FillParameter>>;
  /** What it changes. */
  settings(parameters: Readonly<Record<string, number>>): Partial<FillSettings>;
}

export const defineFillModel = (model: FillModel): FillModel => model;
