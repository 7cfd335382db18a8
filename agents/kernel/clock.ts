/** Clocks and timers: the wall (the one place that reads it) and a simulation that moves only when told to. */
import type { Clock } from '../../shared/core/time.ts';
import { type EpochMs, epochMs } from '../../shared/core/units.ts';

/** Waiting as a part handed in, so that a simulation can wait without waiting. */
export interface Timers {
  /** Runs an action once, `ms` milliseconds from now, unless the returned function is called before. */
  after(ms: number, action: () => void): () => void;
}

/** Durations, for health and progress only: never for anything that reaches a result. */
export interface Stopwatch {
  /** Milliseconds since an arbitrary moment; never runs backwards. */
  elapsedMs(): number;
}

export interface DeskClock extends Clock, Timers, Stopwatch {}

/** The machine's own time. */
export function createWallClock(): DeskClock {
  return {
    now: () => epochMs(Date.now()),
    elapsedMs: () => performance.now(),
    after(ms, action) {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    },
  };
}

export interface SimulatedClock extends DeskClock {
  /** Moves time forward and runs the timers that fall due, in order of their due time, then of their making. */
  advance(ms: number): void;
  /** Moves to a moment; an earlier one is ignored, for time never runs backwards. */
  advanceTo(time: number): void;
  /** Timers that wait. */
  readonly waiting: number;
}

interface Alarm {
  readonly due: number;
  readonly order: number;
  readonly action: () => void;
}

/** Time that stands still until advanced. */
export function createSimulatedClock(start: number): SimulatedClock {
  let time = start;
  let order = 0;
  const alarms = new Set<Alarm>();
  const next = (until: number): Alarm | undefined => {
    let first: Alarm | undefined;
    for (const alarm of alarms) {
      if (alarm.due > until) continue;
      if (first === undefined || alarm.due < first.due || (alarm.due === first.due && alarm.order < first.order))
        first = alarm;
    }
    return first;
  };
  const advanceTo = (target: number): void => {
    for (let alarm = next(target); alarm !== undefined; alarm = next(target)) {
      alarms.delete(alarm);
      time = Math.max(time, alarm.due);
      alarm.action();
    }
    time = Math.max(time, target);
  };
  return {
    now: (): EpochMs => epochMs(time),
    elapsedMs: () => time - start,
    after(ms, action) {
      const alarm: Alarm = { due: time + Math.max(0, ms), order: order++, action };
      alarms.add(alarm);
      return () => {
        alarms.delete(alarm);
      };
    },
    advance: (ms) => advanceTo(time + ms),
    advanceTo,
    get waiting() {
      return alarms.size;
    },
  };
}

/** A promise that resolves after a while on the given timers. */
export const pause = (timers: Timers, ms: number): Promise<void> =>
  new Promise((resolve) => {
    timers.after(ms, resolve);
  });
