/** Seeded random bars for engine tests: gaps, flat bars, touching prices, prices in cents. */
import { createRandom } from '../../shared/core/random.ts';
import { dayMs } from '../../shared/core/time.ts';
import type { BarColumns } from '../../shared/domain/bar.ts';

/** @param spanMs time from one open to the next; a bar is open for a quarter of it. */
export function randomBars(seed: string, length: number, spanMs: number = dayMs): BarColumns {
  const random = createRandom(`random-bars/${seed}`);
  const make = () => new Float64Array(length);
  const c = {
    openTime: make(),
    closeTime: make(),
    open: make(),
    high: make(),
    low: make(),
    close: make(),
    volume: make(),
    dividend: make(),
  };
  const cents = (value: number) => Math.max(0.01, Math.round(value * 100) / 100);
  let price = 20 + 80 * random.next();
  for (let i = 0; i < length; i++) {
    c.openTime[i] = i * spanMs;
    c.closeTime[i] = i * spanMs + spanMs / 4;
    const open = cents(price * Math.exp(0.02 * random.normal() * (random.int(4) === 0 ? 1 : 0.1)));
    const close = random.int(12) === 0 ? open : cents(open * Math.exp(0.02 * random.normal()));
    c.open[i] = open;
    c.close[i] = close;
    c.high[i] = cents(Math.max(open, close) * (1 + 0.015 * random.next() * random.int(2)));
    c.low[i] = cents(Math.min(open, close) * (1 - 0.015 * random.next() * random.int(2)));
    if ((c.high[i] as number) < Math.max(open, close)) c.high[i] = Math.max(open, close);
    if ((c.low[i] as number) > Math.min(open, close)) c.low[i] = Math.min(open, close);
    c.volume[i] = Math.floor(2000 * random.next());
    price = close;
  }
  return c;
}
