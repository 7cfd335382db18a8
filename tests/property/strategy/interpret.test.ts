/** Any rule of either schema, bar by bar and in columns: the same bits on every bar, with gaps, holes and unknown values. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barColumnNames } from '../../../shared/domain/bar.ts';
import { type CompiledStrategy, compileStrategy } from '../../../shared/strategy/compile.ts';
import { createInterpreter, type SignalRow } from '../../../shared/strategy/interpret/interpreter.ts';
import { checkExpression } from '../../../shared/strategy/rules/check.ts';
import { createMarketEvaluator } from '../../../shared/strategy/rules/evaluate.ts';
import type { BarRow } from '../../../shared/strategy/rules/higher-bars.ts';
import type { MarketSeries } from '../../../shared/strategy/rules/market.ts';
import { needsOf } from '../../../shared/strategy/rules/needs.ts';
import { parseExpression } from '../../../shared/strategy/rules/parse.ts';
import { resolveExpression } from '../../../shared/strategy/rules/resolve.ts';
import type { Expression } from '../../../shared/strategy/rules/syntax.ts';
import { strategySpecSchema } from '../../../shared/strategy/spec.ts';
import { specOf } from '../../golden/small-market.ts';
import { marketOf, roughMarket, roughScope, ruleArbitraries, ruleParameters } from '../../support/rule-texts.ts';

/** A rule as the interpreter is given it: a number as the range column, a condition as the entry. */
function strategyOf(tree: Expression, isNumber: boolean, timeframe: '1d' | '1h'): CompiledStrategy {
  const scope = roughScope(timeframe);
  return {
    spec: { ...specOf({ rules: { entryLong: 'close > 0' } }), parameters: {} },
    rules: {},
    lowered: isNumber ? {} : { entryLong: tree },
    sizing: isNumber ? { atr: tree } : {},
    scope,
    warmUp: 0,
    needs: needsOf([tree], scope),
    signals: () => {
      throw new Error('not asked');
    },
  };
}

/** What the interpreter answers for every bar of every traded symbol. */
function walked(strategy: CompiledStrategy, market: ReadonlyMap<string, MarketSeries>) {
  const interpreter = createInterpreter(strategy);
  const times = [...new Set([...market.values()].flatMap((s) => [...s.columns.closeTime]))].sort((a, b) => a - b);
  const next = new Map([...market.keys()].map((symbol) => [symbol, 0]));
  const out = new Map(strategy.scope.symbols.map((symbol) => [symbol, [] as SignalRow[]]));
  for (const time of times) {
    const bars = [...market].flatMap(([symbol, { columns, regime, signal }]) => {
      const i = next.get(symbol) ?? 0;
      if (columns.closeTime[i] !== time) return [];
      next.set(symbol, i + 1);
      const bar = {} as BarRow;
      for (const name of barColumnNames) bar[name] = columns[name][i] as number;
      const label = regime?.label[i] ?? 255;
      const volatility = regime?.volatility[i] ?? 255;
      return [{ symbol, bar, regime: { label, volatility }, signal: signal?.[i] ?? Number.NaN }];
    });
    for (const row of interpreter.next({ time, bars })) out.get(row.symbol)?.push(row);
  }
  return out;
}
const interpreted = (strategy: CompiledStrategy, market: ReadonlyMap<string, MarketSeries>, isNumber: boolean) =>
  [...walked(strategy, market)].map(
    ([symbol, rows]) => [symbol, rows.map((row) => (isNumber ? row.atr : Number(row.entryLong)))] as const,
  );

