/** The kill latch: one Int32 in shared memory, tightened in an instant, stored durably, loosened only by a person. */

import { ok, type Result, refuse } from '../../../shared/core/result.ts';
import { type KillLevel, killLevelIndex, killLevels } from '../../../shared/domain/kill.ts';
import type { KillLatchPort } from '../../kernel/ports.ts';

/** What is kept on disk. */
export interface StoredLatch {
  readonly level: KillLevel;
  /** When it was last tightened, desk clock in epoch milliseconds. */
  readonly since: number;
}

/** Where the latch survives a restart. Both calls are synchronous: a trigger is acknowledged only when it is stored. */
export interface LatchStorePort {
  load(): StoredLatch | undefined;
  /** @throws Error when it cannot be stored; the latch stays closed in memory all the same. */
  save(latch: StoredLatch): void;
}

export interface KillLatch extends KillLatchPort {
  /** Hand this to a thread that must read or pull the latch itself. */
  readonly memory: SharedArrayBuffer;
  /** When it was last tightened; 0 when it never was. */
  since(): number;
  /** The last failure to store it, or null. */
  storageFault(): string | null;
  /**
   * Loosens to `armed`. The caller must have checked that a person asked.
   * @param askedAt - when the person asked; an older wish than the last trigger is refused, so a replayed one is harmless.
   */
  rearm(askedAt: number): Result<KillLevel>;
}

/** Opens the latch at its stored level; a store that cannot be read opens it `halted`. */
export function createKillLatch(options: {
  readonly store: LatchStorePort;
  readonly now: () => number;
  readonly memory?: SharedArrayBuffer;
}): KillLatch {
  const { store, now } = options;
  const memory = options.memory ?? new SharedArrayBuffer(4);
  const word = new Int32Array(memory, 0, 1);
  let since = 0;
  let fault: string | null = null;
  const raise = (index: number): boolean => {
    for (;;) {
      const held = Atomics.load(word, 0);
      if (held >= index) return false;
      if (Atomics.compareExchange(word, 0, held, index) === held) {
        Atomics.notify(word, 0);
        return true;
      }
    }
  };
  const level = (): KillLevel =>
    // A word out of range was written by a fault: treat it as the strongest level.
    killLevels[Math.min(Math.max(Atomics.load(word, 0), 0), killLevels.length - 1)] ?? 'flattened';
  const save = (): void => {
    try {
      store.save({ level: level(), since });
      fault = null;
    } catch (error) {
      fault = error instanceof Error ? error.message : String(error);
    }
  };
  try {
    const stored = store.load();
    if (stored !== undefined) {
      since = Number.isFinite(stored.since) ? stored.since : now();
      raise(Math.max(killLevelIndex(stored.level), killLevels.includes(stored.level) ? 0 : 3));
    }
  } catch (error) {
    fault = error instanceof Error ? error.message : String(error);
    raise(killLevelIndex('halted'));
  }
  return {
    memory,
    level,
    since: () => since,
    storageFault: () => fault,
    tighten(wanted) {
      // The flag first: no send may slip through while the disk is slow. Acknowledged only after the store.
      const tightened = raise(killLevelIndex(wanted));
      if (!tightened && fault === null) return;
      if (tightened) since = now();
      save();
    },
    rearm(askedAt) {
      if (askedAt < since)
        return refuse('stale-rearm', 'The wish to re-arm is older than the last trigger.', { fix: 'Ask again.' });
      Atomics.store(word, 0, 0);
      save();
      if (fault !== null) {
        raise(killLevelIndex('halted'));
        return refuse('latch-not-stored', `The re-armed latch could not be stored: ${fault}.`, {
          fix: 'Make the data folder writable and ask again.',
        });
      }
      return ok('armed');
    },
  };
}
