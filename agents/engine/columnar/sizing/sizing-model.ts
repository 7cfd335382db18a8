/** What a sizing model is: how many shares an entry is worth at the moment it is decided. */

/** The account and the bar at the close that decides. The object is used again for the next entry. */
export interface SizingView {
  equity: number;
  cash: number;
  /** Close of the bar. */
  price: number;
  /** Annual volatility as a share, over the model's lookback; NaN until it is known. */
  volatility: number;
  /** Average true range over the model's lookback; NaN until it is known. */
  range: number;
}

export interface SizingParameter {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly description: string;
}

export interface SizingModel {
  /** kebab-case. */
  readonly name: string;
  readonly description: string;
  readonly source?: string;
  readonly parameters: Readonly<Record<string, SizingParameter>>;
  /** Column it needs beside the prices, over the parameter `lookback`. */
  readonly needs?: 'volatility' | 'range';
  /** Shares before rounding to lots; NaN or less than one lot = no entry. */
  size(parameters: Readonly<Record<string, number>>): (view: SizingView) => number;
}

export const defineSizing = (model: SizingModel): SizingModel => model;
