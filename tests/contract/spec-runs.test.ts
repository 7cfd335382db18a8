/** A spec on columns trades as the gated backtest does: every template, drawn many times, and every fixture, trade for trade. */
import { describe, expect, test } from 'vitest';
import { dress } from '../../agents/analysis/generation/dress.ts';
import { readUniverse } from '../../agents/analysis/generation/universe.ts';
import { templates } from '../../agents/analysis/grammar/index.ts';
import { prepareFeeds } from '../../agents/engine/backtest/feeds.ts';
import { backtestPortfolioLimits } from '../../agents/engine/backtest/limits.ts';
import { runBacktest } from '../../agents/engine/backtest/run.ts';
import { marketOfFeeds, runSpec } from '../../agents/engine/columnar/run-spec.ts';
import { createGate } from '../../agents/engine/orders/gate.ts';
import type { Dataset } from '../../agents/kernel/ports.ts';
import { createRandom } from '../../shared/core/random.ts';
import { compileStrategy } from '../../shared/strategy/compile.ts';
import type { StrategySpec } from '../../shared/strategy/spec.ts';
import { smallMarket as eventfulMarket, specOf, testLimits } from '../golden/small-market.ts';
import { type Knowledge, knowledgeOf } from '../support/known-histories.ts';
import { smallMarket } from '../support/small-market.ts';

const costs = { commissionBps: 1, commissionPerShare: 0.005, commissionMinimum: 1, slippageBps: 2 };
const cents = (value: number): number => Math.round(value * 1e4) / 1e4;

/** Compares both ways of running a spec; answers its trades and whether the gate refused anything. */
function compare(
  spec: StrategySpec,
  dataset: Dataset,
  known: Knowledge,
  intrabar: 'worst' | 'best',
  window: { from?: number; to?: number } = {},
  capital = 100_000,
): { trades: number; isRefused: boolean } {
  const compiled = compileStrategy(spec);
  if (!compiled.ok) throw new Error(compiled.error.message);
  const limits = { ...testLimits, maxGrossLeverage: 1.5 };
  const feeds = prepareFeeds(compiled.value, dataset, known.regime, known.signal);
  const portfolioLimits = backtestPortfolioLimits(limits);
  const gated = runBacktest({
    spec,
    compiled: compiled.value,
    dataset,
    feeds,
    costs,
    capital,
    limits,
    gate: createGate({ limits: () => portfolioLimits, latch: { level: () => 'armed' } }),
    intrabar,
    ...window,
  });
  const market = marketOfFeeds(feeds);
  const run = runSpec({ spec, feeds, costs, capital, limits, intrabar, market, ...window });
  // Where a limit has refused an order the two go different ways from there on.
  const refusal = gated.refused.find((r) => r.check !== 'buying-power-at-fill');
  const end = refusal === undefined ? gated.times.length : gated.times.indexOf(refusal.time) + 1;
  expect(Array.from(run.times)).toEqual(gated.times);
  expect(Array.from(run.equity.subarray(0, end), cents)).toEqual(gated.equity.slice(0, end));
  if (refusal !== undefined) return { trades: 0, isRefused: true };
  expect(
    Array.from({ length: run.trades.count }, (_, i) => {
      const trade = run.trades.record(i, market.symbols);
      return { ...trade, pnl: cents(trade.pnl), fees: cents(trade.fees) };
    }),
  ).toEqual(gated.trades);
  expect([
    run.orders,
    run.fillCount,
    cents(run.totals.fees),
    cents(run.totals.slippage),
    cents(run.totals.dividends),
  ]).toEqual([gated.orders, gated.fills, gated.costs.commission, gated.costs.slippage, gated.costs.dividends]);
  return { trades: run.trades.count, isRefused: false };
}

describe('templates', () => {
  const dataset = smallMarket({ bars: 500 });
  const universe = readUniverse(dataset);
  const known = knowledgeOf(dataset);
  let trades = 0;
  let refusals = 0;
  const draws = 6;
  test.each(templates.map((t) => [t.name, t] as const))('%s', (_name, template) => {
    for (let k = 0; k < draws; k++) {
      const random = createRandom(`spec-runs/${template.name}/${k}`);
      const spec = dress(template.draw(random), template.family, universe, random);
      const answer = compare(spec, dataset, known, k % 2 === 0 ? 'worst' : 'best');
      trades += answer.trades;
      if (answer.isRefused) refusals++;
    }
  });
  test('they traded, and the gate stood aside nearly always', () => {
    expect(trades).toBeGreaterThan(2000);
    expect(refusals).toBeLessThan((templates.length * draws) / 10);
  });
});

describe('fixtures', () => {
  const dataset = eventfulMarket(700);
  const known = knowledgeOf(dataset);
  const times = known.regime?.times ?? [];
  const flip = {
    entryLong: 'rsi(close, 3) < 25',
    exitLong: 'rsi(close, 3) > 60',
    entryShort: 'rsi(close, 3) > 80',
    exitShort: 'rsi(close, 3) < 50',
  };
  const specs: Record<string, StrategySpec> = {
    'flips at full size': specOf({
      rules: flip,
      sizing: { kind: 'percent-of-equity', percent: 150 },
      maxOpenPositions: 1,
    }),
    'stop, target and trail': specOf({
      rules: flip,
      protection: { stopLossPercent: 1.5, takeProfitPercent: 1.2, trailingStopPercent: 2 },
    }),
    'time exits': specOf({
      rules: { entryLong: 'close > donchian_upper(15)', entryShort: 'close < donchian_lower(15)' },
      sizing: { kind: 'atr-risk', riskPercent: 2, atrMultiple: 2, atrLength: 10 },
      protection: { timeExitBars: 7, stopLossAtr: 2 },
    }),
    'more than the volume': specOf({ rules: flip, sizing: { kind: 'percent-of-equity', percent: 25 } }),
  };
  test.each(Object.entries(specs))('%s', (name, spec) => {
    const capital = name === 'more than the volume' ? 2e7 : 100_000;
    for (const intrabar of ['worst', 'best'] as const) {
      expect(compare(spec, dataset, known, intrabar, {}, capital).trades).toBeGreaterThan(20);
      const window = { from: times[150] as number, to: times[500] as number };
      expect(compare(spec, dataset, known, intrabar, window, capital).isRefused).toBe(false);
    }
  });
});
