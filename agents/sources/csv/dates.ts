/** Dates as files write them; a form that may be read two ways is settled by the whole file or refused. */
import { type Result, refuse } from '../../../shared/core/result.ts';

/** A moment as written: wall-clock milliseconds since 1970 in the zone of the file, and that zone's offset if it was written. */
export interface WrittenTime {
  readonly wallMs: number;
  readonly hasTime: boolean;
  /** Minutes east of UTC; null where none was written. */
  readonly offsetMinutes: number | null;
}

export type FieldOrder = 'ymd' | 'mdy' | 'dmy';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const zones: Readonly<Record<string, number>> = {
  z: 0,
  utc: 0,
  gmt: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  pst: -480,
  pdt: -420,
};

const yearFirst = /^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?:[T _]+(.*))?$/;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{2}|\d{4})(?:[T ,]+(.*))?$/;
const dayMonthName = /^(\d{1,2})[- ]([A-Za-z]{3})[a-z]*\.?[- ,]+(\d{4}|\d{2})(?:[T ,]+(.*))?$/;
const monthNameDay = /^([A-Za-z]{3})[a-z]*\.? (\d{1,2}),? +(\d{4})(?:[T ,]+(.*))?$/;
const clockTime =
  /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]m)?\s*(z|utc|gmt|[a-z]{2}t|[ap][sd]t|(?:utc|gmt)?[+-]\d{2}:?\d{2})?(?: ?\([^)]*\))?$/i;
const packedTime = /^(\d{2})(\d{2})(\d{2})?$/;

const fullYear = (text: string): number =>
  text.length === 4 ? Number(text) : Number(text) + (Number(text) < 70 ? 2000 : 1900);

/** UTC midnight of a calendar date, or undefined when there is no such date. */
function midnight(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1800 || year > 2200) return undefined;
  const ms = Date.UTC(year, month - 1, day);
  return new Date(ms).getUTCDate() === day ? ms : undefined;
}

