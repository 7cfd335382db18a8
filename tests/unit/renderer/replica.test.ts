/** The replica: order, repeats, gaps, breaks. */
import { describe, expect, it } from 'vitest';
import { applyOperations, emptyView, followDesk, type ReplicaFrame } from '../../../renderer/bridge/replica.ts';
import type { DeskBridge } from '../../../shared/desk-api/bridge.ts';
import type { Change, Snapshot } from '../../../shared/desk-api/view.ts';

const put = (number: number, key: string, row: unknown): Change => ({
  number,
  operations: [{ collection: 'alerts', key, row }],
});

/** A bridge in the test's hand: snapshots wait until they are given. */
function handBridge() {
  let change: (c: Change) => void = () => undefined;
  let connection: (c: boolean) => void = () => undefined;
  const asked: { give(snapshot: Snapshot): void; fail(): void }[] = [];
  const bridge: DeskBridge = {
    kind: 'direct',
    call: () => new Promise(() => undefined),
    snapshot: () =>
      new Promise((resolve, reject) => {
        asked.push({ give: resolve, fail: () => reject(new Error('no')) });
      }),
    onChange(listener) {
      change = listener;
      return () => {
        change = () => undefined;
      };
    },
    onConnection(listener) {
      connection = listener;
      return () => undefined;
    },
  };
  return { bridge, asked, change: (c: Change) => change(c), connect: (c: boolean) => connection(c) };
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
const snapshot = (number: number, alerts: Record<string, unknown> = {}): Snapshot => ({
  number,
  view: { ...emptyView, alerts: alerts as never },
});

function follow() {
  const hand = handBridge();
  const frames: ReplicaFrame[] = [];
  const retries: (() => void)[] = [];
  const stop = followDesk(hand.bridge, {
    schedule: (flush) => flush(),
    onFrame: (f) => frames.push(f),
    retry: (again) => retries.push(again),
  });
  const last = (): ReplicaFrame => frames.at(-1) as ReplicaFrame;
  return { ...hand, frames, retries, stop, last, keys: () => Object.keys(last().view.alerts) };
}

describe('the replica', () => {
  it('starts from a snapshot and applies what came while it was on its way', async () => {
    const f = follow();
    f.change(put(5, 'old', {}));
    f.change(put(6, 'new', {}));
    f.asked[0]?.give(snapshot(5, { held: {} }));
    await settle();
    expect(f.last()).toMatchObject({ state: 'live', number: 6, snapshots: 1 });
    expect(f.keys()).toEqual(['held', 'new']);
  });

  it('drops repeats and removes rows', async () => {
    const f = follow();
    f.asked[0]?.give(snapshot(1, { a: { n: 1 } }));
    await settle();
    f.change(put(1, 'a', { n: 9 }));
    f.change(put(2, 'b', { n: 2 }));
    f.change(put(2, 'b', { n: 9 }));
    f.change(put(3, 'a', null));
    expect(f.last().view.alerts).toEqual({ b: { n: 2 } });
    expect(f.asked).toHaveLength(1);
  });

  it('asks for one snapshot when a number is missing, and goes on after it', async () => {
    const f = follow();
    f.asked[0]?.give(snapshot(1));
    await settle();
    f.change(put(3, 'c', {}));
    f.change(put(4, 'd', {}));
    expect(f.asked).toHaveLength(2);
    f.asked[1]?.give(snapshot(3, { c: {} }));
    await settle();
    expect(f.last().number).toBe(4);
    expect(f.keys()).toEqual(['c', 'd']);
  });

  it('does not ask in a loop when a snapshot leaves the gap open', async () => {
    const f = follow();
    f.asked[0]?.give(snapshot(1));
    await settle();
    f.change(put(9, 'far', {}));
    f.asked[1]?.give(snapshot(1));
    await settle();
    expect(f.asked).toHaveLength(2);
    expect(f.retries).toHaveLength(1);
  });

  it('says it is offline, keeps what it knows, and takes a new host whose numbers began again', async () => {
    const f = follow();
    f.asked[0]?.give(snapshot(900, { a: {} }));
    await settle();
    f.connect(false);
    expect(f.last()).toMatchObject({ state: 'offline', number: 900 });
    expect(f.keys()).toEqual(['a']);
    f.connect(true);
    f.asked[1]?.give(snapshot(2, { z: {} }));
    await settle();
    expect(f.last()).toMatchObject({ state: 'live', number: 2 });
    expect(f.keys()).toEqual(['z']);
  });

  it('asks again later when a snapshot cannot be had', async () => {
    const f = follow();
    f.asked[0]?.fail();
    await settle();
    expect(f.retries).toHaveLength(1);
    f.retries[0]?.();
    f.asked[1]?.give(snapshot(0));
    await settle();
    expect(f.last().state).toBe('live');
  });

  it('is silent after it was stopped', async () => {
    const f = follow();
    f.stop();
    f.asked[0]?.give(snapshot(3));
    await settle();
    expect(f.frames).toHaveLength(0);
  });
});

describe('applyOperations', () => {
  it('keeps the identity of collections that did not change, and never writes into the old view', () => {
    const before = { ...emptyView, alerts: Object.freeze({ a: {} }) as never };
    const after = applyOperations(before, [{ collection: 'alerts', key: 'b', row: {} }]);
    expect(after.orders).toBe(before.orders);
    expect(Object.keys(before.alerts)).toEqual(['a']);
    expect(Object.keys(after.alerts)).toEqual(['a', 'b']);
  });
  it('ignores a collection of a newer desk', () => {
    expect(applyOperations(emptyView, [{ collection: 'moons' as never, key: 'a', row: {} }])).toBe(emptyView);
  });
});
