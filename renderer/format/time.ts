/** Times as text: exchange time on the face, UTC behind it. */
import { dash } from './numbers.ts';

/** The listing exchange's zone; bars and orders are shown in it. */
export const exchangeZone = 'America/New_York';

const make = (options: Intl.DateTimeFormatOptions, timeZone = exchangeZone): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { hourCycle: 'h23', timeZone, ...options });
const clock = make({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const minutes = make({ hour: '2-digit', minute: '2-digit' });
const dateTime = make({ day: '2-digit', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
const zoneName = make({ timeZoneName: 'short' });
const day = make({ day: '2-digit', month: 'short', year: 'numeric' }, 'UTC');
const month = make({ month: 'short', year: 'numeric' }, 'UTC');
const known = (time: number | null | undefined): time is number =>
  time !== null && time !== undefined && Number.isFinite(time) && time > 0;

/** Three letters for every month, so that columns of dates line up. */
const evenMonths = (text: string): string => text.replace('Sept', 'Sep');

/** `15:59:58` in exchange time. */
export const formatClock = (time: number | null | undefined): string => (known(time) ? clock.format(time) : dash);
/** `15:59` in exchange time. */
export const formatMinutes = (time: number | null | undefined): string => (known(time) ? minutes.format(time) : dash);
/** `28 Mar 2024, 16:00` in exchange time. */
export const formatDateTime = (time: number | null | undefined): string =>
  known(time) ? evenMonths(dateTime.format(time)) : dash;
/** The session's date, `28 Mar 2024`; daily bars carry their date in UTC. */
export const formatDay = (time: number | null | undefined): string =>
  known(time) ? evenMonths(day.format(time)) : dash;
/** `Mar 2024`. */
export const formatMonth = (time: number | null | undefined): string =>
  known(time) ? evenMonths(month.format(time)) : dash;
/** `28 Mar 2024 20:00:00 UTC`: what stands behind every exchange time. */
export const formatUtc = (time: number | null | undefined): string =>
  known(time) ? `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC` : dash;
/** `EST`, `EDT` or `GMT-4`, as the machine's tables name it. */
export const zoneLabel = (time: number): string => {
  const name = zoneName.formatToParts(time).find((part) => part.type === 'timeZoneName')?.value ?? '';
  return { 'GMT-5': 'EST', 'GMT-4': 'EDT' }[name] ?? name;
};

/** How long ago: `now`, `12 s ago`, `4 min ago`, `3 h ago`, `2 d ago`. */
export function formatAgo(time: number | null | undefined, now: number): string {
  if (!known(time)) return dash;
  const seconds = Math.max(0, Math.round((now - time) / 1000));
  if (seconds < 3) return 'now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}
