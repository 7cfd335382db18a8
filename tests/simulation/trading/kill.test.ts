/** The kill switch in a seeded simulation: pulled at a random step, restarted at a random step, never a risk-increasing send after the latch. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Broker } from '../../../agents/brokers/broker.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { killLevels } from '../../../shared/domain/kill.ts';
import { type Floor, type FloorOptions, floorSpec, newDisk, openFloor } from './floor.ts';

let open: Floor[] = [];
afterEach(async () => {
  for (const floor of open) await floor.close();
  open = [];
});
const boot = async (options: FloorOptions = {}): Promise<Floor> => {
  const floor = await openFloor(options);
  open.push(floor);
  return floor;
};
const busy = { ...floorSpec, sizing: { kind: 'percent-of-equity', percent: 30 } } as const;
const play = async (floor: Floor, from: number, to: number): Promise<void> => {
  for (let i = from; i < to; i++) {
    floor.moment('s1', i);
    await floor.quiet();
  }
};
/** A floor that holds something. */
const holding = async (options: FloorOptions = {}): Promise<{ floor: Floor; step: number }> => {
  const floor = await boot(options);
  floor.approve();
  await floor.quiet();
  let step = 0;
  while (floor.orders.positions().length === 0) await play(floor, step, ++step);
  return { floor, step };
};
/** Waits for a promise while the simulated clock moves. */
const during = async <T>(floor: Floor, work: Promise<T>, mostMs = 30_000): Promise<T> => {
  let done = false;
  void work.finally(() => {
    done = true;
  });
  for (let t = 0; !done && t < mostMs; t += 25) {
    await floor.calm();
    if (!done) floor.clock.advance(25);
  }
  return work;
};

