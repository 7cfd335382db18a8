/** What the books are worth at the last prices: positions, the account and each strategy's own book. */
import { addDecimal, decimal, multiplyDecimal, roundDecimal, subtractDecimal } from '../../../shared/core/decimal.ts';
import type { DecimalText } from '../../../shared/core/units.ts';
import type { Account, Position } from '../../../shared/domain/position.ts';
import type { StrategyBook } from '../../kernel/order-ports.ts';
import { accountKey, type Books, exposures } from './facts.ts';

/** Places of money on screens and in messages. */
const moneyPlaces = 4;

const priceOf = (books: Books, symbol: string, otherwise: DecimalText): DecimalText => {
  const quote = books.quotes.get(symbol);
  return quote ? decimal(quote.price) : otherwise;
};

/** Open positions, marked at the last price. */
export function positionsOf(books: Books): readonly Position[] {
  const stops = new Map<string, DecimalText>();
  for (const { order } of books.book.open()) {
    const { intent } = order;
    if ((intent.purpose === 'stop-loss' || intent.purpose === 'trailing-stop') && intent.stopPrice !== null)
      stops.set(`${intent.deploymentId}\n${intent.symbol}`, intent.stopPrice);
  }
  return books.book.ledger.positions().map((p) => {
    const marketPrice = priceOf(books, p.symbol, p.averagePrice);
    return {
      environment: books.environment,
      deploymentId: p.deploymentId,
      strategyId: p.strategyId,
      symbol: p.symbol,
      quantity: p.quantity,
      averagePrice: roundDecimal(p.averagePrice, 6),
      marketPrice,
      marketValue: roundDecimal(multiplyDecimal(p.quantity, marketPrice), moneyPlaces),
      unrealisedPnl: roundDecimal(
        multiplyDecimal(p.quantity, subtractDecimal(marketPrice, p.averagePrice)),
        moneyPlaces,
      ),
      realisedPnl: roundDecimal(books.book.ledger.realised(p.deploymentId, p.symbol), moneyPlaces),
      protectiveStop: stops.get(`${p.deploymentId}\n${p.symbol}`) ?? null,
      openedAt: p.openedAt,
    };
  });
}

/** Value of the positions, of one deployment or of all. */
function marketValue(books: Books, deploymentId?: string): DecimalText {
  let sum = decimal(0);
  for (const p of books.book.ledger.positions())
    if (deploymentId === undefined || p.deploymentId === deploymentId)
      sum = addDecimal(sum, multiplyDecimal(p.quantity, priceOf(books, p.symbol, p.averagePrice)));
  return sum;
}

export const equityOf = (books: Books, openingCash: DecimalText): DecimalText =>
  addDecimal(addDecimal(openingCash, books.book.ledger.cashFlow()), marketValue(books));

export const strategyEquityOf = (books: Books, deploymentId: string): number =>
  (books.deployments.get(deploymentId)?.limits.capital ?? 0) +
  Number(addDecimal(books.book.ledger.cashFlowOf(deploymentId), marketValue(books, deploymentId)));

/** The account as messages and screens show it. */
export function accountOf(books: Books, openingCash: DecimalText, broker: string): Account {
  const equity = equityOf(books, openingCash);
  const marked = books.equity.find(accountKey);
  const room = Number(equity) * books.limits().maxGrossLeverage - exposures(books).gross;
  return {
    environment: books.environment,
    broker,
    currency: 'USD',
    cash: roundDecimal(addDecimal(openingCash, books.book.ledger.cashFlow()), moneyPlaces),
    equity: roundDecimal(equity, moneyPlaces),
    buyingPower: roundDecimal(Math.max(0, room), moneyPlaces),
    dayPnl: roundDecimal(marked ? Number(equity) - marked.dayStart : 0, moneyPlaces),
    asOf: books.marketTime(),
  };
}

export function strategyBookOf(books: Books, deploymentId: string): StrategyBook {
  const equity = strategyEquityOf(books, deploymentId);
  const marked = books.equity.find(deploymentId);
  return {
    equity,
    dayPnl: marked ? equity - marked.dayStart : 0,
    drawdown: marked && marked.peak > 0 ? Math.max(0, marked.peak - equity) / marked.peak : 0,
    grossExposure: exposures(books).byDeployment.get(deploymentId) ?? 0,
  };
}
