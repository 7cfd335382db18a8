/** Longer bars and other symbols leak nothing: when every bar after a moment is cut off or scrambled, nothing before it moves. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../shared/core/random.ts';
import { type BarColumns, barColumnNames } from '../../../shared/domain/bar.ts';
import { checkExpression } from '../../../shared/strategy/rules/check.ts';
import { createMarketEvaluator } from '../../../shared/strategy/rules/evaluate.ts';
import type { MarketSeries } from '../../../shared/strategy/rules/market.ts';
import { parseExpression } from '../../../shared/strategy/rules/parse.ts';
import { resolveExpression } from '../../../shared/strategy/rules/resolve.ts';
import { marketOf, roughMarket, roughScope, ruleArbitraries, ruleParameters } from '../../support/rule-texts.ts';

/** Rows that had closed by a moment. */
const rowsBy = (series: MarketSeries, moment: number): number =>
  series.columns.closeTime.findLastIndex((t) => t <= moment) + 1;

/** The market as it was at a moment, with another future: none, or wild prices, labels and scores. */
function otherFuture(market: ReadonlyMap<string, MarketSeries>, moment: number, way: 'cut' | 'scrambled') {
  const out = new Map<string, MarketSeries>();
  for (const [symbol, series] of market) {
    const kept = rowsBy(series, moment);
    const end = way === 'cut' ? kept : series.columns.closeTime.length;
    const random = createRandom(`future/${symbol}/${moment}`);
    const columns = {} as Record<keyof BarColumns, Float64Array>;
    for (const name of barColumnNames) {
      columns[name] = series.columns[name].slice(0, end);
      if (name !== 'openTime' && name !== 'closeTime')
        for (let i = kept; i < end; i++) columns[name][i] = random.next() < 0.1 ? Number.NaN : 1e4 * random.next();
    }
    const label = series.regime?.label.slice(0, end) ?? new Uint8Array(end);
    const volatility = series.regime?.volatility.slice(0, end) ?? new Uint8Array(end);
    const signal = series.signal?.slice(0, end) ?? new Float64Array(end);
    for (let i = kept; i < end; i++) {
      label[i] = random.int(3);
      volatility[i] = random.int(3);
      signal[i] = random.next();
    }
    out.set(symbol, { columns, regime: { label, volatility }, signal });
  }
  return out;
}

const cases = { '1d': ['1w', '1mo'], '1h': ['1d', '1w'] } as const;
for (const timeframe of ['1d', '1h'] as const) {
  const { number, truth } = ruleArbitraries({ longer: cases[timeframe], intraday: timeframe === '1h' });
  const market = roughMarket(timeframe, timeframe === '1d' ? 200 : 35, 'future');
  const scope = roughScope(timeframe);
  const times = [...(market.get('AAA')?.columns.closeTime ?? [])];
  describe(`on ${timeframe} bars`, () => {
    test('no value moves when the future of any symbol does', () => {
      let compared = 0;
      fc.assert(
        fc.property(
          fc.oneof(number, truth),
          fc.integer({ min: 5, max: times.length - 2 }),
          fc.constantFrom('cut', 'scrambled'),
          (text, cut, way) => {
            const parsed = parseExpression(text);
            if (!parsed.ok || !checkExpression(parsed.value, { parameters: ruleParameters, scope }).ok) return;
            const tree = resolveExpression(parsed.value, ruleParameters);
            const moment = times[cut] as number;
            const changed = otherFuture(market, moment, way);
            const evaluate = createMarketEvaluator({ market: marketOf(market), scope, parameters: {} });
            const again = createMarketEvaluator({ market: marketOf(changed), scope, parameters: {} });
            for (const symbol of scope.symbols) {
              const series = market.get(symbol);
              const kept = series ? rowsBy(series, moment) : 0;
              const before = evaluate(symbol, tree).slice(0, kept);
              expect(again(symbol, tree).slice(0, kept), `${symbol}: ${text}`).toEqual(before);
              compared += kept;
            }
          },
        ),
        { numRuns: 400, seed: 41 },
      );
      expect(compared).toBeGreaterThan(50_000);
    });
  });
}

test('the test itself would see a leak: a value of the next bar moves', () => {
  const market = roughMarket('1d', 60, 'leak');
  const moment = market.get('AAA')?.columns.closeTime[30] as number;
  const changed = otherFuture(market, moment, 'scrambled');
  const next = (m: ReadonlyMap<string, MarketSeries>) => m.get('AAA')?.columns.close[31];
  expect(next(changed)).not.toBe(next(market));
  expect(rowsBy(market.get('SPY') as MarketSeries, moment)).toBeGreaterThan(0);
});
