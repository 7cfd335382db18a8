/** Rows of the domain for tests of the store: a message, an order, a fill, a strategy. */
import type { Message } from '../../../shared/bus/messages.ts';
import { decimal } from '../../../shared/core/decimal.ts';
import type { Fill } from '../../../shared/domain/fill.ts';
import type { Order } from '../../../shared/domain/order.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';

export const message = (sequence: number, more: Partial<Message> = {}): Message => ({
  specversion: '1.0',
  sequence,
  id: `run-1/${sequence}`,
  type: 'DataMessage',
  topic: 'data.moment',
  source: 'agent/D1',
  subject: '',
  time: 1_700_000_000_000 + sequence,
  correlationId: 'run-1',
  causationId: sequence === 1 ? null : `run-1/${sequence - 1}`,
  priority: 4,
  data: { step: sequence, note: 'ünïcode ✓ "quoted" \\ \n' },
  ...more,
});

export const order = (clientOrderId: string, more: Partial<Order> = {}): Order => ({
  intent: {
    clientOrderId,
    deploymentId: 'dp-1',
    strategyId: 'st-1',
    environment: 'paper',
    symbol: 'AAA',
    side: 'buy',
    type: 'market',
    timeInForce: 'day',
    quantity: decimal('10'),
    limitPrice: null,
    stopPrice: null,
    trailBps: null,
    reduceOnly: false,
    purpose: 'entry',
    decidedAt: 5,
    referencePrice: decimal('101.25'),
    approvalHash: 'a'.repeat(64),
  },
  status: 'intended',
  brokerOrderId: null,
  filledQuantity: decimal('0'),
  averagePrice: null,
  reason: null,
  updatedAt: 5,
  ...more,
});

export const fill = (executionId: string, more: Partial<Fill> = {}): Fill => ({
  executionId,
  clientOrderId: 'order-0001',
  deploymentId: 'dp-1',
  strategyId: 'st-1',
  environment: 'paper',
  symbol: 'AAA',
  side: 'buy',
  quantity: decimal('10'),
  price: decimal('101.30'),
  fees: decimal('0.05'),
  slippageBps: 4.9,
  filledAt: 6,
  ...more,
});

export const spec = (name = 'A crossing of averages'): StrategySpec => ({
  schema: 1,
  name,
  family: 'trend',
  thesis: 'Prices that rise go on rising for a while.',
  falsifier: 'No gain after costs in any decade.',
  symbols: ['AAA'],
  timeframe: '1d',
  parameters: { fast: { value: 10, min: 2, max: 50, step: 1 } },
  rules: { entryLong: 'close > sma(close, fast)', exitLong: null, entryShort: null, exitShort: null },
  regimeFilter: null,
  sizing: { kind: 'percent-of-equity', percent: 10 },
  protection: {
    stopLossPercent: 5,
    stopLossAtr: null,
    takeProfitPercent: null,
    trailingStopPercent: null,
    timeExitBars: null,
    atrLength: 14,
  },
  maxOpenPositions: 5,
});
