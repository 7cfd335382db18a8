/** The process dies at any point of the submit path: after the restart the book is the broker's, and nothing was sent without its record. */
import { describe, expect, it } from 'vitest';
import type { Broker } from '../../../agents/brokers/broker.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { floorSpec, newDisk, openFloor } from './floor.ts';

const spec = { ...floorSpec, sizing: { kind: 'percent-of-equity', percent: 30 } } as const;

describe('a crash', () => {
  it('loses nothing, doubles nothing and sends nothing unrecorded, wherever it strikes', async () => {
    const outcomes = { sentAndUnacknowledged: 0, recordedAndUnsent: 0, quiet: 0 };
    for (let seed = 0; seed < 120; seed++) {
      const random = createRandom(`crash/${seed}`);
      const disk = newDisk();
      // Up to the first moment with orders on their way, later ones at random.
      const least = random.int(30);
      let [step, before] = [0, 0];
      let broken: ReturnType<typeof newDisk> | undefined;
      let watched = true;
      /** One turn of the event loop's inner queue, in which the process may die. */
      const turn = async (): Promise<void> => {
        await Promise.resolve();
        if (watched && !broken && step > least && disk.journal.length > before && random.next() < 0.12)
          broken = structuredClone(disk);
      };
      // The broker takes its time before and after it accepts.
      const wrap = (broker: Broker): Broker => ({
        ...broker,
        submit: async (approved, plan) => {
          for (let n = random.int(12); n > 0; n--) await turn();
          const outcome = await broker.submit(approved, plan);
          for (let n = random.int(12); n > 0; n--) await turn();
          return outcome;
        },
      });
      const options = { seed: `market/${seed}`, spec, bars: 60, wrap, diskTurns: () => random.int(6) };
      const first = await openFloor({ ...options, disk });
      first.approve();
      await first.quiet();
      while (step < 59 && !broken) {
        before = disk.journal.length;
        first.moment('s1', step++);
        for (let n = 0; n < 400 && !broken; n++) {
          if (n % 20 === 19) await new Promise((resolve) => setImmediate(resolve));
          await turn();
        }
        await first.quiet();
      }
      watched = false;
      const kept = broken ?? structuredClone(disk);
      await first.close();

      const intents = kept.journal.filter((line) => line.startsWith('{"kind":"intent"')).length;
      const truth = JSON.parse(kept.state.get('broker/simulated/paper') ?? '{"orders":[]}') as { orders: unknown[] };
      const accepted = kept.journal.filter((line) => line.includes('"event":"accept"')).length;
      if (truth.orders.length > accepted) outcomes.sentAndUnacknowledged++;
      else if (intents > truth.orders.length) outcomes.recordedAndUnsent++;
      else outcomes.quiet++;
      expect(truth.orders.length, `seed ${seed}: every order at the broker has its record`).toBeLessThanOrEqual(
        intents,
      );

      const second = await openFloor({ ...options, disk: kept });
      for (let n = 0; n < 60; n++) {
        second.clock.advance(500);
        await second.calm();
      }
      await second.quiet();
      expect(await second.orders.reconcile(), `seed ${seed}`).toEqual([]);
      expect(
        second.orders.openOrders().filter((o) => o.status === 'unknown'),
        `seed ${seed}`,
      ).toEqual([]);
      expect(second.sends, `seed ${seed}: a restart sends nothing again`).toEqual([]);
      expect(second.troubles, `seed ${seed}`).toEqual([]);
      // And it trades on.
      for (let i = step; i < Math.min(60, step + 3); i++) {
        second.moment('s2', i);
        await second.quiet();
      }
      expect(await second.orders.reconcile(), `seed ${seed}`).toEqual([]);
      await second.close();
    }
    expect(outcomes.sentAndUnacknowledged).toBeGreaterThan(0);
    expect(outcomes.recordedAndUnsent).toBeGreaterThan(10);
  });
});
