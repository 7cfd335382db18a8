/** The kill sequence: latch, cancel, wait until nothing is open, flatten, verify with the broker; and say what is left. */

import { z } from 'zod';
import type { Clock } from '../../../shared/core/time.ts';
import type { KillLevel, KillReport } from '../../../shared/domain/kill.ts';
import { killLevelIndex, killLevelSchema, killReportSchema } from '../../../shared/domain/kill.ts';
import { pause } from '../../kernel/clock.ts';
import type { OrderDeskPort, TimersPort } from '../../kernel/order-ports.ts';
import type { KillLatchPort } from '../../kernel/ports.ts';
import { flattenAll, type PositionOutcome } from './flatten.ts';

export interface KillWish {
  readonly level: Exclude<KillLevel, 'armed'>;
  readonly origin: KillReport['origin'];
  readonly reason: string;
}

/** Milliseconds of the sequence's patience. */
export interface KillPatience {
  /** Between two looks at the broker. */
  readonly lookEvery: number;
  /** Cancels are repeated this often while orders are open. */
  readonly cancelAgain: number;
  /** After this an order that will not go is reported, and the sequence goes on. */
  readonly cancelWithin: number;
  /** After this the report says what is left; trying goes on. */
  readonly flattenWithin: number;
  /** Between two tries after an incomplete report. */
  readonly tryAgain: number;
}
export const killPatience: KillPatience = {
  lookEvery: 50,
  cancelAgain: 1000,
  cancelWithin: 3000,
  flattenWithin: 5000,
  tryAgain: 5000,
};

export interface KillSequence {
  /** Closes the latch as its first instruction, then runs; pressed again it joins the running sequence or raises its level. */
  trigger(wish: KillWish): Promise<KillReport>;
  /** Goes on where a crash or a missing broker stopped it; does nothing when nothing is left to do. */
  resume(): Promise<KillReport | undefined>;
  running(): boolean;
  /** Forgets what was left to do: after a person re-armed. */
  clear(): void;
  stop(): void;
}

interface Unfinished extends KillWish {
  readonly triggeredAt: number;
}
const unfinishedSchema: z.ZodType<Unfinished> = z.object({
  level: killLevelSchema.exclude(['armed']),
  origin: killReportSchema.shape.origin,
  reason: z.string(),
  triggeredAt: z.number(),
});

export interface KillSequenceOptions {
  readonly orders: OrderDeskPort;
  readonly latch: KillLatchPort;
  readonly clock: Clock;
  readonly timers: TimersPort;
  readonly patience?: KillPatience;
  /** What is left to do, kept over a restart. */
  readonly state: { load(): string | undefined; save(json: string): void };
  /** Every stage, as it is reached. */
  readonly report: (report: KillReport) => void;
}

