/** Every broker of the registry answers the same numbered cards. */
import { describe, expect, it } from 'vitest';
import type { Approved } from '../../../agents/brokers/approved.ts';
import { brokers } from '../../../agents/brokers/index.ts';
import { decimal } from '../../../shared/core/decimal.ts';
import type { OrderIntent } from '../../../shared/domain/order.ts';
import { bar, openBench } from './bench.ts';

describe.each(brokers.map((b) => [b.id, b] as const))('broker %s', (_id, definition) => {
  it('1 says what it is', () => {
    expect(definition.id).toMatch(/^[a-z][a-z0-9-]+$/);
    expect(definition.environments.length).toBeGreaterThan(0);
  });

  it('2 opens only for its environments', async () => {
    for (const environment of ['backtest', 'paper', 'live'] as const) {
      if (definition.environments.includes(environment)) continue;
      const parts = { environment } as Parameters<typeof definition.open>[0];
      expect(await definition.open(parts)).toMatchObject({ ok: false, error: { code: 'wrong-environment' } });
    }
  });

  it('3 accepts an allowed order once and finds it by its client id', async () => {
    const { broker, allow } = await openBench(definition);
    const order = allow();
    const outcome = await broker.submit(order);
    expect(outcome).toMatchObject({ kind: 'accepted' });
    expect(await broker.orderByClientId(order.intent.clientOrderId)).toMatchObject({
      status: 'working',
      symbol: 'ACME',
    });
    expect(await broker.orderByClientId('q-nobody-knows')).toBeUndefined();
    expect(await broker.submit(allow({ clientOrderId: order.intent.clientOrderId }))).toMatchObject({
      kind: 'rejected',
    });
    expect(await broker.openOrders()).toHaveLength(1);
  });

  it('4 sends nothing without a permission of the gate', async () => {
    const { broker, allow } = await openBench(definition);
    const copy = { ...allow() } as Approved<OrderIntent>;
    expect(await broker.submit(copy)).toMatchObject({ kind: 'refused', refused: { check: 'permission' } });
    expect(await broker.openOrders()).toEqual([]);
  });

  it('5 sends nothing that adds risk once the latch is closed, and lets exits go', async () => {
    const { broker, latch, allow, sell, hold } = await openBench(definition);
    await hold();
    const late = allow();
    latch.level = 'paused';
    expect(await broker.submit(late)).toMatchObject({ kind: 'refused', refused: { check: 'kill-latch' } });
    latch.level = 'flattened';
    expect(await broker.submit(sell())).toMatchObject({ kind: 'accepted' });
  });

  it('6 refuses an order of another environment', async () => {
    const { broker, gate } = await openBench(definition);
    const { soundContext, soundIntent } = await import('../gate/sound.ts');
    const other = broker.environment === 'live' ? 'paper' : 'live';
    const deployment = { ...soundContext.deployment!, environment: other } as const;
    const answer = gate.check(
      { ...soundIntent, environment: other },
      { ...soundContext, environment: other, deployment },
    );
    if (!answer.approved) throw new Error(answer.reason);
    expect(await broker.submit(answer)).toMatchObject({ kind: 'rejected' });
    expect(await broker.openOrders()).toEqual([]);
  });

  it('7 fills a market order at the next open and reports execution, order, position and cash alike', async () => {
    const { broker, allow, events, fills } = await openBench(definition);
    const before = Number((await broker.account()).cash);
    await broker.meetBar?.(bar(0, 50));
    const order = allow();
    await broker.submit(order);
    await broker.meetBar?.(bar(1, 51, 55));
    expect(fills()).toMatchObject([
      { clientOrderId: order.intent.clientOrderId, quantity: '100', price: '51', fees: '1' },
    ]);
    expect(events.at(-1)).toMatchObject({ kind: 'order', order: { status: 'filled', filledQuantity: '100' } });
    expect(await broker.positions()).toEqual([{ symbol: 'ACME', quantity: '100' }]);
    expect(Number((await broker.account()).cash)).toBe(before - 5101);
    expect(await broker.executions(0)).toEqual(fills());
  });

  it('8 reports partial fills, and every execution id once', async () => {
    const { broker, allow, fills } = await openBench(definition);
    await broker.meetBar?.(bar(0, 50));
    await broker.submit(allow({ timeInForce: 'gtc' }));
    await broker.meetBar?.(bar(1, 50, 50, { volume: 300 }));
    expect((await broker.openOrders())[0]).toMatchObject({ status: 'partially-filled', filledQuantity: '30' });
    await broker.meetBar?.(bar(2, 50, 50, { volume: 300 }));
    await broker.meetBar?.(bar(3, 50));
    expect(fills().map((f) => f.quantity)).toEqual(['30', '30', '40']);
    expect(new Set(fills().map((f) => f.executionId)).size).toBe(3);
    // The minimum commission is paid once.
    expect(fills().map((f) => f.fees)).toEqual(['1', '0', '0']);
  });

  it('9 cancels what works, says what was closed, and what it does not know', async () => {
    const { broker, allow, events } = await openBench(definition);
    const order = allow();
    await broker.submit(order);
    expect(await broker.cancel(order.intent.clientOrderId)).toEqual({ kind: 'requested' });
    expect(events.at(-1)).toMatchObject({ kind: 'order', order: { status: 'cancelled' } });
    expect(await broker.cancel(order.intent.clientOrderId)).toEqual({ kind: 'closed', status: 'cancelled' });
    expect(await broker.cancel('q-nobody-knows')).toEqual({ kind: 'not-found' });
  });

  it('10 cancels all but protection, then all', async () => {
    const { broker, allow, sell, hold } = await openBench(definition);
    await hold();
    await broker.submit(allow());
    const stop = { type: 'stop', stopPrice: decimal('45'), purpose: 'stop-loss', timeInForce: 'gtc' } as const;
    await broker.submit(sell(stop));
    expect(await broker.cancelAll({ keepProtective: true })).toHaveLength(1);
    expect(await broker.openOrders()).toHaveLength(1);
    expect(await broker.cancelAll({ keepProtective: false })).toHaveLength(1);
    expect(await broker.openOrders()).toEqual([]);
  });

  it('11 keeps protection at the broker: one leg fills, the other goes', async () => {
    const { broker, sell, hold } = await openBench(definition);
    await hold();
    const gtc = { timeInForce: 'gtc' } as const;
    await broker.submit(sell({ ...gtc, type: 'stop', stopPrice: decimal('45'), purpose: 'stop-loss' }), {
      ocoGroup: 'g',
    });
    await broker.submit(sell({ ...gtc, type: 'limit', limitPrice: decimal('60'), purpose: 'take-profit' }), {
      ocoGroup: 'g',
    });
    await broker.meetBar?.(bar(2, 50, 44));
    expect(await broker.positions()).toEqual([]);
    expect(await broker.openOrders()).toEqual([]);
  });

  it('12 wakes children with their parent, and cancels them when it ends unfilled', async () => {
    const { broker, allow, gate } = await openBench(definition);
    const { soundContext, soundIntent } = await import('../gate/sound.ts');
    const child = (id: string) => {
      const intent: OrderIntent = {
        ...soundIntent,
        environment: broker.environment,
        clientOrderId: id,
        side: 'sell',
        reduceOnly: true,
        purpose: 'stop-loss',
        type: 'stop',
        stopPrice: decimal('48'),
        timeInForce: 'gtc',
      };
      const answer = gate.check(intent, { ...soundContext, environment: broker.environment, position: 100 });
      if (!answer.approved) throw new Error(answer.reason);
      return answer;
    };
    const lost = allow();
    await broker.submit(lost);
    await broker.submit(child('q-child-1'), { parentOrderId: lost.intent.clientOrderId });
    await broker.cancel(lost.intent.clientOrderId);
    expect(await broker.openOrders()).toEqual([]);
    await broker.meetBar?.(bar(0, 50));
    const parent = allow();
    await broker.submit(parent);
    await broker.submit(child('q-child-2'), { parentOrderId: parent.intent.clientOrderId });
    await broker.meetBar?.(bar(1, 50, 47));
    expect(await broker.positions()).toEqual([]);
    expect(await broker.orderByClientId('q-child-2')).toMatchObject({ status: 'filled' });
  });

  it('13 never lets a reduce-only order open or flip', async () => {
    const { broker, sell, hold } = await openBench(definition);
    await hold();
    await broker.submit(sell());
    await broker.submit(sell());
    await broker.meetBar?.(bar(2, 50));
    expect(await broker.positions()).toEqual([]);
    expect(await broker.openOrders()).toEqual([]);
  });

  it('14 flattens at once between two bars', async () => {
    const { broker, sell, hold, fills } = await openBench(definition);
    await hold();
    const stop = { type: 'stop', stopPrice: decimal('45'), purpose: 'stop-loss', timeInForce: 'gtc' } as const;
    await broker.submit(sell(stop));
    await broker.submit(sell({ purpose: 'flatten' }));
    expect(fills().at(-1)).toMatchObject({ side: 'sell', quantity: '100', price: '50' });
    expect(await broker.positions()).toEqual([]);
    expect(await broker.openOrders()).toEqual([]);
  });

  it('15 finds its truth again after a restart', async () => {
    const kept = {};
    const first = await openBench(definition, kept);
    await first.hold();
    const stop = { type: 'stop', stopPrice: decimal('45'), purpose: 'stop-loss', timeInForce: 'gtc' } as const;
    await first.broker.submit(first.sell(stop));
    const second = await openBench(definition, kept);
    for (const ask of ['positions', 'openOrders', 'account'] as const)
      expect(await second.broker[ask]()).toEqual(await first.broker[ask]());
    expect(await second.broker.executions(0)).toEqual(await first.broker.executions(0));
    await second.broker.meetBar?.(bar(2, 50, 44));
    expect(await second.broker.positions()).toEqual([]);
  });

  it('16 answers the same to the same orders and bars', async () => {
    const run = async (): Promise<string> => {
      const { broker, allow, events } = await openBench(definition);
      await broker.meetBar?.(bar(0, 50));
      for (let n = 1; n < 6; n++) {
        await broker.submit(allow({ timeInForce: 'gtc' }));
        await broker.meetBar?.(bar(n, 50 + n, 50 - n, { volume: 700 }));
      }
      return JSON.stringify(events);
    };
    expect(await run()).toBe(await run());
  });

  it('17 rejects what the account cannot pay', async () => {
    const { broker, gate } = await openBench(definition);
    const { soundContext, soundIntent } = await import('../gate/sound.ts');
    await broker.meetBar?.(bar(0, 50));
    // The gate is told of a rich account, so that the broker has the last word.
    const rich = {
      ...soundContext,
      environment: broker.environment,
      equity: 1e9,
      buyingPower: 1e9,
      strategyEquity: 1e9,
    };
    for (let i = 0; i < 5; i++) {
      const intent = {
        ...soundIntent,
        environment: broker.environment,
        clientOrderId: `q-rich-${i}`,
        quantity: decimal(10_000),
      };
      const answer = gate.check(intent, rich);
      if (!answer.approved) throw new Error(answer.reason);
      await broker.submit(answer);
    }
    await broker.meetBar?.(bar(1, 50));
    expect(await broker.orderByClientId('q-rich-4')).toMatchObject({ status: 'rejected' });
    expect(Number((await broker.positions())[0]?.quantity)).toBeLessThanOrEqual(40_000);
  });

  it('18 refuses to open over a state it cannot read', async () => {
    await expect(openBench(definition, { json: '{"schema":1,"cash":"lots"' })).rejects.toThrow(/cannot be read/);
  });
});
