/** Rings and lanes: order, growth, urgency, heads that wait for the disk, and taking one out of the middle. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lanes, Ring } from '../../../agents/kernel/lanes.ts';

const item = (lane: number, name: string, ready = true) => ({ lane, name, ready });

describe('a ring', () => {
  it('behaves like an array for any sequence of pushes, shifts and removals', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant('shift'), fc.nat({ max: 9 }), fc.constant('remove-even'))), (steps) => {
        const ring = new Ring<number>(2);
        const model: number[] = [];
        for (const step of steps) {
          if (step === 'shift') expect(ring.shift()).toBe(model.shift());
          else if (step === 'remove-even') {
            const at = model.findIndex((n) => n % 2 === 0);
            expect(ring.removeFirst((n) => n % 2 === 0)).toBe(at < 0 ? undefined : model.splice(at, 1)[0]);
          } else {
            ring.push(step as number);
            model.push(step as number);
          }
          expect([ring.size, ring.peek()]).toEqual([model.length, model[0]]);
        }
      }),
    );
  });
});

describe('lanes', () => {
  it('serve the most urgent lane first and each lane in order', () => {
    const lanes = new Lanes<ReturnType<typeof item>>();
    for (const [lane, name] of [
      [4, 'd1'],
      [4, 'd2'],
      [2, 't1'],
      [0, 'c1'],
      [2, 't2'],
      [1, 'r1'],
    ] as const)
      lanes.push(item(lane, name));
    expect(lanes.peek()?.name).toBe('c1');
    const order: string[] = [];
    for (let next = lanes.take(); next !== undefined; next = lanes.take()) order.push(next.name);
    expect(order).toEqual(['c1', 'r1', 't1', 't2', 'd1', 'd2']);
    expect([lanes.size, lanes.peek()]).toEqual([0, undefined]);
  });

  it('let nothing pass an urgent head that waits for the disk', () => {
    const lanes = new Lanes<ReturnType<typeof item>>();
    const slow = item(1, 'r1', false);
    lanes.push(slow);
    lanes.push(item(4, 'd1'));
    expect(lanes.take()).toBeUndefined();
    lanes.push(item(0, 'c1'));
    expect(lanes.take()?.name).toBe('c1');
    slow.ready = true;
    expect(lanes.take()?.name).toBe('r1');
    expect(lanes.take()?.name).toBe('d1');
  });

  it('let a trade lane wait for its head without stopping the lanes below', () => {
    const lanes = new Lanes<ReturnType<typeof item>>();
    const slow = item(2, 't1', false);
    lanes.push(slow);
    lanes.push(item(2, 't2'));
    lanes.push(item(4, 'd1'));
    expect(lanes.take()?.name).toBe('d1');
    expect(lanes.take()).toBeUndefined();
    slow.ready = true;
    expect(lanes.take()?.name).toBe('t1');
    expect(lanes.take()?.name).toBe('t2');
    expect(lanes.size).toBe(0);
  });

  it('give up the oldest that a test accepts', () => {
    const lanes = new Lanes<ReturnType<typeof item>>();
    lanes.push(item(4, 'keep'));
    lanes.push(item(4, 'drop'));
    expect(lanes.removeFirst(4, (i) => i.name === 'drop')?.name).toBe('drop');
    expect(lanes.removeFirst(4, (i) => i.name === 'drop')).toBeUndefined();
    expect(lanes.take()?.name).toBe('keep');
    expect(lanes.take()).toBeUndefined();
  });
});
