/** Puts the sample market together: one seed, one market, the same bytes every time. */
import { createRandom, type Random } from '../../../shared/core/random.ts';
import { type Session, sessionsBetween, usEquityCalendar } from '../../../shared/domain/calendar.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { checkQuality } from '../quality.ts';
import { type BarRow, type CheckedSeries, columnsOf, type SourceBatch } from '../source.ts';
import {
  companies,
  delistedSymbol,
  haltedSymbol,
  indexName,
  indexSymbol,
  lateSymbol,
  minuteSymbols,
} from './companies.ts';
import { plantDirt } from './dirt.ts';
import { writeHeadlines } from './headlines.ts';
import { writeMacro } from './macro-series.ts';
import { studentT, walkMarket } from './market-path.ts';
import { minutesOf } from './minutes.ts';
import { extremes, type StockPath, walkStock } from './stock-path.ts';

/** First and last trading date: fifteen years. */
export const sampleFrom = '2011-01-03';
export const sampleTo = '2025-12-31';
/** The seed of the bundled market: bull and bear markets in its first and in its last years. */
export const defaultSeed = '5';
const minuteSessions = 5;

/** Generates the sample market. Pure; takes well under a second. */
export function generateSampleMarket(options: { seed?: string | number; dirt?: boolean } = {}): SourceBatch {
  const random = createRandom(`quantai/${options.seed ?? defaultSeed}`);
  const sessions = sessionsBetween(usEquityCalendar, sampleFrom, sampleTo);
  const last = sessions.length - 1;
  const market = walkMarket(sessions.length, random.fork('market'));
  const lateFrom = Math.floor(sessions.length * 0.24);
  const delistedAt = Math.floor(sessions.length * 0.78);
  const haltFrom = Math.floor(sessions.length * 0.41);
  const halted = new Set(Array.from({ length: 7 }, (_, k) => haltFrom + k));
  const from = (symbol: string): number => (symbol === lateSymbol ? lateFrom : 0);
  const to = (symbol: string): number => (symbol === delistedSymbol ? delistedAt : last);
  const news = writeHeadlines(sessions, (symbol, t) => t >= from(symbol) && t <= to(symbol), random.fork('news'));
  const sectors = walkSectors(sessions.length, market.volatility, random.fork('sectors'));
  const notes = ['Every price, company, headline and macro value here is synthetic: generated, not recorded.'];
  const paths = new Map<string, StockPath>();
  for (const company of companies) {
    const path = walkStock(
      company,
      {
        sessions,
        market,
        sector: sectors.get(company.sector) as Float64Array,
        newsImpact: news.impact.get(company.symbol) as Float64Array,
        newsDrift: news.drift.get(company.symbol) as Float64Array,
        from: from(company.symbol),
        to: to(company.symbol),
        halted: company.symbol === haltedSymbol ? halted : new Set(),
        fails: company.symbol === delistedSymbol,
      },
      random.fork(`stock/${company.symbol}`),
    );
    paths.set(company.symbol, path);
    for (const split of path.splits)
      notes.push(
        `${company.symbol} split ${split.ratio} for 1 on ${(sessions[split.session] as Session).date}; earlier prices are adjusted.`,
      );
  }
  notes.push(`${lateSymbol} was listed on ${(sessions[lateFrom] as Session).date}.`);
  notes.push(`${delistedSymbol} was delisted after ${(sessions[delistedAt] as Session).date}.`);
  notes.push(`${haltedSymbol} was halted for seven sessions from ${(sessions[haltFrom] as Session).date}.`);

  const daily = new Map<string, BarRow[]>([...paths].map(([symbol, path]) => [symbol, [...path.rows]]));
  daily.set(indexSymbol, walkIndex(sessions, paths, market.volatility, random.fork('index')));
  const minutes = new Map<string, BarRow[]>();
  for (const symbol of minuteSymbols) {
    const days = (daily.get(symbol) as BarRow[]).slice(-minuteSessions);
    minutes.set(
      symbol,
      days.flatMap((day) => minutesOf(day, random.fork(`minutes/${symbol}/${day.openTime}`))),
    );
  }
  if (options.dirt === true) {
    const spoil = random.fork('dirt');
    for (const company of companies.slice(0, 10))
      notes.push(...plantDirt(company.symbol, daily.get(company.symbol) as BarRow[], spoil.fork(company.symbol)));
  }

  const symbols = [...daily.keys()].sort();
  const series: CheckedSeries[] = [
    ...symbols.map((symbol) => checked(symbol, '1d', daily.get(symbol) as BarRow[])),
    ...[...minuteSymbols].sort().map((symbol) => checked(symbol, '1m', minutes.get(symbol) as BarRow[])),
  ];
  return {
    name: 'Sample market (synthetic)',
    synthetic: true,
    source: 'sample-market',
    benchmark: indexSymbol,
    instruments: symbols.map((symbol) => instrumentOf(symbol, (sessions[delistedAt] as Session).close)),
    series,
    news: news.items.filter((item) => item.publishedAt <= (sessions[last] as Session).close),
    macro: writeMacro(sessions, market, random),
    notes,
  };
}

