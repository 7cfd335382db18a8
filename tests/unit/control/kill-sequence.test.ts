/** The note of an unfinished kill sequence may be damaged; the latch says enough to go on. */
import { describe, expect, it } from 'vitest';
import { createKillSequence } from '../../../agents/control/m3-kill-switch/sequence.ts';
import type { OrderDeskPort } from '../../../agents/kernel/order-ports.ts';
import { epochMs } from '../../../shared/core/units.ts';
import type { KillReport } from '../../../shared/domain/kill.ts';

/** A sequence over a broker that holds nothing. */
const setUp = (note: string | undefined) => {
  const reports: KillReport[] = [];
  const orders: Partial<OrderDeskPort> = {
    cancelWorking: async () => 0,
    openOrders: () => [],
    positions: () => [],
    brokerTruth: async () => ({ openOrders: [], positions: [] }),
  };
  const sequence = createKillSequence({
    orders: orders as OrderDeskPort,
    latch: { level: () => 'flattened', tighten: () => undefined },
    clock: { now: () => epochMs(7) },
    timers: { after: () => () => undefined, elapsedMs: () => 0 },
    state: { load: () => note, save: () => undefined },
    report: (report) => reports.push(report),
  });
  return { sequence, reports };
};

describe('an unfinished kill sequence', () => {
  it.each(['', '{"level":', '{}', '7', '{"level":"armed"}', undefined])(
    'goes on when its note reads %s',
    async (note) => {
      const { sequence, reports } = setUp(note);
      expect(await sequence.resume()).toMatchObject({ level: 'flattened', phase: 'verified-flat', origin: 'agent' });
      expect(reports.at(-1)?.phase).toBe('verified-flat');
    },
  );

  it('goes on as what it was when its note can be read', async () => {
    const note = { level: 'halted', origin: 'hotkey', reason: 'chord', triggeredAt: 3 };
    const { sequence } = setUp(JSON.stringify(note));
    expect(await sequence.resume()).toMatchObject({ ...note, phase: 'idle' });
  });
});
