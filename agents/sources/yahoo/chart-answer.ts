/** Reads an answer of Yahoo's chart endpoint (version 8) into bars that are closed, or says why it cannot. */
import { z } from 'zod';
import { type Result, refuse } from '../../../shared/core/result.ts';
import type { Timeframe } from '../../../shared/domain/bar.ts';
import { calendars, dateOf, dayOf, weekdayOf } from '../../../shared/domain/calendar.ts';
import type { QualityIssue } from '../../../shared/domain/dataset.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { checkQuality } from '../quality.ts';
import { type BarRow, type CheckedSeries, columnsOf, type FetchedPage, tidyPrice } from '../source.ts';
import { intervals } from './chart-url.ts';

const largestBody = 8 * 1024 * 1024;
/** Names and labels: a longer one is no answer of the endpoint. */
const label = z.string().max(400);
const numbers = z.array(z.number().nullable());

/** Only what is used; the endpoint adds fields without notice. */
const answerSchema = z.object({
  chart: z.object({
    error: z.object({ code: label, description: label }).nullish(),
    result: z
      .array(
        z.object({
          meta: z.object({
            symbol: z.string().min(1).max(32),
            currency: label.nullish(),
            instrumentType: label.nullish(),
            exchangeTimezoneName: label.nullish(),
            gmtoffset: z.number().nullish(),
            longName: label.nullish(),
            shortName: label.nullish(),
            dataGranularity: label,
            currentTradingPeriod: z.object({ regular: z.object({ start: z.number(), end: z.number() }) }).nullish(),
          }),
          timestamp: z.array(z.number()).nullish(),
          events: z
            .object({
              dividends: z.record(z.string(), z.object({ amount: z.number(), date: z.number() })).nullish(),
              splits: z
                .record(z.string(), z.object({ date: z.number(), numerator: z.number(), denominator: z.number() }))
                .nullish(),
            })
            .nullish(),
          indicators: z.object({
            quote: z
              .array(
                z.object({
                  open: numbers.nullish(),
                  high: numbers.nullish(),
                  low: numbers.nullish(),
                  close: numbers.nullish(),
                  volume: numbers.nullish(),
                }),
              )
              .min(1),
          }),
        }),
      )
      .nullish(),
  }),
});
type Chart = NonNullable<z.infer<typeof answerSchema>['chart']['result']>[number];

export interface ChartSeries {
  readonly checked: CheckedSeries;
  readonly instrument: Instrument;
  readonly notes: readonly string[];
}

/** Currencies quoted in hundredths, with the one they are hundredths of. */
const hundredths: Readonly<Record<string, string>> = { GBp: 'GBP', GBX: 'GBP', ZAc: 'ZAR', ILA: 'ILS' };
const kinds: Readonly<Record<string, Instrument['kind']>> = {
  EQUITY: 'equity',
  ETF: 'etf',
  MUTUALFUND: 'etf',
  INDEX: 'index',
  CURRENCY: 'fx',
  CRYPTOCURRENCY: 'crypto',
  FUTURE: 'future',
};
const lengthMs: Readonly<Partial<Record<Timeframe, number>>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '30m': 1_800_000,
  '1h': 3_600_000,
};

/** Turns the endpoint's own words for trouble into refusals. */
function troubleIn(page: FetchedPage, symbol: string): Result<never> | undefined {
  const where = `Yahoo, ${symbol}`;
  if (page.status === 429 || /^\s*(edge: )?too many requests/i.test(page.body)) {
    const wait = Number(page.headers['retry-after']);
    return refuse('rate-limited', 'Yahoo asks for fewer requests.', {
      where,
      fix:
        Number.isFinite(wait) && wait > 0
          ? `Try again in ${Math.ceil(wait)} seconds.`
          : 'Try again in some minutes, with fewer symbols.',
    });
  }
  if (page.status === 401 || page.status === 403)
    return refuse('unauthorised', 'Yahoo did not allow this request.', {
      where,
      fix: 'Try again later; the endpoint needs no key.',
    });
  if (page.status === 404 || /"code":\s*"Not Found"/.test(page.body.slice(0, 400)))
    return refuse('unknown-symbol', `Yahoo has no data for "${symbol}"; it may be delisted.`, {
      where,
      fix: 'Check the symbol.',
    });
  if (page.status >= 500)
    return refuse('source-down', `Yahoo answered with an error (${page.status}).`, { where, fix: 'Try again later.' });
  return undefined;
}

