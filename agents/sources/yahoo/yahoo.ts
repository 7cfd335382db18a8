/** Yahoo's chart answers as a source: needs no key, asks one symbol after the other and stops when asked to slow down. */
import { type Result, refuse } from '../../../shared/core/result.ts';
import { dayMs } from '../../../shared/core/time.ts';
import type { Source, SourceRequest } from '../source.ts';
import { type ChartSeries, readChart } from './chart-answer.ts';
import { chartUrl } from './chart-url.ts';

const mostSymbols = 50;
const defaultYears = 10;
const benchmarks = ['SPY', '^GSPC', 'VOO', 'IVV', 'QQQ'];

interface Question {
  readonly symbol: string;
  readonly url: string;
}

/** One question per symbol, or why the request is none. */
function questions(request: SourceRequest, now: number): Result<readonly Question[]> {
  const symbols = [...new Set((request.symbols ?? []).map((s) => s.trim().toUpperCase()))];
  if (symbols.length === 0)
    return refuse('no-symbols', 'No symbol was asked for.', { fix: 'Name at least one, e.g. AAPL.' });
  if (symbols.length > mostSymbols)
    return refuse('too-many-symbols', `${symbols.length} symbols are more than ${mostSymbols} at once.`, {
      fix: 'Ask in parts.',
    });
  const odd = symbols.find((s) => !/^[A-Z0-9.^=-]{1,32}$/.test(s));
  if (odd !== undefined)
    return refuse('bad-symbol', `"${odd.slice(0, 40)}" is not a symbol.`, {
      fix: 'Use letters, digits, and . ^ = -.',
    });
  const to = request.to ?? now;
  const from = request.from ?? to - defaultYears * 365.25 * dayMs;
  if (from >= to)
    return refuse('no-time', 'The bars would have to begin after they end.', { fix: 'Choose an earlier first day.' });
  const timeframe = request.timeframe ?? '1d';
  return {
    ok: true,
    value: symbols.map((symbol) => ({ symbol, url: chartUrl({ symbol, timeframe, from, to }) })),
  };
}

export const yahooSource: Source = {
  id: 'yahoo',
  name: 'Yahoo charts',
  needsKey: false,
  kinds: ['bars'],
  addresses(request, now) {
    const asked = questions(request, now);
    return asked.ok ? asked.value.map(({ url }) => url) : [];
  },
  async load(request, { fetchPage, clock }) {
    const now = clock.now();
    const asked = questions(request, now);
    if (!asked.ok) return asked;
    const symbols = asked.value.map(({ symbol }) => symbol);
    const loaded: ChartSeries[] = [];
    for (const { symbol, url } of asked.value) {
      const page = await fetchPage(url);
      if (!page.ok) return page;
      // One refusal refuses the load: half a data set would pass for a whole one.
      const chart = readChart(page.value, symbol, now);
      if (!chart.ok) return chart;
      loaded.push(chart.value);
    }
    loaded.sort((a, b) => (a.instrument.symbol < b.instrument.symbol ? -1 : 1));
    return {
      ok: true,
      value: {
        name: `Yahoo: ${symbols.slice(0, 4).join(', ')}${symbols.length > 4 ? ` and ${symbols.length - 4} more` : ''}`,
        synthetic: false,
        source: 'yahoo',
        benchmark:
          benchmarks.find((b) => symbols.includes(b)) ?? (symbols.length === 1 ? (symbols[0] as string) : null),
        instruments: loaded.map((l) => l.instrument),
        series: loaded.map((l) => l.checked),
        news: [],
        macro: [],
        notes: loaded.flatMap((l) => l.notes),
      },
    };
  },
};