function checked(symbol: string, timeframe: '1d' | '1m', rows: readonly BarRow[]): CheckedSeries {
  const series = { symbol, timeframe, columns: columnsOf(rows) };
  return { series, ...checkQuality(series, { calendar: 'us-equity' }) };
}

function instrumentOf(symbol: string, delistedAt: number): Instrument {
  const company = companies.find((c) => c.symbol === symbol);
  return {
    symbol,
    name: company === undefined ? indexName : `${company.name} (synthetic)`,
    kind: company === undefined ? 'index' : 'equity',
    sector: company?.sector ?? 'Index',
    currency: 'USD',
    tickSize: 0.01,
    lotSize: 1,
    tradable: company !== undefined,
    delistedAt: symbol === delistedSymbol ? delistedAt : null,
  };
}

/** Log returns of each sector beyond the market, with a little memory of their own. */
function walkSectors(sessions: number, volatility: Float64Array, random: Random): Map<string, Float64Array> {
  const sectors = new Map<string, Float64Array>();
  for (const sector of [...new Set(companies.map((c) => c.sector))].sort()) {
    const own = random.fork(sector);
    const path = new Float64Array(sessions);
    let trend = 0;
    for (let t = 0; t < sessions; t++) {
      path[t] = trend + 0.42 * (volatility[t] as number) * studentT(own, 6);
      trend = 0.985 * trend + 0.00007 * own.normal();
    }
    sectors.set(sector, path);
  }
  return sectors;
}

/** The index: value-weighted returns of the companies listed on both days, from 1000; a halted stock counts at its last price. */
function walkIndex(
  sessions: readonly Session[],
  paths: ReadonlyMap<string, StockPath>,
  volatility: Float64Array,
  random: Random,
): BarRow[] {
  const cursors = companies.map((company) => ({
    shares: company.sharesMillions,
    path: paths.get(company.symbol) as StockPath,
    i: -1,
  }));
  const rows: BarRow[] = [];
  let level = 1000;
  for (const [t, session] of sessions.entries()) {
    let [valueBefore, valueOpen, valueClose, volume] = [0, 0, 0, 0];
    for (const cursor of cursors) {
      if (cursor.path.sessionOf[cursor.i + 1] !== t) continue;
      const before = cursor.path.rows[cursor.i];
      cursor.i++;
      const row = cursor.path.rows[cursor.i] as BarRow;
      volume += row.volume;
      if (before === undefined) continue;
      valueBefore += before.close * cursor.shares;
      valueOpen += row.open * cursor.shares;
      valueClose += row.close * cursor.shares;
    }
    const open = valueBefore > 0 ? (level * valueOpen) / valueBefore : level;
    const close = valueBefore > 0 ? (level * valueClose) / valueBefore : level;
    const [o, c] = [Math.round(open * 100) / 100, Math.round(close * 100) / 100];
    const [high, low] = extremes(o, c, Math.max(0.7 * (volatility[t] as number), 0.001), random);
    rows.push({ openTime: session.open, closeTime: session.close, open: o, high, low, close: c, volume, dividend: 0 });
    level = close;
  }
  return rows;
}