/** Parses one answer. Bars that are not closed at `now` are left out: they are not known yet. */
export function readChart(page: FetchedPage, symbol: string, now: number): Result<ChartSeries> {
  const where = `Yahoo, ${symbol}`;
  const trouble = troubleIn(page, symbol);
  if (trouble !== undefined) return trouble;
  if (page.body.length > largestBody)
    return refuse('answer-too-large', 'The answer is far too large.', { where, fix: 'Ask for a shorter time.' });
  let json: unknown;
  try {
    json = JSON.parse(page.body);
  } catch {
    return refuse('not-json', `Yahoo sent something other than data (status ${page.status}).`, {
      where,
      fix: 'Try again later.',
    });
  }
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    return refuse(
      'unexpected-answer',
      `The answer does not have the expected form${first === undefined ? '' : ` (${first.path.join('.')})`}.`,
      { where, fix: 'Try again later.' },
    );
  }
  const { error, result } = parsed.data.chart;
  if (error)
    return refuse('source-refused', `Yahoo refused: ${error.description.slice(0, 160)}.`, {
      where,
      fix: 'Check symbol and time.',
    });
  const chart = result?.[0];
  if (chart === undefined) return refuse('no-data', 'Yahoo sent no data.', { where, fix: 'Check symbol and time.' });
  return seriesOf(chart, symbol, now);
}

function seriesOf(chart: Chart, symbol: string, now: number): Result<ChartSeries> {
  const where = `Yahoo, ${symbol}`;
  const notes: string[] = [];
  const { meta, timestamp, events } = chart;
  if (meta.symbol.toUpperCase() !== symbol.toUpperCase())
    return refuse('wrong-symbol', `Yahoo answered for "${meta.symbol}" instead of "${symbol}".`, {
      where,
      fix: 'Ask for that symbol.',
    });
  const timeframe = (Object.keys(intervals) as Timeframe[]).find((t) => intervals[t] === meta.dataGranularity);
  if (timeframe === undefined)
    return refuse(
      'unsupported-timeframe',
      `Yahoo answered with bars of ${meta.dataGranularity}, which the desk does not keep.`,
      { where, fix: 'Ask for a shorter time.' },
    );
  const [quote] = chart.indicators.quote;
  if (!timestamp || timestamp.length === 0)
    return refuse('no-data', 'Yahoo has no bars for this time.', { where, fix: 'Ask for another time.' });
  const columns = [quote?.open, quote?.high, quote?.low, quote?.close, quote?.volume];
  if (columns.some((column) => column?.length !== timestamp.length))
    return refuse('unexpected-answer', 'The columns of the answer differ in length.', {
      where,
      fix: 'Try again later.',
    });
  const unit = hundredths[meta.currency ?? ''];
  const divisor = unit === undefined ? 1 : 100;
  if (unit !== undefined)
    notes.push(`${symbol} is quoted in hundredths (${meta.currency}); prices were divided by 100.`);

  const dividends = new Map(
    Object.values(events?.dividends ?? {}).map((d) => [dayKey(d.date, meta.gmtoffset ?? 0), d.amount]),
  );
  for (const split of Object.values(events?.splits ?? {}).sort((a, b) => a.date - b.date))
    notes.push(
      `${symbol} split ${split.numerator} for ${split.denominator} on ${dateOf(dayKey(split.date, meta.gmtoffset ?? 0))}; prices are adjusted.`,
    );
  const issues: QualityIssue[] = [];
  const rows: BarRow[] = [];
  let empty = 0;
  let unclosed = 0;
  for (const [i, seconds] of timestamp.entries()) {
    const [open, high, low, close, volume] = columns.map((column) => column?.[i] ?? null);
    if (open == null || high == null || low == null || close == null || Math.min(open, high, low, close) <= 0) {
      empty++;
      continue;
    }
    const [openTime, closeTime] = timesOf(seconds * 1000, timeframe, meta);
    if (closeTime > now) {
      unclosed++;
      continue;
    }
    const before = rows.at(-1);
    if (before !== undefined && openTime < before.closeTime) {
      issues.push({
        code: 'overlapping-bar',
        row: i + 1,
        text: `bar ${i + 1} begins before the one before it ends; left out`,
        repaired: true,
      });
      continue;
    }
    rows.push({
      openTime,
      closeTime,
      open: tidyPrice(open / divisor),
      high: tidyPrice(Math.max(open, high, low, close) / divisor),
      low: tidyPrice(Math.min(open, high, low, close) / divisor),
      close: tidyPrice(close / divisor),
      volume: Math.max(0, volume ?? 0),
      dividend: tidyPrice((dividends.get(dayKey(seconds, meta.gmtoffset ?? 0)) ?? 0) / divisor),
    });
  }
  if (empty > 0) notes.push(`${symbol}: ${empty} bar${empty === 1 ? '' : 's'} without prices left out.`);
  if (unclosed > 0) notes.push(`${symbol}: the bar of the running session is not closed yet and was left out.`);
  if (rows.length === 0)
    return refuse('no-data', 'Yahoo has no closed bars for this time.', { where, fix: 'Ask for another time.' });
  const series = { symbol: meta.symbol.toUpperCase(), timeframe, columns: columnsOf(rows) };
  const report = checkQuality(series, { calendar: calendarOf(meta), earlier: issues });
  return { ok: true, value: { checked: { series, ...report }, instrument: instrumentOf(chart, unit), notes } };
}

