/** Reads price files into a market for `quantai backtest`: sessions of a calendar, one symbol a file. */
import { createMarket, type Market, type SeriesInput } from '../../agents/engine/columnar/market.ts';
import { type Result, refuse } from '../../shared/core/result.ts';
import { dayMs } from '../../shared/core/time.ts';
import type { BarColumns, Timeframe } from '../../shared/domain/bar.ts';
import { type CalendarId, calendars, dayOf } from '../../shared/domain/calendar.ts';
import { type PriceFile, readPrices } from './price-file.ts';

export interface BacktestMarket {
  readonly market: Market;
  readonly series: readonly SeriesInput[];
  readonly timeframe: Timeframe;
  readonly files: readonly { readonly symbol: string; readonly file: string; readonly bars: number }[];
  readonly notes: readonly string[];
}

export interface MarketRequest {
  readonly paths: readonly string[];
  readonly calendar: CalendarId;
  readonly lotSize: number;
  /** Prices are as traded: the dividends and splits of the files are booked. */
  readonly isUnadjusted: boolean;
}

const spans: readonly (readonly [number, Timeframe])[] = [
  [90_000, '1m'],
  [450_000, '5m'],
  [1_350_000, '15m'],
  [2_700_000, '30m'],
  [7_200_000, '1h'],
  [3 * dayMs, '1d'],
  [15 * dayMs, '1w'],
  [Number.POSITIVE_INFINITY, '1mo'],
];

/** The timeframe that the usual distance of rows speaks of. */
function timeframeOf(times: Float64Array): Timeframe {
  const steps = Array.from(
    { length: Math.max(0, times.length - 1) },
    (_, i) => (times[i + 1] as number) - (times[i] as number),
  );
  steps.sort((a, b) => a - b);
  const middle = steps[steps.length >> 1] ?? dayMs;
  return (spans.find(([most]) => middle < most) ?? (spans[5] as (typeof spans)[number]))[1];
}

/** Days become sessions of the calendar, whole days where it has none; a time of day is the end of its bar. */
function withSessions(file: PriceFile, calendar: CalendarId): BarColumns {
  const { bars } = file;
  const n = bars.close.length;
  const openTime = new Float64Array(n);
  const closeTime = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const time = bars.closeTime[i] as number;
    if (file.isIntraday) {
      const before = i > 0 ? (bars.closeTime[i - 1] as number) : time - ((bars.closeTime[1] ?? time + 60_000) - time);
      closeTime[i] = time;
      openTime[i] = Math.max(before, time - dayMs);
      continue;
    }
    const day = dayOf(time - dayMs);
    const session = calendars[calendar].sessionOn(day);
    openTime[i] = session?.open ?? day * dayMs;
    closeTime[i] = session?.close ?? (day + 1) * dayMs - 1;
  }
  return { ...bars, openTime, closeTime };
}

/** The first row that no engine can trade on, in words. */
function fault(file: PriceFile, columns: BarColumns): string | undefined {
  const { open, high, low, close, closeTime } = columns;
  for (let i = 0; i < close.length; i++) {
    const label = file.labels[i];
    const prices = [open[i], high[i], low[i], close[i]] as number[];
    if (!prices.every((p) => p > 0 && Number.isFinite(p)))
      return `The row ${label} has a price that is missing or not above zero.`;
    if (
      (low[i] as number) > Math.min(open[i] as number, close[i] as number) ||
      (high[i] as number) < Math.max(open[i] as number, close[i] as number)
    )
      return `The row ${label} has an open or close outside its high and low.`;
    if (i > 0 && !((closeTime[i] as number) > (closeTime[i - 1] as number))) return `The row ${label} is there twice.`;
  }
  return undefined;
}

/** Reads the files as they stand. @returns a refusal for a file, row or duplicate that cannot be traded on. */
export async function readMarket(request: MarketRequest): Promise<Result<BacktestMarket>> {
  const series: SeriesInput[] = [];
  const files: BacktestMarket['files'][number][] = [];
  const notes: string[] = [];
  for (const path of request.paths) {
    const read = await readPrices(path);
    if (!read.ok) return read;
    const file = read.value;
    const symbol = file.name.replace(/\.[^.]*$/, '').toUpperCase();
    if (series.some((s) => s.symbol === symbol))
      return refuse('bad-usage', `Two files are called ${symbol}.`, {
        where: '--data',
        fix: 'Give each symbol one file.',
      });
    if (Number.isNaN(file.bars.closeTime[0] ?? Number.NaN))
      return refuse('no-dates', 'A backtest needs dates.', { where: file.name, fix: 'Add a column of dates.' });
    const columns = withSessions(file, request.calendar);
    const wrong = fault(file, columns);
    if (wrong !== undefined) return refuse('bad-prices', wrong, { where: file.name, fix: 'Mend or remove the row.' });
    const { dividend, split } = file;
    const hasEvents = dividend?.some((d) => d > 0) || split?.some((f) => f !== 1);
    if (hasEvents && !request.isUnadjusted)
      notes.push(
        `${file.name} states dividends or splits; they are not booked. Add --unadjusted where its prices are as traded.`,
      );
    notes.push(...file.notes.map((note) => `${file.name}: ${note}`));
    series.push({
      symbol,
      timeframe: timeframeOf(columns.closeTime),
      columns: request.isUnadjusted && dividend ? { ...columns, dividend } : columns,
      ...(request.isUnadjusted && split ? { split } : {}),
    });
    files.push({ symbol, file: file.name, bars: columns.close.length });
  }
  const timeframe = series[0]?.timeframe ?? '1d';
  if (series.some((s) => s.timeframe !== timeframe))
    return refuse('bad-usage', 'The files have different timeframes.', {
      where: '--data',
      fix: 'Give files of one timeframe.',
    });
  series.sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  const instruments = series.map((s) => ({ symbol: s.symbol, lotSize: request.lotSize }));
  return { ok: true, value: { market: createMarket(series, instruments), series, timeframe, files, notes } };
}
