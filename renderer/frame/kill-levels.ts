/** The kill switch in words: each level, what it does, and how it looks. */
import type { KillLevel } from '../../shared/domain/kill.ts';
import type { Shape, Tone } from '../ui/badge.tsx';

export type PulledLevel = Exclude<KillLevel, 'armed'>;
export interface LevelWords {
  readonly title: string;
  readonly verb: string;
  readonly does: string;
  readonly tone: Tone;
  readonly shape: Shape;
}
export const levelWords: Readonly<Record<KillLevel, LevelWords>> = {
  armed: { title: 'Armed', verb: 'Re-arm', does: 'Trading is allowed.', tone: 'good', shape: 'disc' },
  paused: {
    title: 'Paused',
    verb: 'Pause',
    does: 'No new entries. Exits and stops go on.',
    tone: 'warn',
    shape: 'bars',
  },
  halted: {
    title: 'Halted',
    verb: 'Halt',
    does: 'No new entries, and every working order is cancelled but protective stops.',
    tone: 'critical',
    shape: 'square',
  },
  flattened: {
    title: 'Flattened',
    verb: 'Flatten',
    does: 'Every order cancelled, every position closed, and the broker asked whether all is flat.',
    tone: 'critical',
    shape: 'cross',
  },
};
export const pulledLevels: readonly PulledLevel[] = ['paused', 'halted', 'flattened'];
export const levelForce: Readonly<Record<KillLevel, number>> = { armed: 0, paused: 1, halted: 2, flattened: 3 };
/** Test ids and short names: the level's verb in lower case. */
export const levelKey: Readonly<Record<PulledLevel, string>> = {
  paused: 'pause',
  halted: 'halt',
  flattened: 'flatten',
};
export const holdMs = 900;
