/** The ledger makes positions, average prices and profit from fills and dividends, exactly. */
import { describe, expect, it } from 'vitest';
import { createEquityTracker } from '../../../../agents/engine/orders/equity.ts';
import { createLedger } from '../../../../agents/engine/orders/ledger.ts';
import { decimal } from '../../../../shared/core/decimal.ts';
import type { Fill } from '../../../../shared/domain/fill.ts';

let n = 0;
const fill = (side: 'buy' | 'sell', quantity: string, price: string, fees = '0'): Fill => ({
  executionId: `x${n++}`,
  clientOrderId: 'q-1',
  deploymentId: 'd',
  strategyId: 's',
  environment: 'paper',
  symbol: 'ACME',
  side,
  quantity: decimal(quantity),
  price: decimal(price),
  fees: decimal(fees),
  slippageBps: 0,
  filledAt: n,
});
const booked = (...fills: Fill[]) => {
  const ledger = createLedger();
  for (const f of fills) ledger.fill(f);
  return {
    ledger,
    position: ledger.position('d', 'ACME'),
    realised: ledger.realised('d', 'ACME'),
    cash: ledger.cashFlow(),
  };
};

describe('the ledger', () => {
  it('averages what is added and keeps the average when part is closed', () => {
    expect(booked(fill('buy', '100', '10'), fill('buy', '300', '14'), fill('sell', '50', '20'))).toMatchObject({
      position: { quantity: '350', averagePrice: '13' },
      realised: '350',
      cash: '-4200',
    });
  });

  it('turns a position round: the rest opens at the price of the fill', () => {
    const turned = booked(fill('buy', '100', '10'), fill('sell', '250', '12'));
    expect(turned).toMatchObject({ position: { quantity: '-150', averagePrice: '12' }, realised: '200' });
  });

  it('earns on a short when the price falls', () => {
    expect(booked(fill('sell', '10', '100'), fill('buy', '10', '90.5'))).toMatchObject({
      position: undefined,
      realised: '95',
      cash: '95',
    });
  });

  it('adds tenths without dust', () => {
    const many = booked(...Array.from({ length: 1000 }, () => fill('buy', '0.1', '0.1', '0.01')));
    expect(many).toMatchObject({ position: { quantity: '100', averagePrice: '0.1' }, cash: '-20' });
  });

  it('books dividends as profit and cash', () => {
    const { ledger } = booked(fill('buy', '10', '5'));
    ledger.cash({ entryId: 'c', deploymentId: 'd', strategyId: 's', symbol: 'ACME', amount: decimal('2.5'), at: 1 });
    expect([ledger.realised('d', 'ACME'), ledger.cashFlowOf('d')]).toEqual(['2.5', '-47.5']);
  });
});

describe('equity', () => {
  it('measures the day from the close before it and the fall from the peak', () => {
    const tracker = createEquityTracker();
    const day = 86_400_000;
    tracker.mark('k', 100, day);
    tracker.mark('k', 120, day + 1);
    tracker.mark('k', 110, 2 * day);
    expect(tracker.find('k')).toEqual({ equity: 110, peak: 120, dayStart: 120, day: '1970-01-03' });
    const again = createEquityTracker();
    again.restore(JSON.parse(JSON.stringify(tracker.entries())));
    expect(again.mark('k', 90, 2 * day + 5)).toMatchObject({ peak: 120, dayStart: 120 });
  });
});
