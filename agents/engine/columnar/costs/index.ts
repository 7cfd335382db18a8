/** The registry of costs. */
import { borrow } from './borrow.ts';
import type { CostModel } from './cost-model.ts';
import { entrySpread } from './entry-spread.ts';
import { fixedSlippage } from './fixed-slippage.ts';
import { halfSpread } from './half-spread.ts';
import { marginInterest } from './margin-interest.ts';
import { perShare } from './per-share.ts';
import { perTrade } from './per-trade.ts';
import { percent } from './percent.ts';
import { squareRootImpact } from './square-root-impact.ts';
import { tiered } from './tiered.ts';
import { usRegulatoryFees } from './us-regulatory-fees.ts';
import { volatilitySlippage } from './volatility-slippage.ts';

export const costModels: readonly CostModel[] = [
  perShare,
  perTrade,
  percent,
  tiered,
  usRegulatoryFees,
  halfSpread,
  entrySpread,
  fixedSlippage,
  volatilitySlippage,
  squareRootImpact,
  borrow,
  marginInterest,
];
