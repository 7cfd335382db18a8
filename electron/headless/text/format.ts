/** Numbers as a terminal shows them: units on every one, a dash where a value does not exist. */
import { isoDate, isoTime } from '../../../shared/core/time.ts';

const none = '-';

export const ratio = (value: number | null, places = 2): string => (value === null ? none : value.toFixed(places));
export const percent = (share: number | null, places = 1): string =>
  share === null ? none : `${(share * 100).toFixed(places)} %`;
export const count = (value: number | null): string => (value === null ? none : String(value));
/** An amount with its thousands apart and two decimals, as the window shows it: `1,014,290.26`. The exact figure is in the JSON. */
export const money = (amount: string): string =>
  Number(amount).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
export const date = (time: number): string => isoDate(time);
export const time = (at: number): string => isoTime(at).replace('T', ' ').slice(0, 19);

/** `1 strategy`, `3 strategies`. */
export const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** `1.4 s`, `2 min 05 s`. */
export function duration(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** A bar of `width` characters, `share` from 0 to 1 of it filled. */
export function bar(share: number, width: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * width);
  return `${'█'.repeat(filled)}${'·'.repeat(width - filled)}`;
}
