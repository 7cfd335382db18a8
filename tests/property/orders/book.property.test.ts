/** Whatever order events come in, twice, late or not at all until looked up: the book ends as the broker's truth. */
import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOrderBook } from '../../../agents/engine/orders/order-book.ts';
import { orderEvents, transitions } from '../../../agents/engine/orders/transitions.ts';
import { addDecimal, decimal, multiplyDecimal, subtractDecimal } from '../../../shared/core/decimal.ts';
import type { Fill } from '../../../shared/domain/fill.ts';
import { orderStatuses, terminalStatuses } from '../../../shared/domain/order.ts';
import { soundIntent } from '../../contract/gate/sound.ts';

const prices = fc.integer({ min: 1, max: 10_000_000 }).map((n) => decimal(new Big(n).div(10_000).toFixed()));
const symbols = ['ACME', 'BOLT'] as const;

/** Orders with fills that add up to at most their quantity, and an order of arrival with repeats. */
const histories = fc
  .array(
    fc.record({
      symbol: fc.constantFrom(...symbols),
      side: fc.constantFrom('buy' as const, 'sell' as const),
      parts: fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 500 }), price: prices }), {
        minLength: 1,
        maxLength: 5,
      }),
      fees: fc.integer({ min: 0, max: 300 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .chain((orders) => {
    const fills = orders.flatMap((o, n) => o.parts.map((p, m) => ({ ...p, n, m })));
    const copies = fills.map((_, i) => i);
    return fc.record({
      orders: fc.constant(orders),
      arrival: fc.array(fc.constantFrom(...copies), { maxLength: 12 }).chain((extra) =>
        fc
          .shuffledSubarray([...copies, ...extra.map((_, i) => copies.length + i)], {
            minLength: copies.length + extra.length,
          })
          .map((order) => order.map((i) => (i < copies.length ? i : (extra[i - copies.length] as number)))),
      ),
    });
  });

const build = (
  orders: readonly {
    symbol: string;
    side: 'buy' | 'sell';
    parts: readonly { quantity: number; price: string }[];
    fees: number;
  }[],
) => {
  const book = createOrderBook();
  const fills: Fill[] = [];
  for (const [n, order] of orders.entries()) {
    const clientOrderId = `q-order-${n}`;
    const quantity = decimal(order.parts.reduce((sum, p) => sum + p.quantity, 0));
    const intent = { ...soundIntent, clientOrderId, symbol: order.symbol, side: order.side, quantity };
    book.apply({ kind: 'intent', intent, by: 'D3', plan: {}, at: n });
    for (const [m, part] of order.parts.entries())
      fills.push({
        executionId: `x-${n}-${m}`,
        clientOrderId,
        deploymentId: intent.deploymentId,
        strategyId: intent.strategyId,
        environment: 'paper',
        symbol: order.symbol,
        side: order.side,
        quantity: decimal(part.quantity),
        price: decimal(part.price),
        fees: decimal(new Big(order.fees).div(100).toFixed()),
        slippageBps: 0,
        filledAt: n,
      });
  }
  return { book, fills };
};

describe('the order book', () => {
  it('books every fill exactly once, in any order, however often it comes', () => {
    fc.assert(
      fc.property(histories, ({ orders, arrival }) => {
        const { book, fills } = build(orders);
        for (const i of arrival) book.apply({ kind: 'fill', fill: fills[i] as Fill });
        let cash = decimal(0);
        const net = new Map<string, string>();
        for (const f of fills) {
          const signed = f.side === 'buy' ? f.quantity : subtractDecimal(decimal(0), f.quantity);
          cash = subtractDecimal(subtractDecimal(cash, multiplyDecimal(signed, f.price)), f.fees);
          net.set(f.symbol, addDecimal(decimal(net.get(f.symbol) ?? 0), signed));
        }
        expect(book.ledger.cashFlow()).toBe(cash);
        for (const symbol of symbols) {
          const held = book.ledger.position(soundIntent.deploymentId, symbol)?.quantity ?? '0';
          expect(held).toBe(net.get(symbol) ?? '0');
        }
        expect(book.duplicateFills()).toBe(arrival.length - fills.length);
        for (const [n] of orders.entries()) expect(book.row(`q-order-${n}`)?.order.status).toBe('filled');
        expect(book.open()).toEqual([]);
        expect(book.conflicts()).toEqual([]);
      }),
      { numRuns: 500, seed: 20260904 },
    );
  });

  it('is the same book when its records are read back', () => {
    fc.assert(
      fc.property(histories, ({ orders, arrival }) => {
        const { book, fills } = build(orders);
        const again = build(orders).book;
        for (const i of arrival) book.apply({ kind: 'fill', fill: fills[i] as Fill });
        for (const i of arrival)
          again.apply(JSON.parse(JSON.stringify({ kind: 'fill', fill: fills[i] })) as { kind: 'fill'; fill: Fill });
        expect(again.ledger.positions()).toEqual(book.ledger.positions());
        expect(again.ledger.cashFlow()).toBe(book.ledger.cashFlow());
      }),
      { numRuns: 100, seed: 20260904 },
    );
  });

  it('never throws, never leaves an end by status news, and freezes what cannot be', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...orderEvents), { maxLength: 30 }), (events) => {
        const book = createOrderBook();
        book.apply({ kind: 'intent', intent: soundIntent, by: 'D3', plan: {}, at: 0 });
        for (const event of events) {
          const before = book.row(soundIntent.clientOrderId)?.order.status ?? 'intended';
          const legal = transitions[before][event] !== 'illegal';
          book.apply({
            kind: 'event',
            clientOrderId: soundIntent.clientOrderId,
            event,
            brokerOrderId: null,
            reason: null,
            at: 1,
          });
          const after = book.row(soundIntent.clientOrderId)?.order.status ?? 'intended';
          if (!legal) expect(book.frozen(soundIntent.symbol)).not.toBeNull();
          if (terminalStatuses.includes(before) && after !== before) expect(after).toBe('filled');
          expect(book.open().length).toBe(terminalStatuses.includes(after) ? 0 : 1);
          if (after === 'unknown') expect(book.frozen(soundIntent.symbol)).not.toBeNull();
        }
      }),
      { numRuns: 2000, seed: 20260904 },
    );
  });

  it('has a next status for every status and event', () => {
    for (const status of orderStatuses)
      for (const event of orderEvents) {
        const next = transitions[status][event];
        expect(next === 'illegal' || orderStatuses.includes(next), `${status} + ${event}`).toBe(true);
      }
  });

  it('freezes on the same execution with another content, and on more than was ordered, and follows the broker', () => {
    const fill = build([{ symbol: 'ACME', side: 'buy', parts: [{ quantity: 100, price: '50' }], fees: 0 }]);
    const [only] = fill.fills as [Fill];
    fill.book.apply({ kind: 'fill', fill: only });
    fill.book.apply({ kind: 'fill', fill: { ...only, price: decimal('51') } });
    expect(fill.book.frozen('ACME')).toMatch(/came twice/);
    expect(fill.book.ledger.cashFlow()).toBe('-5000');
    fill.book.apply({ kind: 'thaw', symbol: 'ACME' });
    fill.book.apply({ kind: 'fill', fill: { ...only, executionId: 'x-more', quantity: decimal(1) } });
    expect(fill.book.frozen('ACME')).not.toBeNull();
    expect(fill.book.ledger.position('pd-1', 'ACME')?.quantity).toBe('101');
  });
});