/** Whole strategies with every part of schema 2, compiled as they are. */
const sectioned: Record<string, (timeframe: '1d' | '1h') => object> = {
  'a ranked universe on a schedule': () => ({
    universe: { filter: 'volume > 20000', rankBy: 'roc(close, 7)', top: 2, bottom: 1, keep: 3 },
    schedule: { every: 'week', on: 'last', exits: 'scheduled' },
    rules: { entryLong: 'close > 0', exitLong: 'close < sma(close, 5)', entryShort: null, exitShort: null },
    protection: { ...specOf({ rules: { entryLong: 'close > 0' } }).protection, takeProfitAtr: 3 },
  }),
  'pairs in a session, sized by Kelly': (timeframe) => ({
    pairs: [
      ['AAA', 'BBB'],
      ['CCC', 'DDD'],
    ],
    rules: {
      entryLong: 'zscore(log(close) - log(partner(close)), 12) < -0.5',
      exitLong: 'zscore(log(close) - log(partner(close)), 12) > 0',
      entryShort: 'on("1w", close < partner(close))',
      exitShort: null,
    },
    regimeFilter: 'regime() != "bear" and signal() > -0.8',
    session: {
      weekdays: [1, 2, 4, 5],
      firstTradingDays: 12,
      lastTradingDays: 6,
      ...(timeframe === '1h' && { from: '10:00', to: '15:00', flatMinutesBeforeClose: 60 }),
    },
    sizing: { kind: 'kelly', fraction: 0.5, lookback: 20, maxPercent: 30 },
  }),
};
describe.each(Object.entries(sectioned))('%s', (_name, more) => {
  test.each(['1d', '1h'] as const)('on %s bars says the same bar by bar and in columns', (timeframe) => {
    const spec = strategySpecSchema.parse({
      ...specOf({ rules: { entryLong: 'close > 0' } }),
      schema: 2,
      timeframe,
      ...more(timeframe),
    });
    const compiled = compileStrategy(spec);
    if (!compiled.ok) throw new Error(`${compiled.error.message} (${compiled.error.where})`);
    const market = roughMarket(timeframe, timeframe === '1d' ? 300 : 60, 'sections');
    const rules = marketOf(market);
    const rows = walked(compiled.value, market);
    let held = 0;
    for (const [symbol, all] of rows) {
      const series = market.get(symbol) as MarketSeries;
      const signals = compiled.value.signals({ ...series, symbol, market: rules });
      expect(all.length).toBe(series.columns.close.length);
      for (const row of all) {
        for (const name of ['entryLong', 'exitLong', 'entryShort', 'exitShort'] as const) {
          if (Number(row[name]) !== signals[name][row.index]) throw new Error(`${name} of ${symbol} at ${row.index}`);
          held += Number(row[name]);
        }
        for (const name of ['atr', 'sizingAtr', 'volatility', 'edge'] as const)
          if (!Object.is(row[name], signals[name]?.[row.index] ?? Number.NaN))
            throw new Error(`${name} of ${symbol} at ${row.index}`);
      }
    }
    expect(held).toBeGreaterThan(20);
  });
});

const cases = { '1d': ['1w', '1mo'], '1h': ['1d', '1w'] } as const;
for (const timeframe of ['1d', '1h'] as const) {
  const { number, truth } = ruleArbitraries({ longer: cases[timeframe], intraday: timeframe === '1h' });
  const market = roughMarket(timeframe, timeframe === '1d' ? 260 : 45, 'interpret');
  const scope = roughScope(timeframe);
  let looked = 0;
  const agrees = (text: string, isNumber: boolean): void => {
    const parsed = parseExpression(text);
    if (!parsed.ok) return;
    // What the checker refuses (a call nested where it may not be) never reaches either.
    const env = { parameters: ruleParameters, scope };
    if (!checkExpression(parsed.value, env, isNumber ? 'number' : 'truth').ok) return;
    const tree = resolveExpression(parsed.value, ruleParameters);
    const evaluate = createMarketEvaluator({ market: marketOf(market), scope, parameters: {} });
    const rows = interpreted(strategyOf(tree, isNumber, timeframe), market, isNumber);
    looked++;
    for (const [symbol, values] of rows) {
      const column = evaluate(symbol, tree);
      expect(values.length).toBe(column.length);
      for (let i = 0; i < column.length; i++)
        if (!Object.is(values[i], column[i]))
          throw new Error(`${text}\n${symbol} bar ${i}: bar by bar ${values[i]}, in columns ${column[i]}`);
    }
  };
  describe(`on ${timeframe} bars`, () => {
    test('numbers agree to the last bit', () => {
      looked = 0;
      fc.assert(
        fc.property(number, (text) => agrees(text, true)),
        { numRuns: 250, seed: 31 },
      );
      expect(looked).toBeGreaterThan(120);
    });
    test('conditions agree', () => {
      looked = 0;
      fc.assert(
        fc.property(truth, (text) => agrees(text, false)),
        { numRuns: 250, seed: 32 },
      );
      expect(looked).toBeGreaterThan(120);
    });
  });
}