/** Local trading date of a time as a day number. */
const dayKey = (seconds: number, offsetSeconds: number): number => dayOf((seconds + offsetSeconds) * 1000);

const calendarOf = (meta: Chart['meta']): 'us-equity' | 'always' | null => {
  if (meta.instrumentType === 'CRYPTOCURRENCY') return 'always';
  const american = meta.exchangeTimezoneName === 'America/New_York';
  return american && ['EQUITY', 'ETF', 'INDEX', 'MUTUALFUND'].includes(meta.instrumentType ?? '') ? 'us-equity' : null;
};

/** Opening and closing time of a bar. Longer bars count as known when their last session, or their whole span, is over. */
function timesOf(stamp: number, timeframe: Timeframe, meta: Chart['meta']): [number, number] {
  const intraday = lengthMs[timeframe];
  if (intraday !== undefined) return [stamp, stamp + intraday];
  const calendar = calendarOf(meta);
  const offset = (meta.gmtoffset ?? 0) * 1000;
  const day = dayOf(stamp + offset);
  let last = day;
  if (timeframe === '1w') last = day + (calendar === 'always' ? 6 : 4 - ((weekdayOf(day) + 6) % 7));
  if (timeframe === '1mo') {
    const [year, month] = dateOf(day).split('-').map(Number) as [number, number];
    last = Date.UTC(year, month, 1) / 86_400_000 - 1;
  }
  if (calendar !== null) {
    let first = day;
    while (first < last && calendars[calendar].sessionOn(first) === undefined) first++;
    while (last > first && calendars[calendar].sessionOn(last) === undefined) last--;
    const [begin, end] = [calendars[calendar].sessionOn(first), calendars[calendar].sessionOn(last)];
    if (begin !== undefined && end !== undefined) return [begin.open, end.close];
  }
  const regular = meta.currentTradingPeriod?.regular;
  const session = regular === undefined ? 86_400_000 : (regular.end - regular.start) * 1000;
  if (timeframe === '1d') {
    // The running day is stamped with its last trade: its session began when sessions begin.
    const usual =
      regular === undefined ? stamp : day * 86_400_000 - offset + ((regular.start * 1000 + offset) % 86_400_000);
    const open = Math.abs(stamp - usual) > 7_200_000 ? usual : stamp;
    return [open, open + Math.min(86_400_000, Math.max(session, 3_600_000))];
  }
  return [stamp, (last + 1) * 86_400_000 - offset];
}

function instrumentOf({ meta }: Chart, unit: string | undefined): Instrument {
  const kind = kinds[meta.instrumentType ?? ''] ?? 'equity';
  const currency = unit ?? meta.currency ?? 'USD';
  return {
    symbol: meta.symbol.toUpperCase(),
    name: (meta.longName ?? meta.shortName ?? meta.symbol).replace(/\s+/g, ' ').slice(0, 120),
    kind,
    sector: 'Unknown',
    currency: /^[A-Z]{3}$/.test(currency) ? currency : 'USD',
    tickSize: kind === 'fx' ? 0.00001 : 0.01,
    lotSize: kind === 'crypto' ? 0.00001 : 1,
    tradable: kind !== 'index',
    delistedAt: null,
  };
}
