/** Random rules of the right types, and a market with gaps, holes, late starts and early ends to try them on. */
import fc from 'fast-check';
import { createRandom } from '../../shared/core/random.ts';
import { type BarColumns, barColumnNames, type Timeframe } from '../../shared/domain/bar.ts';
import { sessionsBetween, usEquityCalendar } from '../../shared/domain/calendar.ts';
import { indicators } from '../../shared/quant/indicators/index.ts';
import type { MarketSeries, RuleMarket, RuleScope } from '../../shared/strategy/rules/market.ts';

export const ruleParameters = { fast: 4, slow: 9, level: 1.5 };

/** Texts of numbers and conditions; those of schema 2 look at the symbols AAA to DDD, and at SPY which is not traded. */
export function ruleArbitraries(options: { longer: readonly Timeframe[]; intraday: boolean }) {
  const longer = fc.constantFrom(...options.longer);
  return fc.letrec<{ number: string; truth: string }>((tie) => ({
    number: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom('open', 'high', 'low', 'close', 'volume', 'fast', 'level', '2', '0.5', 'signal()', 'month()'),
      fc.constantFrom('day_of_week()', 'trading_day_of_month()', 'trading_days_left()', 'dividend()'),
      fc.constantFrom(...(options.intraday ? ['time_of_day()', 'minutes_to_close()'] : ['close'])),
      fc
        .tuple(tie('number'), fc.constantFrom('+', '-', '*', '/'), tie('number'))
        .map(([a, o, b]) => `(${a} ${o} ${b})`),
      tie('number').map((a) => `-${a}`),
      fc.tuple(fc.constantFrom('abs', 'sqrt', 'log'), tie('number')).map(([f, a]) => `${f}(${a})`),
      fc.tuple(fc.constantFrom('min', 'max'), tie('number'), tie('number')).map(([f, a, b]) => `${f}(${a}, ${b})`),
      fc.tuple(tie('number'), fc.integer({ min: 0, max: 20 })).map(([a, n]) => `prev(${a}, ${n})`),
      fc.tuple(tie('truth'), tie('number'), tie('number')).map(([c, a, b]) => `if(${c}, ${a}, ${b})`),
      fc
        .tuple(fc.constantFrom(...Object.keys(indicators)), tie('number'), fc.integer({ min: 2, max: 12 }))
        .map(([name, a, length]) => {
          const indicator = indicators[name];
          const series = (indicator?.inputs ?? []).filter((i) => i === 'series').map(() => a);
          const values = indicator?.parameters.map((p) => (p.name === 'length' && length >= p.min ? length : p.usual));
          return `${name}(${[...series, ...(values ?? [])].join(', ')})`;
        }),
      fc.tuple(longer, tie('number')).map(([t, a]) => `on("${t}", ${a})`),
      fc
        .tuple(fc.constantFrom('AAA', 'CCC', 'SPY', 'NONE'), tie('number'))
        .map(([symbol, a]) => `other("${symbol}", ${a})`),
      tie('number').map((a) => `partner(${a})`),
      tie('number').map((a) => `rank(${a})`),
      tie('number').map((a) => `universe_mean(${a})`),
      tie('truth').map((a) => `universe_share(${a})`),
    ),
    truth: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc
        .tuple(tie('number'), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('number'))
        .map(([a, o, b]) => `${a} ${o} ${b}`),
      fc.tuple(tie('truth'), fc.constantFrom('and', 'or'), tie('truth')).map(([a, o, b]) => `(${a}) ${o} (${b})`),
      tie('truth').map((a) => `not (${a})`),
      fc
        .tuple(fc.constantFrom('cross_over', 'cross_under'), tie('number'), tie('number'))
        .map(([f, a, b]) => `${f}(${a}, ${b})`),
      fc.constantFrom('regime() == "bull"', 'volatility_regime() != "low"'),
      fc.constantFrom('starts("week")', 'starts("month")', 'ends("week")', 'ends("month")', 'ends("quarter")'),
      fc.tuple(longer, tie('truth')).map(([t, a]) => `on("${t}", ${a})`),
      fc.tuple(fc.constantFrom('BBB', 'SPY'), tie('truth')).map(([symbol, a]) => `other("${symbol}", ${a})`),
      tie('truth').map((a) => `partner(${a})`),
    ),
  }));
}

export const roughScope = (timeframe: Timeframe): RuleScope => ({
  timeframe,
  calendar: 'us-equity',
  symbols: ['AAA', 'BBB', 'CCC', 'DDD'],
  partners: { AAA: 'BBB', BBB: 'AAA', CCC: 'DDD', DDD: 'CCC' },
});

const hourMs = 3_600_000;

/** Times of bars: one for each session, or one for each hour of it (the last is short). */
function barTimes(timeframe: '1d' | '1h', days: number): { open: number; close: number }[] {
  const sessions = sessionsBetween(usEquityCalendar, '2019-10-01', '2020-12-31').slice(0, days);
  if (timeframe === '1d') return sessions.map(({ open, close }) => ({ open, close }));
  return sessions.flatMap(({ open, close }) => {
    const hours: { open: number; close: number }[] = [];
    for (let t = open; t < close; t += hourMs) hours.push({ open: t, close: Math.min(close, t + hourMs) });
    return hours;
  });
}

/** Symbols whose bars are missing here and there, hold NaN here and there, begin late and end early. */
export function roughMarket(timeframe: '1d' | '1h', days: number, seed: string): Map<string, MarketSeries> {
  const times = barTimes(timeframe, days);
  const market = new Map<string, MarketSeries>();
  for (const symbol of ['AAA', 'BBB', 'CCC', 'DDD', 'SPY']) {
    const random = createRandom(`rough/${seed}/${symbol}`);
    const first = symbol === 'BBB' ? Math.floor(times.length * 0.2) : 0;
    const last = symbol === 'CCC' ? Math.floor(times.length * 0.7) : times.length;
    const rows: number[][] = [];
    let price = 20 + 60 * random.next();
    for (const { open: openTime, close: closeTime } of times.slice(first, last)) {
      const open = price * Math.exp(0.006 * random.normal());
      price = open * Math.exp(0.02 * random.normal());
      const high = Math.max(open, price) * (1 + 0.01 * random.next());
      const low = Math.min(open, price) * (1 - 0.01 * random.next());
      const volume = Math.floor(1e5 * random.next());
      const dividend = random.next() < 0.02 ? 0.3 : 0;
      const fate = random.next();
      if (symbol !== 'AAA' && fate < 0.06) continue;
      if (symbol !== 'AAA' && fate > 0.98)
        rows.push([openTime, closeTime, open, high, low, Number.NaN, volume, dividend]);
      else rows.push([openTime, closeTime, open, high, low, price, volume, dividend]);
    }
    const columns = {} as Record<keyof BarColumns, Float64Array>;
    for (const [i, name] of barColumnNames.entries())
      columns[name] = Float64Array.from(rows, (row) => row[i] as number);
    market.set(symbol, {
      columns,
      regime: {
        label: Uint8Array.from(rows, (_, i) => (i < 5 ? 255 : random.int(3))),
        volatility: Uint8Array.from(rows, (_, i) => (i < 5 ? 255 : random.int(3))),
      },
      signal: Float64Array.from(rows, (_, i) => (i < 7 ? Number.NaN : 2 * random.next() - 1)),
    });
  }
  return market;
}

export const marketOf = (series: ReadonlyMap<string, MarketSeries>): RuleMarket => ({
  series: (symbol) => series.get(symbol),
});
