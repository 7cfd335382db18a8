/** The order desk records before it sends, looks up what is unknown, survives a restart and reconciles. */
import { describe, expect, it } from 'vitest';
import type { Broker } from '../../../../agents/brokers/broker.ts';
import { decimal } from '../../../../shared/core/decimal.ts';
import { barOf, bootDesk, closeTimeOf, emptyDisk, readyDesk } from './desk-fixture.ts';

const turns = async (n = 20): Promise<void> => {
  for (let i = 0; i < n; i++) await Promise.resolve();
};

describe('the order desk', () => {
  it('sends nothing before it was connected and reconciled', async () => {
    const { desk, intent, of } = bootDesk(emptyDisk());
    expect(await desk.place(intent(), { by: 'D3' })).toMatchObject({ placed: false, check: 'reconcile' });
    expect(of('refused')).toHaveLength(1);
  });

  it('fills a market order at the next open, with slippage and fees, and books it', async () => {
    const { desk, intent, of, truth } = await readyDesk();
    const placed = await desk.place(intent(), { by: 'D3' });
    expect(placed).toMatchObject({ placed: true, order: { status: 'working' } });
    expect(desk.positions()).toEqual([]);
    await desk.market([barOf(1, 51, 52)], closeTimeOf(1));
    expect(of('fill').map((e) => e.fill)).toMatchObject([{ quantity: '100', price: '51.0255', fees: '1' }]);
    expect(desk.positions()).toMatchObject([
      { symbol: 'ACME', quantity: '100', marketPrice: '52', unrealisedPnl: '97.45' },
    ]);
    expect(desk.account()).toMatchObject({ cash: '994896.45', equity: '1000096.45', dayPnl: '96.45' });
    expect(await truth.account()).toMatchObject({ cash: '994896.45' });
  });

  it('writes the intent to disk before the broker sees the order', async () => {
    const seen: string[][] = [];
    const disk = emptyDisk();
    const { desk, intent } = await readyDesk(disk, {
      wrap: (broker): Broker => ({
        ...broker,
        submit: (approved, plan) => {
          seen.push(disk.journal.map((line) => JSON.parse(line).kind));
          return broker.submit(approved, plan);
        },
      }),
    });
    await desk.place(intent(), { by: 'D3' });
    expect(seen[0]?.[0]).toBe('intent');
  });

  it('sends nothing it cannot record, pauses and says so; an exit still goes', async () => {
    const disk = emptyDisk();
    const { desk, intent, of, latch, truth } = await readyDesk(disk);
    await desk.place(intent(), { by: 'D3' });
    await desk.market([barOf(1, 50)], closeTimeOf(1));
    disk.full = true;
    expect(await desk.place(intent(), { by: 'D3' })).toMatchObject({ placed: false, check: 'storage' });
    await desk.settled();
    expect(latch.level()).toBe('paused');
    expect(of('alert').map((e) => e.title)).toContain('Cannot record: trading stopped');
    expect(await truth.openOrders()).toEqual([]);
    const exit = intent({ side: 'sell', purpose: 'exit', reduceOnly: true });
    expect(await desk.place(exit, { by: 'D3' })).toMatchObject({ placed: true });
  });

  it('keeps an order whose answer was lost as unknown, freezes the symbol, looks it up and never sends it twice', async () => {
    let submits = 0;
    let hidden = true;
    const { desk, intent, of, clock, truth } = await readyDesk(emptyDisk(), {
      wrap: (broker): Broker => ({
        ...broker,
        onEvent: (listener) => broker.onEvent((e) => !hidden && listener(e)),
        submit: async (approved, plan) => {
          submits++;
          await broker.submit(approved, plan);
          return { kind: 'unknown', reason: '504 from the gateway' };
        },
        orderByClientId: async (id) => (hidden ? undefined : broker.orderByClientId(id)),
      }),
    });
    const first = intent();
    expect(await desk.place(first, { by: 'D3' })).toMatchObject({ placed: true, order: { status: 'unknown' } });
    expect(await desk.place(intent(), { by: 'D3' })).toMatchObject({ placed: false, check: 'symbol-frozen' });
    await turns();
    clock.advance(500);
    await turns();
    expect(desk.openOrders()).toMatchObject([{ status: 'unknown' }]);
    hidden = false;
    clock.advance(2000);
    await turns(60);
    expect(desk.openOrders()).toMatchObject([{ status: 'working' }]);
    expect(submits).toBe(1);
    expect(await truth.openOrders()).toHaveLength(1);
    expect(of('alert').map((e) => e.title)).toContain('Order of unknown fate: ACME');
  });

  it('calls an order not sent only after three look-ups over ten seconds', async () => {
    const { desk, intent, clock } = await readyDesk(emptyDisk(), {
      wrap: (broker): Broker => ({
        ...broker,
        submit: async () => ({ kind: 'unknown', reason: 'connection reset' }),
      }),
    });
    const lost = intent();
    await desk.place(lost, { by: 'D3' });
    for (let s = 0; s < 9; s++) {
      await turns();
      clock.advance(1000);
    }
    await turns();
    expect(desk.openOrders()).toMatchObject([{ status: 'unknown' }]);
    for (let s = 0; s < 6; s++) {
      await turns();
      clock.advance(1000);
    }
    await desk.settled();
    expect(desk.openOrders()).toEqual([]);
    expect(desk.quantityOf('pd-1', 'ACME')).toBe(0);
  });

  it('rebuilds the same books from its records after a restart and adopts fills it missed', async () => {
    const disk = emptyDisk();
    const before = await readyDesk(disk);
    await before.desk.place(before.intent(), { by: 'D3' });
    await before.desk.market([barOf(1, 51)], closeTimeOf(1));
    await before.desk.place(before.intent({ quantity: decimal(40) }), { by: 'D3' });
    before.desk.stop();
    // The market moves on while the desk is down.
    await before.truth.meetBar?.(barOf(2, 53));
    const after = bootDesk(disk);
    expect(after.desk.positions()).toMatchObject([{ quantity: '100' }]);
    const found = await after.connect();
    expect(found).toMatchObject({ ok: true, value: [{ kind: 'missed-fill', action: 'adopted' }] });
    expect(after.desk.positions()).toMatchObject([{ quantity: '140' }]);
    expect(after.desk.openOrders()).toEqual([]);
    const again = bootDesk(disk);
    expect(await again.connect()).toEqual({ ok: true, value: [] });
    expect(again.desk.positions()).toEqual(after.desk.positions());
  });

  it('is worth after a restart what it was worth before, not what it cost', async () => {
    const first = await readyDesk();
    await first.desk.place(first.intent(), { by: 'D3' });
    await first.desk.market([barOf(1, 50)], closeTimeOf(1));
    await first.desk.market([barOf(2, 40)], closeTimeOf(2));
    const before = first.desk.account();
    expect(Number(before.dayPnl)).toBeLessThan(0);
    await first.desk.settled();
    first.desk.stop();
    const second = bootDesk(first.disk);
    await second.connect();
    expect(second.desk.account()).toEqual(before);
    expect(second.desk.positions()).toEqual(first.desk.positions());
    expect(second.desk.marketTime()).toBe(closeTimeOf(2));
  });

  it.each(['', '{"equity":', '{}', 'null', '[]', '{"equity":[["account",{}]],"quotes":[],"marketTime":1}'])(
    'opens with positions, paused, when its peaks and prices read %s',
    async (marks) => {
      const first = await readyDesk();
      await first.desk.place(first.intent(), { by: 'D3' });
      await first.desk.market([barOf(1, 50)], closeTimeOf(1));
      await first.desk.settled();
      first.desk.stop();
      const second = bootDesk({ ...first.disk, marks });
      expect(second.latch.level()).toBe('paused');
      await second.connect();
      expect(second.desk.positions()).toMatchObject([{ symbol: 'ACME', quantity: '100' }]);
      expect(second.of('alert').map((e) => e.title)).toContain('Peaks and last prices lost: trading stopped');
      expect(await second.desk.place(second.intent(), { by: 'D3' })).toMatchObject({ placed: false });
    },
  );

  it('freezes a symbol whose position differs at the broker, and thaws it when they agree again', async () => {
    let theirs = '7';
    const { desk, intent } = await readyDesk(emptyDisk(), {
      wrap: (broker): Broker => ({
        ...broker,
        positions: async () => (theirs === '0' ? [] : [{ symbol: 'ACME', quantity: decimal(theirs) }]),
      }),
    });
    expect(await desk.place(intent(), { by: 'D3' })).toMatchObject({ check: 'symbol-frozen' });
    theirs = '0';
    expect(await desk.reconcile()).toEqual([]);
    expect(await desk.place(intent(), { by: 'D3' })).toMatchObject({ placed: true });
  });

  it('finds a fill the stream dropped within one poll', async () => {
    const { desk, intent, clock } = await readyDesk(emptyDisk(), {
      wrap: (broker): Broker => ({ ...broker, onEvent: () => () => undefined }),
    });
    await desk.place(intent(), { by: 'D3' });
    await desk.market([barOf(1, 51)], closeTimeOf(1));
    expect(desk.quantityOf('pd-1', 'ACME')).toBe(0);
    clock.advance(5000);
    await desk.settled();
    expect(desk.quantityOf('pd-1', 'ACME')).toBe(100);
  });

  it('does not send an order that was cancelled while its record was written', async () => {
    const { desk, intent, truth } = await readyDesk();
    const order = intent();
    const placing = desk.place(order, { by: 'D3' });
    await desk.cancelWorking({ keepProtective: false, reason: 'test' });
    expect(await placing).toMatchObject({ placed: false, check: 'cancelled' });
    expect(await truth.openOrders()).toEqual([]);
  });

  it('does not take an order for lost that is on its way while it reconciles', async () => {
    let reach: () => void = () => undefined;
    const onTheWay = new Promise<void>((resolve) => {
      reach = resolve;
    });
    const { desk, intent, truth } = await readyDesk(emptyDisk(), {
      wrap: (broker): Broker => ({
        ...broker,
        submit: async (approved, plan) => {
          await onTheWay;
          return broker.submit(approved, plan);
        },
      }),
    });
    const placing = desk.place(intent(), { by: 'D3' });
    // Once while its record is being written, once while it is under way to the broker.
    expect(await desk.reconcile()).toEqual([]);
    await turns();
    expect(desk.openOrders()).toMatchObject([{ status: 'submitting' }]);
    expect(await desk.reconcile()).toEqual([]);
    reach();
    expect(await placing).toMatchObject({ placed: true, order: { status: 'working' } });
    expect(await truth.openOrders()).toHaveLength(1);
  });

  it('attaches a protective stop to an entry that is not filled yet, and lets it fill on the same bar', async () => {
    const { desk, intent, of } = await readyDesk();
    const entry = intent();
    await desk.place(entry, { by: 'D3' });
    const stop = intent({
      side: 'sell',
      type: 'stop',
      timeInForce: 'gtc',
      stopPrice: decimal('48'),
      reduceOnly: true,
      purpose: 'stop-loss',
    });
    const placed = await desk.place(stop, { by: 'D3', parentOrderId: entry.clientOrderId, ocoGroup: 'g1' });
    expect(placed).toMatchObject({ placed: true });
    await desk.market([barOf(1, 50, 47)], closeTimeOf(1));
    expect(of('fill').map((e) => [e.fill.side, e.fill.quantity])).toEqual([
      ['buy', '100'],
      ['sell', '100'],
    ]);
    expect(desk.positions()).toEqual([]);
  });

  it('books dividends once', async () => {
    const { desk, intent, truth } = await readyDesk();
    await desk.place(intent(), { by: 'D3' });
    await desk.market([barOf(1, 50)], closeTimeOf(1));
    await desk.market([barOf(2, 50, 50, { dividend: 0.5 })], closeTimeOf(2));
    await truth.meetBar?.(barOf(2, 50, 50, { dividend: 0.5 }));
    expect(desk.account().cash).toBe((await truth.account()).cash);
    expect(desk.positions()).toMatchObject([{ realisedPnl: '50' }]);
  });
});
