/** Planted errors of the sample market, on request: what a careless download would bring, for the quality check to find. */
import type { Random } from '../../../shared/core/random.ts';
import { isoDate } from '../../../shared/core/time.ts';
import type { BarRow } from '../source.ts';

/** Spoils the rows of one company and says how; the rows given are changed. */
export function plantDirt(symbol: string, rows: BarRow[], random: Random): string[] {
  const notes: string[] = [];
  const spot = (): number => 50 + random.int(rows.length - 100);
  const kind = random.int(5);
  if (kind === 0) {
    const row = rows[spot()] as BarRow;
    for (const name of ['open', 'high', 'low', 'close'] as const) row[name] *= 100;
    notes.push(`${symbol}: planted a 100-fold price on ${isoDate(row.closeTime)}`);
  } else if (kind === 1) {
    const at = spot();
    notes.push(`${symbol}: planted a gap of six sessions from ${isoDate((rows[at] as BarRow).closeTime)}`);
    rows.splice(at, 6);
  } else if (kind === 2) {
    const row = rows[spot()] as BarRow;
    [row.high, row.low] = [row.low * 0.99, row.high * 1.01];
    notes.push(`${symbol}: planted a high below the low on ${isoDate(row.closeTime)}`);
  } else if (kind === 3) {
    const at = spot();
    for (const row of rows.slice(0, at)) for (const name of ['open', 'high', 'low', 'close'] as const) row[name] *= 4;
    notes.push(`${symbol}: planted a split of 4 that was not adjusted on ${isoDate((rows[at] as BarRow).closeTime)}`);
  } else {
    const at = spot();
    const held = (rows[at - 1] as BarRow).close;
    for (const row of rows.slice(at, at + 9))
      Object.assign(row, { open: held, high: held, low: held, close: held, volume: 0, dividend: 0 });
    notes.push(`${symbol}: planted nine frozen sessions from ${isoDate((rows[at] as BarRow).closeTime)}`);
  }
  return notes;
}
