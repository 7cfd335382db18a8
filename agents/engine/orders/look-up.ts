/** Looking up orders of unknown fate: by client id, patiently, and never by sending again. */

import type { Broker, BrokerOrder } from '../../brokers/broker.ts';
import { pause, type Stopwatch, type Timers } from '../../kernel/clock.ts';

/** "Not found" counts only after this many look-ups over at least this long: a broker may be slow to know its own orders. */
export const notFoundAfter = { lookUps: 3, overMs: 10_000 } as const;
const waitsMs = [500, 2000, 4000, 5000] as const;

export interface LookUps {
  /** Begins to look an order up, once at a time per order. */
  begin(clientOrderId: string): void;
  /** Waits until nothing is being looked up. */
  settled(): Promise<void>;
  stop(): void;
}

/** Creates the look-up part. A call that fails says nothing and is repeated. */
export function createLookUps(options: {
  readonly broker: () => Broker | undefined;
  readonly timers: Timers & Stopwatch;
  readonly found: (order: BrokerOrder) => Promise<void>;
  readonly neverArrived: (clientOrderId: string) => void;
}): LookUps {
  const running = new Map<string, Promise<void>>();
  let stopped = false;
  const run = async (clientOrderId: string): Promise<void> => {
    const began = options.timers.elapsedMs();
    let missing = 0;
    for (let turn = 0; !stopped; turn++) {
      let seen: BrokerOrder | undefined;
      let answered = false;
      try {
        const broker = options.broker();
        seen = await broker?.orderByClientId(clientOrderId);
        answered = broker !== undefined;
      } catch {
        answered = false;
      }
      if (seen) return options.found(seen);
      if (answered) missing++;
      const longEnough = options.timers.elapsedMs() - began >= notFoundAfter.overMs;
      if (missing >= notFoundAfter.lookUps && longEnough) return options.neverArrived(clientOrderId);
      await pause(options.timers, waitsMs[Math.min(turn, waitsMs.length - 1)] ?? 5000);
    }
  };
  return {
    begin(clientOrderId) {
      if (running.has(clientOrderId) || stopped) return;
      running.set(
        clientOrderId,
        run(clientOrderId).finally(() => running.delete(clientOrderId)),
      );
    },
    async settled() {
      while (running.size > 0) await Promise.all(running.values());
    },
    stop() {
      stopped = true;
    },
  };
}
