/** Time as a part handed in: the clock port, and UTC formatting that never reads the machine's zone. */
import type { EpochMs } from './units.ts';

/** Where "now" comes from: the wall, a simulation, or market replay. */
export interface Clock {
  now(): EpochMs;
}

export const dayMs = 86_400_000;
export const minuteMs = 60_000;

/** `2024-03-28` in UTC. */
export const isoDate = (time: number): string => new Date(time).toISOString().slice(0, 10);
/** `2024-03-28T13:30:00.000Z`. */
export const isoTime = (time: number): string => new Date(time).toISOString();