/** Creates the sequence. It needs no bus: only the latch and the order desk. */
export function createKillSequence(options: KillSequenceOptions): KillSequence {
  const { orders, latch, clock, timers } = options;
  const patience = options.patience ?? killPatience;
  let current: Unfinished | undefined;
  let work: Promise<KillReport> | undefined;
  let cancelRetry: (() => void) | undefined;
  let stopped = false;
  /** Whether a latch that was closed before the start has been looked after. */
  let followedUp = false;

  const remember = (unfinished: Unfinished | undefined): void => {
    try {
      options.state.save(JSON.stringify(unfinished ?? null));
    } catch {
      // The latch is what must survive, and it keeps itself; without this note a restart starts the sequence anew.
    }
  };

  /** What was left to do; null when nothing was, or when the note cannot be read: the latch says enough. */
  const recall = (): Unfinished | null => {
    try {
      const note = unfinishedSchema.safeParse(JSON.parse(options.state.load() ?? 'null'));
      return note.success ? note.data : null;
    } catch {
      return null;
    }
  };

  /** Cancels until the broker shows nothing that must go; answers how many went and what stayed. */
  const cancelAll = async (keepProtective: boolean, reason: string): Promise<{ asked: number; left: string[] }> => {
    const began = timers.elapsedMs();
    let asked = await orders.cancelWorking({ keepProtective, reason });
    let lastCancel = began;
    for (;;) {
      const protective = new Set(
        orders
          .openOrders()
          .filter((o) => ['stop-loss', 'take-profit', 'trailing-stop'].includes(o.intent.purpose))
          .map((o) => o.intent.clientOrderId),
      );
      const { openOrders } = await orders.brokerTruth();
      const left = openOrders.filter((o) => !(keepProtective && protective.has(o.clientOrderId)));
      if (left.length === 0) return { asked, left: [] };
      const now = timers.elapsedMs();
      if (now - began >= patience.cancelWithin || stopped) return { asked, left: left.map((o) => o.symbol) };
      if (now - lastCancel >= patience.cancelAgain) {
        asked = Math.max(asked, await orders.cancelWorking({ keepProtective, reason }));
        lastCancel = now;
      }
      await pause(timers, patience.lookEvery);
    }
  };

  const run = async (startMs: number, latchedMs: number): Promise<KillReport> => {
    let cancelledOrders = 0;
    let positions: readonly PositionOutcome[] = [];
    const make = (wish: Unfinished, phase: KillReport['phase'], finished: boolean, extra = ''): KillReport => ({
      level: wish.level,
      phase,
      origin: wish.origin,
      reason: (extra ? `${wish.reason} ${extra}` : wish.reason).slice(0, 400),
      triggeredAt: wish.triggeredAt,
      latchedMs,
      finishedMs: finished ? timers.elapsedMs() - startMs : null,
      cancelledOrders,
      positions: positions.map((p) => ({ ...p })),
    });
    for (;;) {
      const wish = current as Unfinished;
      const done = async (): Promise<KillReport> => {
        if (wish.level === 'paused') return make(wish, 'idle', true);
        options.report(make(wish, 'cancelling', false));
        const { asked, left } = await cancelAll(wish.level === 'halted', `kill: ${wish.level}`);
        cancelledOrders = Math.max(cancelledOrders, asked);
        const stuck = left.length > 0 ? `Still open: ${[...new Set(left)].join(', ')}.` : '';
        if (wish.level === 'halted') return make(wish, stuck ? 'incomplete' : 'idle', true, stuck);
        options.report(make(wish, 'flattening', false));
        const flat = await flattenAll({
          orders,
          timers,
          patience,
          decidedAt: clock.now(),
          startMs,
          stopped: () => stopped,
        });
        positions = flat.positions;
        return make(
          wish,
          flat.flat && !stuck ? 'verified-flat' : 'incomplete',
          true,
          [stuck, flat.text].filter(Boolean).join(' '),
        );
      };
      let report: KillReport;
      try {
        report = await done();
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        report = make(wish, 'incomplete', true, `The broker could not be reached: ${text}.`);
      }
      // It was pressed harder meanwhile.
      if (current !== wish) continue;
      if (report.phase === 'incomplete') {
        if (!stopped) cancelRetry = timers.after(patience.tryAgain, () => void sequence.resume());
      } else {
        current = undefined;
        remember(undefined);
      }
      options.report(report);
      return report;
    }
  };

  const begin = (startMs: number, latchedMs: number): Promise<KillReport> => {
    cancelRetry?.();
    work ??= run(startMs, latchedMs).finally(() => {
      work = undefined;
    });
    return work;
  };

  const sequence: KillSequence = {
    trigger(wish) {
      const startMs = timers.elapsedMs();
      followedUp = true;
      latch.tighten(wish.level);
      const latchedMs = timers.elapsedMs() - startMs;
      if (!current || killLevelIndex(wish.level) > killLevelIndex(current.level)) {
        current = { ...wish, triggeredAt: clock.now() };
        remember(current);
      }
      return begin(startMs, latchedMs);
    },
    async resume() {
      if (!current) {
        const level = latch.level();
        if (level === 'armed') return undefined;
        const stored = recall();
        // The latch may have been stored and the note not: after a restart a closed latch is always followed up once.
        if (stored === null && (followedUp || level === 'paused')) return undefined;
        const reason = 'The desk opened with the kill switch on.';
        current = stored ?? { level, origin: 'agent', reason, triggeredAt: clock.now() };
      }
      followedUp = true;
      return begin(timers.elapsedMs(), 0);
    },
    running: () => work !== undefined,
    clear() {
      cancelRetry?.();
      current = undefined;
      remember(undefined);
    },
    stop() {
      stopped = true;
      cancelRetry?.();
    },
  };
  return sequence;
}
