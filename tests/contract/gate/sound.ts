/** A sound order and its context: every gate check lets it pass; each case spoils one thing. */

import { defaultPortfolioLimits, defaultStrategyLimits } from '../../../agents/engine/orders/default-limits.ts';
import type { GateContext } from '../../../agents/engine/orders/gate-check.ts';
import { decimal } from '../../../shared/core/decimal.ts';
import type { OrderIntent } from '../../../shared/domain/order.ts';

export const soundTime = Date.UTC(2024, 2, 28, 20);
const approvalHash = 'a'.repeat(64);

export const soundIntent: OrderIntent = {
  clientOrderId: 'q-0123456789abcdef',
  deploymentId: 'pd-1',
  strategyId: 'st-1',
  environment: 'paper',
  symbol: 'ACME',
  side: 'buy',
  type: 'market',
  timeInForce: 'day',
  quantity: decimal('100'),
  limitPrice: null,
  stopPrice: null,
  trailBps: null,
  reduceOnly: false,
  purpose: 'entry',
  decidedAt: soundTime,
  referencePrice: decimal('50'),
  approvalHash,
};

export const soundContext: GateContext = {
  now: soundTime,
  wallNow: soundTime,
  environment: 'paper',
  instrument: {
    symbol: 'ACME',
    name: 'Acme',
    kind: 'equity',
    sector: 'Industrials',
    currency: 'USD',
    tickSize: 0.01,
    lotSize: 1,
    tradable: true,
    delistedAt: null,
  },
  lastPrice: 50,
  lastPriceTime: soundTime,
  deployment: {
    status: 'active',
    environment: 'paper',
    approvalHash,
    expiresAt: soundTime + 86_400_000,
    limits: defaultStrategyLimits,
  },
  position: 0,
  pendingExitQuantity: 0,
  strategyEquity: 100_000,
  strategyDayPnl: 0,
  strategyDrawdown: 0,
  strategyGrossExposure: 0,
  strategySymbolExposure: 0,
  equity: 1_000_000,
  buyingPower: 2_000_000,
  dayPnl: 0,
  drawdown: 0,
  grossExposure: 0,
  symbolExposure: 0,
  sectorExposure: 0,
  ordersInLastMinute: 0,
  duplicate: false,
  frozen: null,
};

/** A closing order for the same position, held long. */
export const soundExit: OrderIntent = { ...soundIntent, side: 'sell', purpose: 'exit', reduceOnly: true };
export const heldContext: GateContext = { ...soundContext, position: 100, strategySymbolExposure: 5000 };

export const soundLimits = defaultPortfolioLimits;
