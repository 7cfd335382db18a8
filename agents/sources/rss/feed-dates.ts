/** Dates of feeds: RFC 822 and ISO 8601 with a zone, read by rule and never by the machine's own zone. */

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const zoneMinutes: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
};

const rfc822 =
  /^(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{4}|\d{2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([a-z]{1,3}|[+-]\d{4})$/i;
const iso8601 = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(z|[+-]\d{2}:?\d{2})?)?$/i;

function offsetOf(zone: string): number | undefined {
  const known = zoneMinutes[zone.toLowerCase()];
  if (known !== undefined) return known;
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (match === null) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return minutes > 840 ? undefined : match[1] === '-' ? -minutes : minutes;
}

/** UTC epoch milliseconds, or undefined for what is no date. A bare ISO date or time counts as UTC. */
export function feedDate(text: string): number | undefined {
  const trimmed = text.trim();
  const mail = rfc822.exec(trimmed);
  if (mail !== null) {
    const offset = offsetOf(mail[7] as string);
    const year = Number(mail[3]) + ((mail[3] as string).length === 2 ? 2000 : 0);
    return timeOf(
      year,
      monthNames.indexOf((mail[2] as string).toLowerCase()),
      Number(mail[1]),
      mail.slice(4, 7),
      offset,
    );
  }
  const iso = iso8601.exec(trimmed);
  if (iso === null) return undefined;
  return timeOf(
    Number(iso[1]),
    Number(iso[2]) - 1,
    Number(iso[3]),
    iso.slice(4, 7),
    iso[7] === undefined ? 0 : offsetOf(iso[7]),
  );
}

function timeOf(
  year: number,
  month: number,
  day: number,
  clock: readonly (string | undefined)[],
  offset: number | undefined,
): number | undefined {
  const [hour, minute, second] = clock.map((part) => Number(part ?? 0)) as [number, number, number];
  if (offset === undefined || month < 0 || month > 11 || hour > 23 || minute > 59 || second > 60) return undefined;
  const midnight = Date.UTC(year, month, day);
  if (new Date(midnight).getUTCDate() !== day || year < 1990 || year > 2100) return undefined;
  return midnight + ((hour * 60 + minute - offset) * 60 + second) * 1000;
}
