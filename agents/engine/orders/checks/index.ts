/** The registry of gate checks, in the order they are asked; the first refusal is the answer. */
import type { GateCheck } from '../gate-check.ts';
import { accountDailyLoss } from './account-daily-loss.ts';
import { accountDrawdown } from './account-drawdown.ts';
import { approval } from './approval.ts';
import { buyingPower } from './buying-power.ts';
import { decisionTime } from './decision-time.ts';
import { deploymentState } from './deployment-state.ts';
import { duplicateOrder } from './duplicate-order.ts';
import { environment } from './environment.ts';
import { grossLeverage } from './gross-leverage.ts';
import { instrumentKnown } from './instrument-known.ts';
import { intentShape } from './intent-shape.ts';
import { killLatch } from './kill-latch.ts';
import { lotSize } from './lot-size.ts';
import { notionalCap } from './notional-cap.ts';
import { orderPrices } from './order-prices.ts';
import { orderRate } from './order-rate.ts';
import { priceCollar } from './price-collar.ts';
import { quantityCap } from './quantity-cap.ts';
import { quantityPositive } from './quantity-positive.ts';
import { reduceOnly } from './reduce-only.ts';
import { sectorShare } from './sector-share.ts';
import { staleQuote } from './stale-quote.ts';
import { strategyDailyLoss } from './strategy-daily-loss.ts';
import { strategyDrawdown } from './strategy-drawdown.ts';
import { strategyLeverage } from './strategy-leverage.ts';
import { strategyPositionShare } from './strategy-position-share.ts';
import { symbolFrozen } from './symbol-frozen.ts';
import { symbolShare } from './symbol-share.ts';
import { tickSize } from './tick-size.ts';

export const gateChecks: readonly GateCheck[] = [
  intentShape,
  killLatch,
  environment,
  duplicateOrder,
  approval,
  deploymentState,
  instrumentKnown,
  quantityPositive,
  orderPrices,
  lotSize,
  tickSize,
  symbolFrozen,
  reduceOnly,
  staleQuote,
  decisionTime,
  priceCollar,
  orderRate,
  quantityCap,
  notionalCap,
  accountDailyLoss,
  accountDrawdown,
  strategyDailyLoss,
  strategyDrawdown,
  buyingPower,
  grossLeverage,
  symbolShare,
  sectorShare,
  strategyPositionShare,
  strategyLeverage,
];
