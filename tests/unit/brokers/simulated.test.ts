/** The simulated broker's own ways: sub-accounts, dividends, latency, what it forgets, and a restart in the middle of a fill. */
import { describe, expect, it } from 'vitest';
import { simulatedBroker } from '../../../agents/brokers/simulated/broker.ts';
import { kept } from '../../../agents/brokers/simulated/truth.ts';
import { createTruthBook } from '../../../agents/brokers/simulated/truth-book.ts';
import { decimal } from '../../../shared/core/decimal.ts';
import { bar, openBench } from '../../contract/brokers/bench.ts';
import { soundIntent } from '../../contract/gate/sound.ts';

describe('the simulated broker', () => {
  it('keeps a position per deployment and reports the net', async () => {
    const { broker, allow } = await openBench(simulatedBroker);
    await broker.meetBar?.(bar(0, 50));
    await broker.submit(allow());
    await broker.submit(allow({ deploymentId: 'pd-2', side: 'sell', quantity: decimal(30) }));
    await broker.meetBar?.(bar(1, 50));
    expect(await broker.positions()).toEqual([{ symbol: 'ACME', quantity: '70' }]);
    const exit = allow({ side: 'sell', reduceOnly: true, purpose: 'exit' }, 100);
    await broker.submit(exit);
    await broker.meetBar?.(bar(2, 50));
    expect(await broker.positions()).toEqual([{ symbol: 'ACME', quantity: '-30' }]);
  });

  it('pays dividends per sub-account, shorts pay, and a bar that comes twice pays once', async () => {
    const { broker, allow, events } = await openBench(simulatedBroker);
    await broker.meetBar?.(bar(0, 50));
    await broker.submit(allow());
    await broker.submit(allow({ deploymentId: 'pd-2', side: 'sell', quantity: decimal(30) }));
    await broker.meetBar?.(bar(1, 50));
    const before = Number((await broker.account()).cash);
    for (let i = 0; i < 2; i++) await broker.meetBar?.(bar(2, 50, 50, { dividend: 0.25 }));
    const paid = events.flatMap((e) => (e.kind === 'cash' ? [[e.cash.deploymentId, e.cash.amount]] : []));
    expect(paid).toEqual([
      ['pd-1', '25'],
      ['pd-2', '-7.5'],
    ]);
    expect(Number((await broker.account()).cash) - before).toBe(17.5);
  });

  it('takes up a half filled order again after a restart and fills the rest', async () => {
    const disk = {};
    const first = await openBench(simulatedBroker, disk);
    await first.broker.meetBar?.(bar(0, 50));
    await first.broker.submit(first.allow({ timeInForce: 'gtc' }));
    await first.broker.meetBar?.(bar(1, 50, 50, { volume: 300 }));
    const second = await openBench(simulatedBroker, disk);
    await second.broker.meetBar?.(bar(2, 50));
    expect(second.fills().map((f) => f.quantity)).toEqual(['70']);
    expect((await second.broker.executions(0)).map((f) => f.executionId)).toEqual(['sim-x1', 'sim-x2']);
    expect(await second.broker.openOrders()).toEqual([]);
  });

  it('waits as long as it is told before it answers, and reads the latch after the wait', async () => {
    let release = (): void => {};
    const opened = await simulatedBroker.open({
      environment: 'paper',
      redeem: () => ({ approved: false, check: 'kill-latch', reason: 'closed while the order travelled' }),
      now: () => 0,
      matching: () => ({
        submit() {},
        cancel: () => [],
        onBar: () => [],
        find: () => undefined,
        positionOf: () => 0,
        adoptPosition() {},
      }),
      state: { load: () => undefined, save() {} },
      latency: () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    });
    if (!opened.ok) throw new Error('not opened');
    let outcome: unknown;
    const asked = opened.value.submit({ approved: true, intent: soundIntent } as never).then((o) => {
      outcome = o;
    });
    await Promise.resolve();
    expect(outcome).toBeUndefined();
    release();
    await asked;
    expect(outcome).toMatchObject({ kind: 'refused', refused: { check: 'kill-latch' } });
  });

  it('forgets the oldest closed orders, never an open one', () => {
    let json: string | undefined;
    const opened = createTruthBook(
      {
        load: () => json,
        save: (text) => {
          json = text;
        },
      },
      decimal(1000),
    );
    if (!opened.ok) throw new Error('not opened');
    const book = opened.value;
    const open = book.take({ ...soundIntent, clientOrderId: 'q-open-order' }, {});
    for (let i = 0; i < kept.orders + 50; i++)
      book.end(book.take({ ...soundIntent, clientOrderId: `q-closed-${i}` }, {}), 'cancelled', 'test');
    book.save();
    expect(book.orders()).toHaveLength(kept.orders);
    expect(book.find('q-open-order')).toBe(open);
    expect(book.find('q-closed-0')).toBeUndefined();
    expect(createTruthBook({ load: () => json, save() {} }, decimal(0))).toMatchObject({ ok: true });
  });
});
