/** What a cost model is: a named charge on orders, on fills that take liquidity, or on holding; any number of them add up. */

/** A fill that takes liquidity, as slippage models see it. The object is used again for the next fill. */
export interface FillView {
  /** Before slippage. */
  price: number;
  quantity: number;
  /** 1 buy, -1 sell. */
  side: number;
  /** It opens or adds to a position. */
  isOpening: boolean;
  high: number;
  low: number;
  /** Of the bar; NaN = unknown. */
  volume: number;
  /** Deviation of the last 20 log returns known before the bar, per bar; NaN until it is known. */
  volatility: number;
  /** Mean volume of the last 20 bars before this one; NaN until it is known. */
  averageVolume: number;
}

/** Fees of an order so far from its total filled quantity and notional: a partial fill never pays a minimum twice. */
export type FeeRule = (quantity: number, notional: number, side: number, time: number) => number;
/** Basis points of the price, positive = cost. */
export type SlippageRule = (fill: FillView) => number;
/** What is held at a bar's close, over the days since the previous one. The object is used again. */
export interface HoldingView {
  cash: number;
  shortNotional: number;
  /** Notional sold short times its own annual borrow rate where the data has one, in account currency a year. */
  statedBorrow: number;
  /** Part of the short notional for which the data states no rate. */
  unstatedShort: number;
  days: number;
}
/** Money per bar, positive = cost. */
export type HoldingRule = (holding: HoldingView) => number;

export interface CostParameter {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly description: string;
}

export interface CostModel {
  /** kebab-case. */
  readonly name: string;
  readonly description: string;
  /** Where rates or the formula come from. */
  readonly source?: string;
  readonly parameters: Readonly<Record<string, CostParameter>>;
  /** It looks at volatility or mean volume: only then they are worked out. */
  readonly needsHistory?: true;
  fee?(parameters: Readonly<Record<string, number>>): FeeRule;
  slippage?(parameters: Readonly<Record<string, number>>): SlippageRule;
  /** Charged on the account every bar; `as` says in which total it is counted. */
  holding?(parameters: Readonly<Record<string, number>>): {
    readonly as: 'borrow' | 'interest';
    readonly rule: HoldingRule;
  };
}

export const defineCost = (model: CostModel): CostModel => model;
