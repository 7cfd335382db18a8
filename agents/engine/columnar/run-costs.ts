/** The costs of a run: chosen parts added up, with the recent history that some of them look at. */

import type { CostModel, FeeRule, FillView, HoldingRule, SlippageRule } from './costs/cost-model.ts';
import type { Feed } from './market.ts';

export interface RunCosts {
  /** False: orders cost nothing beside slippage. */
  readonly hasFees: boolean;
  readonly fees: FeeRule;
  readonly slippage: SlippageRule;
  readonly holding: readonly { readonly as: 'borrow' | 'interest'; readonly rule: HoldingRule }[];
  readonly needsHistory: boolean;
  /** Slippage when it is the same for every fill, else undefined. */
  readonly fixedSlippageBps: number | undefined;
  /** Names of the parts, for reports. */
  readonly names: readonly string[];
}

const nothing = (): number => 0;

/** Adds chosen cost models up; none gives a market without costs. */
export function createRunCosts(
  chosen: readonly { readonly part: CostModel; readonly values: Readonly<Record<string, number>> }[],
): RunCosts {
  const fees = chosen.flatMap(({ part, values }) => (part.fee ? [part.fee(values)] : []));
  const slips = chosen.flatMap(({ part, values }) => (part.slippage ? [part.slippage(values)] : []));
  const fixed = chosen.every(
    ({ part }) => part.slippage === undefined || part.name === 'fixed-slippage' || part.name === 'half-spread',
  );
  return {
    hasFees: fees.length > 0,
    fees: joinFees(fees),
    slippage: joinSlippage(slips),
    holding: chosen.flatMap(({ part, values }) => (part.holding ? [part.holding(values)] : [])),
    needsHistory: chosen.some(({ part }) => part.needsHistory === true),
    fixedSlippageBps: fixed ? slips.reduce((sum, rule) => sum + rule(noFill), 0) : undefined,
    names: chosen.map(({ part }) => part.name),
  };
}

const noFill: FillView = {
  price: 0,
  quantity: 0,
  side: 1,
  isOpening: true,
  high: 0,
  low: 0,
  volume: 0,
  volatility: 0,
  averageVolume: 0,
};

function joinFees(rules: readonly FeeRule[]): FeeRule {
  const [first, second] = rules;
  if (first === undefined) return nothing;
  if (second === undefined) return first;
  return (quantity, notional, side, time) => {
    let sum = 0;
    for (const rule of rules) sum += rule(quantity, notional, side, time);
    return sum;
  };
}

function joinSlippage(rules: readonly SlippageRule[]): SlippageRule {
  const [first, second] = rules;
  if (first === undefined) return nothing;
  if (second === undefined) return first;
  return (fill) => {
    let sum = 0;
    for (const rule of rules) sum += rule(fill);
    return sum;
  };
}

/** A market without costs. */
export const noCosts: RunCosts = createRunCosts([]);

const lookback = 20;

export interface RecentHistory {
  /** Deviation of the last 20 log returns before each bar. */
  readonly volatility: Float64Array;
  /** Mean volume of the last 20 bars before each bar. */
  readonly averageVolume: Float64Array;
}

/** What cost models may know at a bar: nothing of the bar itself. */
export function recentHistory(feed: Feed): RecentHistory {
  const { close, volume } = feed.columns;
  const n = close.length;
  const volatility = new Float64Array(n).fill(Number.NaN);
  const averageVolume = new Float64Array(n).fill(Number.NaN);
  for (let i = lookback; i < n; i++) {
    let sum = 0;
    for (let k = i - lookback; k < i; k++) sum += volume[k] as number;
    averageVolume[i] = sum / lookback;
    if (i === lookback) continue;
    let mean = 0;
    for (let k = i - lookback; k < i; k++) mean += Math.log((close[k] as number) / (close[k - 1] as number));
    mean /= lookback;
    let squares = 0;
    for (let k = i - lookback; k < i; k++)
      squares += (Math.log((close[k] as number) / (close[k - 1] as number)) - mean) ** 2;
    volatility[i] = Math.sqrt(squares / (lookback - 1));
  }
  return { volatility, averageVolume };
}