describe('the kill switch', () => {
  it('flattens: latch, cancels, closes, verifies with the broker, and reports each position', async () => {
    const { floor, step } = await holding();
    const held = floor.orders.positions().map((p) => p.symbol);
    const report = await during(floor, floor.kill('flattened', 'hotkey'));
    expect(report).toMatchObject({ level: 'flattened', phase: 'verified-flat', origin: 'hotkey' });
    expect(report.positions.map((p) => [p.symbol, p.outcome])).toEqual(held.map((s) => [s, 'flat']));
    expect(report.finishedMs).not.toBeNull();
    const truth = await floor.orders.brokerTruth();
    expect(truth).toEqual({ openOrders: [], positions: [] });
    await floor.quiet();
    expect(floor.of('control.kill-report').map((m) => m.data.phase)).toEqual([
      'cancelling',
      'flattening',
      'verified-flat',
    ]);
    expect(floor.of('control.kill').map((m) => m.source)).toEqual(['agent/M3']);
    const mine = floor.of('trade.fill').filter((m) => m.source === 'agent/M3');
    expect(mine.length).toBe(held.length);
    const sent = floor.sends.length;
    await play(floor, step, step + 30);
    expect(floor.sends.length).toBe(sent);
    expect(floor.of('trade.refused').every((m) => m.data.check === 'kill-latch')).toBe(true);
  });

  it('pauses: no entry, exits and stops go on', async () => {
    const { floor, step } = await holding();
    expect(await during(floor, floor.kill('paused'))).toMatchObject({ phase: 'idle', cancelledOrders: 0 });
    const before = floor.sends.length;
    await play(floor, step, step + 60);
    expect(floor.orders.positions()).toEqual([]);
    expect(floor.sends.slice(before).every((s) => s.reduceOnly)).toBe(true);
  });

  it('halts: cancels working entries and keeps protective stops at the broker', async () => {
    const { floor, step } = await holding();
    const isProtected = () => floor.orders.positions().every((p) => p.protectiveStop !== null);
    expect(isProtected()).toBe(true);
    const report = await during(floor, floor.kill('halted'));
    expect(report).toMatchObject({ level: 'halted', phase: 'idle' });
    const held = floor.orders.positions().length;
    expect(held).toBeGreaterThan(0);
    expect(isProtected()).toBe(true);
    const { openOrders } = await floor.orders.brokerTruth();
    expect(openOrders.length).toBeGreaterThanOrEqual(held);
    await play(floor, step, step + 10);
    expect(floor.of('control.kill-report').at(-1)?.data.level).toBe('halted');
  });

  it('runs one sequence when it is pressed twice, and the stronger level when pressed harder', async () => {
    const { floor } = await holding();
    const first = floor.kill('halted');
    const second = floor.kill('halted');
    const harder = floor.kill('flattened');
    const [a, b, c] = await during(floor, Promise.all([first, second, harder]));
    expect(a).toBe(b);
    expect(c).toMatchObject({ level: 'flattened', phase: 'verified-flat' });
    expect(floor.orders.positions()).toEqual([]);
  });

  it('names the position that would not close, keeps trying, and says flat when it is', async () => {
    let refuse = true;
    const wrap = (broker: Broker): Broker => ({
      ...broker,
      submit: async (approved, plan) =>
        refuse && approved.intent.purpose === 'flatten'
          ? { kind: 'rejected', reason: 'insufficient qty available: held_for_orders' }
          : broker.submit(approved, plan),
    });
    const { floor } = await holding({ wrap });
    const report = await during(floor, floor.kill('flattened'));
    expect(report.phase).toBe('incomplete');
    expect(report.positions[0]).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('held_for_orders'),
    });
    expect(report.reason).toContain('Not flat: ');
    refuse = false;
    for (let i = 0; i < 8; i++) {
      floor.clock.advance(1000);
      await floor.quiet();
    }
    expect(floor.of('control.kill-report').at(-1)?.data.phase).toBe('verified-flat');
    expect(floor.orders.positions()).toEqual([]);
  });

  it('does not believe a cancel: it looks until nothing is open, and cancels again', async () => {
    let deaf = 2;
    const wrap = (broker: Broker): Broker => ({
      ...broker,
      cancelAll: async (o) => (deaf-- > 0 ? [] : broker.cancelAll(o)),
    });
    const { floor } = await holding({ wrap });
    const report = await during(floor, floor.kill('flattened'));
    expect(report.phase).toBe('verified-flat');
    expect(report.finishedMs ?? 0).toBeGreaterThanOrEqual(1000);
  });

  it('says incomplete when the broker does not answer, and finishes when it does', async () => {
    let down = false;
    const offline = (): never => {
      throw new Error('ECONNREFUSED');
    };
    const wrap = (broker: Broker): Broker => ({
      ...broker,
      openOrders: async () => (down ? offline() : broker.openOrders()),
      cancelAll: async (o) => (down ? offline() : broker.cancelAll(o)),
    });
    const { floor } = await holding({ wrap });
    down = true;
    const report = await during(floor, floor.kill('flattened'));
    expect(report).toMatchObject({ phase: 'incomplete', reason: expect.stringContaining('ECONNREFUSED') });
    expect(floor.latch.level()).toBe('flattened');
    down = false;
    for (let i = 0; i < 8; i++) {
      floor.clock.advance(1000);
      await floor.quiet();
    }
    expect(floor.orders.positions()).toEqual([]);
  });

  it('survives a crash between the latch and the cancels: the restart opens killed and finishes', async () => {
    const disk = newDisk();
    const { floor } = await holding({ disk });
    // The process dies right after the trigger: nothing that was asked for comes back.
    void floor.kill('flattened');
    const killed = structuredClone(disk);
    expect(killed.state.get('kill-latch')).toContain('flattened');
    const again = await boot({ disk: killed });
    await again.quiet();
    expect(again.latch.level()).toBe('flattened');
    expect(again.orders.positions()).toEqual([]);
    expect(again.of('control.kill-report').at(-1)?.data).toMatchObject({ phase: 'verified-flat', reason: 'test' });
    expect(again.sends.every((s) => s.reduceOnly)).toBe(true);
  });

  it('follows up a closed latch even when nothing else of the trigger reached the disk', async () => {
    const disk = newDisk();
    await holding({ disk });
    const bare = structuredClone(disk);
    bare.state.set('kill-latch', JSON.stringify({ level: 'flattened', since: 1 }));
    const again = await boot({ disk: bare });
    await again.quiet();
    expect(again.orders.positions()).toEqual([]);
    expect(again.of('control.kill-report').at(-1)?.data).toMatchObject({ level: 'flattened', phase: 'verified-flat' });
  });

  it('re-arms only for V0, after a clean look, and not for an old wish', async () => {
    const { floor, step } = await holding();
    await during(floor, floor.kill('flattened'));
    const wish = { reason: 'looked at it' };
    for (const agent of ['M3', 'D2', 'A1', 'D3'])
      expect(() => floor.bus.publish(agent, 'control.rearm', wish)).toThrow();
    expect(() => floor.bus.inject('host', 'control.rearm', wish)).toThrow();
    expect(floor.latch.level()).toBe('flattened');
    floor.bus.publish('V0', 'control.rearm', wish);
    // Pulled again before the wish was read: the wish is older than the trigger.
    floor.clock.advance(1);
    void floor.kill('paused');
    await floor.quiet();
    expect(floor.latch.level()).not.toBe('armed');
    floor.clock.advance(1);
    floor.bus.publish('V0', 'control.rearm', wish);
    await floor.quiet();
    expect(floor.latch.level()).toBe('armed');
    const sent = floor.sends.length;
    await play(floor, step, step + 40);
    expect(floor.sends.length).toBeGreaterThan(sent);
  });

  it('refuses to re-arm while the book and the broker differ', async () => {
    let extra = false;
    const wrap = (broker: Broker): Broker => ({
      ...broker,
      positions: async () => [
        ...(await broker.positions()),
        ...(extra ? [{ symbol: 'ZZZ', quantity: '5' as never }] : []),
      ],
    });
    const { floor } = await holding({ wrap });
    await during(floor, floor.kill('halted'));
    extra = true;
    floor.clock.advance(1);
    floor.bus.publish('V0', 'control.rearm', { reason: 'please' });
    await floor.quiet();
    expect(floor.latch.level()).toBe('halted');
    expect(floor.of('control.alert').map((m) => m.data.title)).toContain('Re-arming refused');
    expect(floor.of('control.kill').at(-1)?.data).toMatchObject({ level: 'halted', origin: 'agent' });
  });

  it('never sends what adds risk after the latch, over seeds, levels, restarts and lossy brokers', async () => {
    const seeds = 100;
    let killsWhileHolding = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const random = createRandom(`kill/${seed}`);
      const disk = newDisk();
      // Answers get lost after the order was taken, events are dropped or come twice.
      const wrap = (broker: Broker): Broker => ({
        ...broker,
        submit: async (approved, plan) => {
          const outcome = await broker.submit(approved, plan);
          return random.next() < 0.1 ? { kind: 'unknown', reason: '504' } : outcome;
        },
        onEvent: (listener) =>
          broker.onEvent((event) => {
            const fate = random.next();
            if (fate < 0.1) return;
            listener(event);
            if (fate > 0.9) listener(event);
          }),
      });
      let floor = await openFloor({ seed: `market/${seed}`, disk, wrap, spec: busy, bars: 60 });
      floor.approve();
      await floor.quiet();
      const killAt = 10 + random.int(40);
      const restartAt = 10 + random.int(40);
      const level = killLevels[1 + random.int(3)] as 'paused' | 'halted' | 'flattened';
      let sentAtKill = -1;
      for (let i = 0; i < 60; i++) {
        if (i === restartAt) {
          await floor.close();
          const kept = disk.state.get('kill-latch');
          floor = await openFloor({ seed: `market/${seed}`, disk, wrap, spec: busy, bars: 60 });
          if (kept) expect(floor.latch.level()).toBe(JSON.parse(kept).level);
          if (sentAtKill >= 0) sentAtKill = 0;
        }
        floor.moment(i < restartAt ? 's1' : 's2', i);
        if (i === killAt) {
          // In the middle of whatever the moment set going.
          for (let n = random.int(30); n > 0; n--) await Promise.resolve();
          if (floor.orders.positions().length > 0) killsWhileHolding++;
          void floor.kill(level);
          sentAtKill = floor.sends.length;
        }
        await floor.quiet();
      }
      for (let n = 0; n < 40; n++) {
        floor.clock.advance(500);
        await floor.calm();
      }
      await floor.quiet();
      await during(floor, floor.orders.settled());
      expect(
        floor.sends.slice(sentAtKill).filter((s) => !s.reduceOnly),
        `seed ${seed}`,
      ).toEqual([]);
      expect(await floor.orders.reconcile(), `seed ${seed}`).toEqual([]);
      if (level === 'flattened') expect(floor.orders.positions(), `seed ${seed}`).toEqual([]);
      // One broker order per intent: nothing was sent twice.
      const ids = floor.sends.map((s) => s.clientOrderId);
      expect(new Set(ids).size, `seed ${seed}`).toBe(ids.length);
      await floor.close();
    }
    expect(killsWhileHolding).toBeGreaterThan(5);
  });
});
