/** The kill latch closes at once, survives restarts and faults, and opens only for a newer wish. */
import { describe, expect, it } from 'vitest';
import { createKillLatch, type StoredLatch } from '../../../../agents/engine/orders/kill-latch.ts';
import { killLevels } from '../../../../shared/domain/kill.ts';

const setUp = (stored?: StoredLatch) => {
  const disk = { stored, broken: false };
  let now = 1000;
  const boot = (memory?: SharedArrayBuffer) =>
    createKillLatch({
      now: () => now++,
      store: {
        load: () => {
          if (disk.broken) throw new Error('locked');
          return disk.stored;
        },
        save: (latch) => {
          if (disk.broken) throw new Error('disk full');
          disk.stored = latch;
        },
      },
      ...(memory ? { memory } : {}),
    });
  return { disk, boot };
};

describe('the kill latch', () => {
  it('only tightens', () => {
    const latch = setUp().boot();
    for (const first of killLevels)
      for (const second of killLevels) {
        const fresh = setUp().boot();
        fresh.tighten(first);
        fresh.tighten(second);
        expect(killLevels.indexOf(fresh.level())).toBe(Math.max(killLevels.indexOf(first), killLevels.indexOf(second)));
      }
    expect(latch.level()).toBe('armed');
  });

  it('is on disk when tighten returns, and opens at that level', () => {
    const { disk, boot } = setUp();
    boot().tighten('halted');
    expect(disk.stored).toMatchObject({ level: 'halted' });
    expect(boot().level()).toBe('halted');
  });

  it('holds in memory when the disk is full, says so, and stores at the next trigger', () => {
    const { disk, boot } = setUp();
    const latch = boot();
    disk.broken = true;
    latch.tighten('flattened');
    expect(latch.level()).toBe('flattened');
    expect(latch.storageFault()).toBe('disk full');
    disk.broken = false;
    latch.tighten('paused');
    expect(latch.storageFault()).toBeNull();
    expect(disk.stored).toMatchObject({ level: 'flattened' });
  });

  it('opens halted when the store cannot be read, and at the strongest level for a word it does not know', () => {
    const { disk, boot } = setUp();
    disk.broken = true;
    expect(boot().level()).toBe('halted');
    expect(
      setUp({ level: 'loose' as never, since: 1 })
        .boot()
        .level(),
    ).toBe('flattened');
    const latch = boot();
    new Int32Array(latch.memory)[0] = 77;
    expect(latch.level()).toBe('flattened');
  });

  it.each([null, 7, 'armed', {}, []])('opens stopped when what was stored is %j', (stored) => {
    const { boot } = setUp(stored as never);
    expect(boot().level()).not.toBe('armed');
    expect(boot().rearm(5000).ok).toBe(true);
  });

  it('re-arms for a wish newer than the trigger only, and not when that cannot be stored', () => {
    const { disk, boot } = setUp();
    const latch = boot();
    latch.tighten('paused');
    expect(latch.rearm(latch.since() - 1)).toMatchObject({ ok: false, error: { code: 'stale-rearm' } });
    expect(latch.level()).toBe('paused');
    disk.broken = true;
    expect(latch.rearm(latch.since() + 1)).toMatchObject({ ok: false, error: { code: 'latch-not-stored' } });
    expect(latch.level()).not.toBe('armed');
    disk.broken = false;
    expect(latch.rearm(latch.since() + 1)).toMatchObject({ ok: true });
    expect(boot().level()).toBe('armed');
  });

  it('is one word that every thread with its memory sees', () => {
    const { boot } = setUp();
    const latch = boot();
    const word = new Int32Array(latch.memory);
    latch.tighten('paused');
    expect(Atomics.load(word, 0)).toBe(1);
    Atomics.store(word, 0, 3);
    expect(latch.level()).toBe('flattened');
  });
});
