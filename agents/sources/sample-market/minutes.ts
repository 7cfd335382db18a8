/** One-minute sessions of the sample market: each day's minutes begin, end and peak exactly where its daily bar says. */
import type { Random } from '../../../shared/core/random.ts';
import { type BarRow, tidyPrice } from '../source.ts';

const minuteMs = 60_000;

/** Splits one daily bar into one-minute bars. Volume follows the U-shape of a trading day; minute opens follow the last close. */
export function minutesOf(day: BarRow, random: Random): BarRow[] {
  const count = Math.round((day.closeTime - day.openTime) / minuteMs);
  const a = Math.log(day.open);
  const b = Math.log(day.close);
  const room = Math.log(day.high / day.low);
  const walk: number[] = [0];
  for (let i = 1; i <= count; i++) walk.push((walk[i - 1] as number) + random.normal());
  const drift = (walk[count] as number) / count;
  // A bridge from open to close, folded back into the day's range where it leaves it.
  const scale = room / (2.2 * Math.sqrt(count));
  const path = walk.map((w, i) => folded(a + ((b - a) * i) / count + scale * (w - drift * i), day));
  const inner = path.slice(1, -1);
  const top = 1 + inner.indexOf(Math.max(...inner));
  const bottom = 1 + inner.indexOf(Math.min(...inner));
  const weights = Array.from({ length: count }, (_, i) => {
    const x = (2 * i) / (count - 1) - 1;
    return (0.5 + 1.5 * x * x) * Math.exp(0.4 * random.normal());
  });
  const total = weights.reduce((sum, w) => sum + w, 0);
  const rows: BarRow[] = [];
  let left = day.volume;
  for (let i = 0; i < count; i++) {
    const open = i === 0 ? day.open : (rows[i - 1] as BarRow).close;
    const close = i === count - 1 ? day.close : tidyPrice(Math.round(Math.exp(path[i + 1] as number) * 100) / 100);
    const jitter = (room / Math.sqrt(count)) * 0.25;
    const wick = (sign: number): number => Math.exp(sign * jitter * random.next());
    let high = Math.max(open, close, Math.round(Math.max(open, close) * wick(1) * 100) / 100);
    let low = Math.min(open, close, Math.round(Math.min(open, close) * wick(-1) * 100) / 100);
    high = Math.min(high, day.high);
    low = Math.max(low, day.low);
    if (i + 1 === top) high = day.high;
    if (i + 1 === bottom) low = day.low;
    high = Math.max(high, open, close);
    low = Math.min(low, open, close);
    const volume = i === count - 1 ? left : Math.min(left, Math.floor((day.volume * (weights[i] as number)) / total));
    left -= volume;
    const openTime = day.openTime + i * minuteMs;
    rows.push({ openTime, closeTime: openTime + minuteMs, open, high, low, close, volume, dividend: 0 });
  }
  return rows;
}

/** Mirrors a log price at the day's high and low until it lies between them. */
function folded(value: number, day: BarRow): number {
  const top = Math.log(day.high);
  const bottom = Math.log(day.low);
  const room = top - bottom;
  if (room <= 0) return top;
  const phase = (((value - bottom) % (2 * room)) + 2 * room) % (2 * room);
  return bottom + (phase <= room ? phase : 2 * room - phase);
}
