/** The ledger: positions and cash made from fills and dividends only, in exact decimals. */
import Big from 'big.js';
import { decimal } from '../../../shared/core/decimal.ts';
import type { DecimalText } from '../../../shared/core/units.ts';
import type { Fill } from '../../../shared/domain/fill.ts';

export interface LedgerPosition {
  readonly deploymentId: string;
  readonly strategyId: string;
  readonly symbol: string;
  /** Negative when short; never zero: a closed position is gone. */
  readonly quantity: DecimalText;
  readonly averagePrice: DecimalText;
  readonly openedAt: number;
}

/** Cash paid on a position: dividends (negative for a short). */
export interface CashEntry {
  readonly entryId: string;
  readonly deploymentId: string;
  readonly strategyId: string;
  readonly symbol: string;
  readonly amount: DecimalText;
  readonly at: number;
}

export interface Ledger {
  fill(fill: Fill): void;
  cash(entry: CashEntry): void;
  position(deploymentId: string, symbol: string): LedgerPosition | undefined;
  /** In the order they were opened. */
  positions(): readonly LedgerPosition[];
  /** Sum of everything paid and received: fills, fees and dividends. */
  cashFlow(): DecimalText;
  cashFlowOf(deploymentId: string): DecimalText;
  /** Profit of closed quantity, dividends included, fees left out. */
  realised(deploymentId: string, symbol: string): DecimalText;
}

interface Holding {
  deploymentId: string;
  strategyId: string;
  symbol: string;
  quantity: Big;
  average: Big;
  realised: Big;
  openedAt: number;
}

/** Places kept of an average price: a division has no exact form. */
const averagePlaces = 12;

/** Creates an empty ledger. */
export function createLedger(): Ledger {
  const holdings = new Map<string, Holding>();
  const flows = new Map<string, Big>();
  let total = new Big(0);
  const keyOf = (deploymentId: string, symbol: string): string => `${deploymentId}\n${symbol}`;
  const pay = (deploymentId: string, amount: Big): void => {
    total = total.plus(amount);
    flows.set(deploymentId, (flows.get(deploymentId) ?? new Big(0)).plus(amount));
  };
  const holdingOf = (of: { deploymentId: string; strategyId: string; symbol: string }): Holding => {
    const key = keyOf(of.deploymentId, of.symbol);
    let holding = holdings.get(key);
    if (!holding) {
      const zero = new Big(0);
      const { deploymentId, strategyId, symbol } = of;
      holding = { deploymentId, strategyId, symbol, quantity: zero, average: zero, realised: zero, openedAt: 0 };
      holdings.set(key, holding);
    }
    return holding;
  };
  const view = (h: Holding): LedgerPosition => ({
    deploymentId: h.deploymentId,
    strategyId: h.strategyId,
    symbol: h.symbol,
    quantity: decimal(h.quantity.toFixed()),
    averagePrice: decimal(h.average.toFixed()),
    openedAt: h.openedAt,
  });
  return {
    fill(fill) {
      const holding = holdingOf(fill);
      const price = new Big(fill.price);
      const signed = fill.side === 'buy' ? new Big(fill.quantity) : new Big(fill.quantity).neg();
      pay(fill.deploymentId, signed.times(price).neg().minus(fill.fees));
      const before = holding.quantity;
      const after = before.plus(signed);
      const shrinks = before.times(signed).lt(0);
      if (shrinks) {
        const closed = signed.abs().gt(before.abs()) ? before.abs() : signed.abs();
        const perShare = before.gt(0) ? price.minus(holding.average) : holding.average.minus(price);
        holding.realised = holding.realised.plus(perShare.times(closed));
      }
      if (before.eq(0) || after.times(before).lt(0)) {
        holding.average = price;
        holding.openedAt = fill.filledAt;
      } else if (!shrinks) {
        holding.average = before
          .abs()
          .times(holding.average)
          .plus(signed.abs().times(price))
          .div(after.abs())
          .round(averagePlaces, Big.roundHalfEven);
      }
      if (after.eq(0)) holding.average = new Big(0);
      holding.quantity = after;
    },
    cash(entry) {
      const holding = holdingOf(entry);
      holding.realised = holding.realised.plus(entry.amount);
      pay(entry.deploymentId, new Big(entry.amount));
    },
    position(deploymentId, symbol) {
      const holding = holdings.get(keyOf(deploymentId, symbol));
      return holding && !holding.quantity.eq(0) ? view(holding) : undefined;
    },
    positions: () => [...holdings.values()].filter((h) => !h.quantity.eq(0)).map(view),
    cashFlow: () => decimal(total.toFixed()),
    cashFlowOf: (deploymentId) => decimal((flows.get(deploymentId) ?? new Big(0)).toFixed()),
    realised: (deploymentId, symbol) =>
      decimal((holdings.get(keyOf(deploymentId, symbol))?.realised ?? new Big(0)).toFixed()),
  };
}
