/** Clocks: simulated time moves only when told and runs timers in order; the wall's timers can be called off. */
import { describe, expect, it } from 'vitest';
import { createSimulatedClock, createWallClock, pause } from '../../../agents/kernel/clock.ts';

describe('simulated time', () => {
  it('runs timers when they fall due, in order, each seeing its own moment', () => {
    const clock = createSimulatedClock(1000);
    const log: string[] = [];
    const note = (name: string) => () => log.push(`${name}@${clock.now()}`);
    clock.after(20, note('b'));
    clock.after(10, () => {
      note('a')();
      clock.after(5, note('nested'));
    });
    clock.after(20, note('c'));
    const callOff = clock.after(15, note('never'));
    callOff();
    clock.advance(9);
    expect(log).toEqual([]);
    clock.advance(100);
    expect(log).toEqual(['a@1010', 'nested@1015', 'b@1020', 'c@1020']);
    expect([clock.now(), clock.elapsedMs(), clock.waiting]).toEqual([1109, 109, 0]);
  });

  it('never runs backwards', () => {
    const clock = createSimulatedClock(1000);
    clock.advanceTo(500);
    expect(clock.now()).toBe(1000);
    clock.advanceTo(1500);
    expect(clock.now()).toBe(1500);
  });

  it('resolves a pause', async () => {
    const clock = createSimulatedClock(0);
    let over = false;
    const waited = pause(clock, 5).then(() => {
      over = true;
    });
    clock.advance(4);
    await Promise.resolve();
    expect(over).toBe(false);
    clock.advance(1);
    await waited;
    expect(over).toBe(true);
  });
});

describe('the wall', () => {
  it('moves on its own and its timers can be called off', async () => {
    const clock = createWallClock();
    const before = clock.elapsedMs();
    let fired = false;
    const callOff = clock.after(1, () => {
      fired = true;
    });
    callOff();
    await pause(clock, 5);
    expect(fired).toBe(false);
    expect(clock.elapsedMs()).toBeGreaterThan(before);
    expect(clock.now()).toBeGreaterThan(Date.parse('2024-01-01'));
  });
});