function parseClock(text: string): { ms: number; offsetMinutes: number | null } | undefined {
  const packed = packedTime.exec(text);
  if (packed !== null) {
    const ms = (Number(packed[1]) * 3600 + Number(packed[2]) * 60 + Number(packed[3] ?? 0)) * 1000;
    return ms < 86_400_000 ? { ms, offsetMinutes: null } : undefined;
  }
  const match = clockTime.exec(text.trim());
  if (match === null) return undefined;
  let hour = Number(match[1]);
  const half = match[5]?.toLowerCase();
  if (half !== undefined) hour = (hour % 12) + (half === 'pm' ? 12 : 0);
  const [minute, second] = [Number(match[2]), Number(match[3] ?? 0)];
  if (hour > 24 || minute > 59 || second > 60) return undefined;
  const ms = (hour * 3600 + minute * 60 + second) * 1000 + Math.floor(Number(`0.${match[4] ?? 0}`) * 1000);
  const zone = match[6]?.toLowerCase();
  if (zone === undefined) return { ms, offsetMinutes: null };
  const named = zones[zone];
  if (named !== undefined) return { ms, offsetMinutes: named };
  const signed = /([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (signed === null) return undefined;
  const minutes = Number(signed[2]) * 60 + Number(signed[3]);
  return minutes > 840 ? undefined : { ms, offsetMinutes: signed[1] === '-' ? -minutes : minutes };
}

/** Parses one cell; numeric forms with the year last need the order. Undefined when it is no date. */
export function parseWritten(cell: string, order: FieldOrder): WrittenTime | undefined {
  let date: number | undefined;
  let rest: string | undefined;
  const last = yearLast.exec(cell);
  if (last !== null) {
    const [a, b, c] = [last[1] as string, last[3] as string, last[4] as string];
    if (order === 'ymd') {
      if (c.length !== 2 || a.length !== 2) return undefined;
      date = midnight(fullYear(a), Number(b), Number(c));
    } else
      date =
        order === 'mdy' ? midnight(fullYear(c), Number(a), Number(b)) : midnight(fullYear(c), Number(b), Number(a));
    rest = last[5];
  } else {
    const first = yearFirst.exec(cell);
    if (first !== null && (first[2] !== '' || /^\d{8}(\D|$)/.test(cell))) {
      date = midnight(Number(first[1]), Number(first[3]), Number(first[4]));
      rest = first[5];
    } else if (/^\d{10}(\d{3}(\d{3})?)?$|^\d{10}\.\d+$/.test(cell)) {
      const value = Number(cell);
      const wallMs = Math.floor(value > 1e14 ? value / 1000 : value > 1e11 ? value : value * 1000);
      return { wallMs, hasTime: true, offsetMinutes: 0 };
    } else {
      const named = dayMonthName.exec(cell);
      const american = named === null ? monthNameDay.exec(cell) : null;
      const [day, month, year, time] =
        named !== null
          ? [named[1], named[2], named[3], named[4]]
          : [american?.[2], american?.[1], american?.[3], american?.[4]];
      if (day === undefined || month === undefined || year === undefined) return undefined;
      date = midnight(fullYear(year), months.indexOf(month.toLowerCase()) + 1, Number(day));
      rest = time;
    }
  }
  if (date === undefined) return undefined;
  if (rest === undefined || rest.trim() === '') return { wallMs: date, hasTime: false, offsetMinutes: null };
  const clock = parseClock(rest.trim());
  return clock === undefined
    ? undefined
    : { wallMs: date + clock.ms, hasTime: true, offsetMinutes: clock.offsetMinutes };
}

export interface ReadDates {
  readonly times: readonly WrittenTime[];
  readonly notes: readonly string[];
}

/** Reads all dates of a file; `rows` are source row numbers. */
export function readDates(
  cells: readonly string[],
  rows: readonly number[],
  file: string,
  column: string,
): Result<ReadDates> {
  const notes: string[] = [];
  const place = (i: number): string => `${file}, row ${rows[i]}, column "${column}"`;
  const numeric = cells.findIndex((cell) => yearLast.test(cell));
  let order: FieldOrder = 'dmy';
  if (numeric >= 0) {
    const sample = cells[numeric] as string;
    // A dotted date with the year last is day first wherever it is used.
    const candidates: FieldOrder[] = /^\d{1,2}\./.test(sample) ? ['dmy'] : ['mdy', 'dmy', 'ymd'];
    const left = candidates.filter((candidate) => cells.every((cell) => parseWritten(cell, candidate) !== undefined));
    const likely = left.length > 1 ? left.filter((candidate) => candidate !== 'ymd' || left.length === 1) : left;
    if (likely.length > 1)
      return refuse(
        'ambiguous-dates',
        `"${sample}" may be read as month/day or as day/month, and no row of the file settles it.`,
        {
          where: place(numeric),
          fix: 'Write dates as 2016-03-01.',
        },
      );
    order = likely[0] ?? (candidates[0] as FieldOrder);
    if (likely.length === 1 && candidates.length > 1)
      notes.push(
        `Dates such as "${sample}" were read as ${{ mdy: 'month/day/year', dmy: 'day/month/year', ymd: 'year/month/day' }[order]}: no other order fits every row.`,
      );
    if (/\D\d{2}(\D|$)/.test(sample) && !/\d{4}/.test(sample)) notes.push('Two-digit years were read as 1970 to 2069.');
  }
  const times: WrittenTime[] = [];
  for (const [i, cell] of cells.entries()) {
    const parsed = parseWritten(cell, order);
    if (parsed === undefined)
      return refuse('bad-date', cell.trim() === '' ? 'A row has no date.' : `"${cell.slice(0, 40)}" is not a date.`, {
        where: place(i),
        fix: 'Write dates as 2016-03-01, with a time as 2016-03-01 09:30:00, with a zone as 2016-03-01T09:30:00-05:00.',
      });
    times.push(parsed);
  }
  const zoned = times.findIndex((t) => t.offsetMinutes !== null);
  const bare = times.findIndex((t) => t.offsetMinutes === null);
  if (zoned >= 0 && bare >= 0)
    return refuse('mixed-zones', `Some rows name a time zone ("${cells[zoned]}") and some do not ("${cells[bare]}").`, {
      where: place(Math.max(zoned, bare)),
      fix: 'Give every row a zone, or none.',
    });
  if (zoned >= 0) {
    const offsets = [...new Set(times.map((t) => t.offsetMinutes as number))].sort((a, b) => a - b);
    const spread = (offsets.at(-1) as number) - (offsets[0] as number);
    if (spread > 60)
      notes.push(
        `Rows carry ${offsets.length} different UTC offsets, up to ${spread / 60} hours apart; each row was converted by its own.`,
      );
  }
  return { ok: true, value: { times, notes } };
}
