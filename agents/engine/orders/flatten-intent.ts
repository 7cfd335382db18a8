/** The order that closes a position whole: reduce-only, at the market, with an id of its own for every attempt. */
import { decimal } from '../../../shared/core/decimal.ts';
import type { OrderIntent } from '../../../shared/domain/order.ts';
import { clientOrderIdOf } from './client-order-id.ts';
import type { Books } from './facts.ts';

/** Undefined when the deployment holds nothing of the symbol. */
export function flattenIntentOf(
  books: Books,
  deploymentId: string,
  symbol: string,
  decidedAt: number,
  attempt: number,
): OrderIntent | undefined {
  const held = books.book.ledger.position(deploymentId, symbol);
  if (!held) return undefined;
  const long = !held.quantity.startsWith('-');
  return {
    clientOrderId: clientOrderIdOf({ deploymentId, decidedAt, symbol, leg: 'flatten', attempt }),
    deploymentId,
    strategyId: held.strategyId,
    environment: books.environment,
    symbol,
    side: long ? 'sell' : 'buy',
    type: 'market',
    timeInForce: 'day',
    quantity: long ? held.quantity : decimal(held.quantity.slice(1)),
    limitPrice: null,
    stopPrice: null,
    trailBps: null,
    reduceOnly: true,
    purpose: 'flatten',
    decidedAt,
    referencePrice: decimal(books.quotes.get(symbol)?.price ?? held.averagePrice),
    approvalHash: books.deployments.get(deploymentId)?.approvalHash ?? null,
  };
}
