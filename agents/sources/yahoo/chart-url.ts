/** Addresses of Yahoo's chart endpoint. */
import type { Timeframe } from '../../../shared/domain/bar.ts';

export const yahooHost = 'query1.finance.yahoo.com';

/** The endpoint's names of the desk's timeframes. */
export const intervals: Readonly<Record<Timeframe, string>> = {
  '1m': '1m',
  '5m': '5m',
  '15m': '15m',
  '30m': '30m',
  '1h': '1h',
  '1d': '1d',
  '1w': '1wk',
  '1mo': '1mo',
};

/** Bars of one symbol with splits and dividends, times in UTC epoch milliseconds. */
export function chartUrl(query: { symbol: string; timeframe: Timeframe; from: number; to: number }): string {
  const url = new URL(`https://${yahooHost}/v8/finance/chart/${encodeURIComponent(query.symbol)}`);
  url.searchParams.set('interval', intervals[query.timeframe]);
  url.searchParams.set('period1', String(Math.floor(query.from / 1000)));
  url.searchParams.set('period2', String(Math.ceil(query.to / 1000)));
  url.searchParams.set('events', 'div|split');
  url.searchParams.set('includePrePost', 'false');
  return url.toString();
}
