/** The order book of record: intents that never change, fills counted once, bookings that are whole or not at all. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { decimal } from '../../../shared/core/decimal.ts';
import { orderStatuses, terminalStatuses } from '../../../shared/domain/order.ts';
import type { Position } from '../../../shared/domain/position.ts';
import { fill, order, storeModes, storeWorkshop } from './store-fixtures.ts';

const { folder, open } = storeWorkshop();
const position = (symbol: string, quantity: string): Position => ({
  environment: 'paper',
  deploymentId: 'dp-1',
  strategyId: 'st-1',
  symbol,
  quantity: decimal(quantity),
  averagePrice: decimal('10'),
  marketPrice: decimal('11'),
  marketValue: decimal('110'),
  unrealisedPnl: decimal('10'),
  realisedPnl: decimal('0'),
  protectiveStop: null,
  openedAt: 3,
});
const deployment = {
  deploymentId: 'dp-1',
  strategyId: 'st-1',
  specHash: 'b'.repeat(64),
  environment: 'paper' as const,
  datasetId: 'ds-1',
  limits: {
    capital: 1000,
    maxPositionShare: 0.2,
    maxGrossLeverage: 1,
    maxDailyLossShare: 0.05,
    maxDrawdownShare: 0.2,
  },
  approvalHash: 'a'.repeat(64),
  status: 'requested' as const,
  reason: '',
};

describe.each(storeModes)('orders (%s)', (mode) => {
  const openIn = async () => (await open(mode === 'memory' ? ':memory:' : folder(), mode === 'thread')).orders;

  it('keep an order through its life, in the order of first writing', async () => {
    const orders = await openIn();
    await orders.saveOrder(order('order-0002'));
    await orders.saveOrder(order('order-0001', { status: 'working' }));
    const filled = order('order-0002', { status: 'filled', filledQuantity: decimal('10'), updatedAt: 9 });
    await orders.saveOrder(filled);
    expect(orders.order('order-0002')).toEqual(filled);
    expect(orders.order('order-0009')).toBeUndefined();
    expect(orders.orders().map((o) => o.intent.clientOrderId)).toEqual(['order-0002', 'order-0001']);
    expect(orders.orders({ status: 'working', deploymentId: 'dp-1' })).toHaveLength(1);
    expect(orders.orders({ deploymentId: 'dp-2' })).toEqual([]);
    expect(orders.openOrders().map((o) => o.intent.clientOrderId)).toEqual(['order-0001']);
  });

  it('call an order open exactly until it is terminal', async () => {
    const orders = await openIn();
    for (const status of orderStatuses) await orders.saveOrder(order(`order-${status}`, { status }));
    expect(orders.openOrders().map((o) => o.status)).toEqual(
      orderStatuses.filter((s) => !terminalStatuses.includes(s)),
    );
  });

  it('never change an intent', async () => {
    const orders = await openIn();
    const first = order('order-0001');
    await orders.saveOrder(first);
    const forged = { ...first, intent: { ...first.intent, quantity: decimal('11') } };
    await expect(orders.saveOrder(forged)).rejects.toThrow('never changed');
    expect(orders.order('order-0001')).toEqual(first);
  });

  it('count a fill once, whoever brings it again', async () => {
    const orders = await openIn();
    expect(await orders.recordFill(fill('x-1'))).toBe('new');
    expect(await orders.recordFill(fill('x-1'))).toBe('duplicate');
    expect(await orders.recordFill(fill('x-1', { price: decimal('99') }))).toBe('conflict');
    expect(await orders.recordFill(fill('x-2', { clientOrderId: 'order-0002' }))).toBe('new');
    expect(orders.fills()).toEqual([fill('x-1'), fill('x-2', { clientOrderId: 'order-0002' })]);
    expect(orders.fills({ clientOrderId: 'order-0002' })).toHaveLength(1);
    expect([orders.fill('x-1'), orders.fill('x-9')]).toEqual([fill('x-1'), undefined]);
    expect(orders.repeatedFills()).toEqual([{ executionId: 'x-1', times: 2, conflicts: 1 }]);
  });

  it('book an event whole or not at all', async () => {
    const orders = await openIn();
    const result = await orders.book({
      orders: [order('order-0001', { status: 'filled' })],
      fills: [fill('x-1'), fill('x-1')],
      positions: [position('AAA', '10')],
      deployments: [deployment],
      ledgers: [{ name: 'simulated/dp-1', state: { cash: '12.50' } }],
    });
    expect(result).toEqual({ fills: ['new', 'duplicate'] });
    expect(orders.ledger('simulated/dp-1')).toEqual({ cash: '12.50' });
    const first = orders.order('order-0001') as ReturnType<typeof order>;
    const forged = { ...first, intent: { ...first.intent, symbol: 'ZZZ' } };
    await expect(
      orders.book({ positions: [position('AAA', '99')], fills: [fill('x-3')], orders: [order('order-0005'), forged] }),
    ).rejects.toThrow('never changed');
    expect([orders.order('order-0005'), orders.fill('x-3')]).toEqual([undefined, undefined]);
    expect(orders.positions().map((p) => p.quantity)).toEqual(['10']);
  });

  it('keep positions, deployments, ledgers and the latch', async () => {
    const orders = await openIn();
    await orders.savePosition(position('BBB', '-4'));
    await orders.savePosition(position('AAA', '10'));
    await orders.savePosition(position('AAA', '0'));
    expect(orders.positions('paper').map((p) => [p.symbol, p.quantity])).toEqual([
      ['AAA', '0'],
      ['BBB', '-4'],
    ]);
    expect(orders.positions('live')).toEqual([]);
    await orders.saveDeployment(deployment);
    await orders.saveDeployment({ ...deployment, status: 'active' });
    expect(orders.deployments()).toEqual([{ ...deployment, status: 'active' }]);
    expect([orders.deployment('dp-1')?.status, orders.deployment('dp-2')]).toEqual(['active', undefined]);
    expect(orders.ledger('none')).toBeUndefined();
    expect(orders.latch()).toBeUndefined();
    const latch = { level: 'halted', origin: 'hotkey', reason: 'drill', at: 7 } as const;
    await orders.saveLatch({ ...latch, level: 'paused' });
    await orders.saveLatch(latch);
    expect(orders.latch()).toEqual(latch);
  });
});

describe('on disk', () => {
  it('orders and fills cannot be deleted, fills and intents not changed', async () => {
    const home = folder();
    const store = await open(home, true);
    await store.orders.book({ orders: [order('order-0001')], fills: [fill('x-1')] });
    await store.close();
    const file = new Database(join(home, 'desk.db'));
    expect(() => file.exec('DELETE FROM orders')).toThrow('never deleted');
    expect(() => file.exec(`UPDATE orders SET intent = '{}'`)).toThrow('never changed');
    expect(() => file.exec('DELETE FROM fills')).toThrow('never deleted');
    expect(() => file.exec(`UPDATE fills SET body = '{}'`)).toThrow('never changed');
    file.close();
    const again = await open(home, true);
    expect(again.orders.order('order-0001')).toEqual(order('order-0001'));
  });
});
