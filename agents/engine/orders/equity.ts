/** Equity over time, per strategy and for the account: the day's profit and the fall from the peak. */
import { isoDate } from '../../../shared/core/time.ts';

export interface EquityState {
  equity: number;
  peak: number;
  /** Equity at the close of the session before the current day. */
  dayStart: number;
  /** `2024-03-28` in UTC; empty before the first mark. */
  day: string;
}

export interface EquityTracker {
  /** Marks an equity at a market time; a new date closes the day before at its last mark. */
  mark(key: string, equity: number, time: number): EquityState;
  /** Measures the fall from the current equity on. */
  rebase(key: string): void;
  find(key: string): Readonly<EquityState> | undefined;
  entries(): readonly (readonly [string, EquityState])[];
  restore(entries: readonly (readonly [string, EquityState])[]): void;
}

/** Creates an empty tracker. */
export function createEquityTracker(): EquityTracker {
  const states = new Map<string, EquityState>();
  return {
    mark(key, equity, time) {
      const day = isoDate(time);
      let state = states.get(key);
      if (!state) {
        state = { equity, peak: equity, dayStart: equity, day };
        states.set(key, state);
      }
      if (state.day !== day) {
        state.dayStart = state.equity;
        state.day = day;
      }
      state.equity = equity;
      if (equity > state.peak) state.peak = equity;
      return state;
    },
    rebase(key) {
      const state = states.get(key);
      if (state) state.peak = state.equity;
    },
    find: (key) => states.get(key),
    entries: () => [...states].map(([key, state]) => [key, { ...state }] as const),
    restore(entries) {
      for (const [key, state] of entries) states.set(key, { ...state });
    },
  };
}
