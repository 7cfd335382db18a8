/** A few strategies on the small seeded market with their figures: a change of any of them must be meant. */
import { describe, expect, test } from 'vitest';
import type { BacktestCosts } from '../../agents/engine/backtest/types.ts';
import { backtestJob } from '../../agents/engine/jobs/backtest.ts';
import { hashOf } from '../../shared/core/canonical.ts';
import type { StrategySpec } from '../../shared/strategy/spec.ts';
import { smallMarket, specOf, testLimits } from './small-market.ts';

const costs: BacktestCosts = { commissionBps: 1, commissionPerShare: 0.005, commissionMinimum: 1, slippageBps: 2 };
const market = smallMarket(1000);
const idx = market.series('IDX', '1d');
if (!idx) throw new Error('the index is part of the small market');
const times = [...idx.columns.closeTime];
const artefacts: Record<string, unknown> = {
  regime: {
    times,
    labels: times.map((_, i) => (['bull', 'bull', 'sideways', 'bear'] as const)[Math.floor(i / 50) % 4]),
    volatility: times.map((_, i) => (i % 100 < 70 ? 'normal' : 'high')),
  },
  signal: {
    times,
    symbols: Object.fromEntries(
      ['AAA', 'BBB', 'CCC'].map((s, k) => [s, times.map((_, i) => (i < 10 ? null : Math.sin(i / 20 + k)))]),
    ),
  },
};
const run = (spec: StrategySpec) =>
  backtestJob.run(
    {
      spec,
      datasetId: market.manifest.id,
      regimeHash: 'regime',
      signalHash: 'signal',
      capital: 100_000,
      limits: testLimits,
      costs,
      outOfSampleShare: 0.3,
    },
    { dataset: async () => market, artefact: async <T>(hash: string) => artefacts[hash] as T },
  );

const strategies: Record<string, StrategySpec> = {
  'crossing averages': specOf({
    rules: {
      entryLong: 'cross_over(sma(close, fast), sma(close, slow))',
      exitLong: 'cross_under(sma(close, fast), sma(close, slow))',
    },
    parameters: { fast: 10, slow: 30 },
  }),
  'reversal with stop and target': specOf({
    rules: {
      entryLong: 'rsi(close, 3) < 15',
      exitLong: 'rsi(close, 3) > 70',
      entryShort: 'rsi(close, 3) > 90',
      exitShort: 'rsi(close, 3) < 40',
    },
    protection: { stopLossPercent: 1.5, takeProfitPercent: 1.2 },
  }),
  'breakout with trailing stop': specOf({
    rules: { entryLong: 'close > donchian_upper(20) and adx(14) > 15' },
    sizing: { kind: 'atr-risk', riskPercent: 1, atrMultiple: 2, atrLength: 14 },
    protection: { stopLossAtr: 2, trailingStopPercent: 6, timeExitBars: 40 },
  }),
  'signal in a bull regime': specOf({
    rules: { entryLong: 'cross_over(signal(), 0.2)', exitLong: 'signal() < -0.2' },
    regimeFilter: 'regime() == "bull" and volatility_regime() != "high"',
    sizing: { kind: 'volatility-target', annualPercent: 10, lookback: 20, maxPercent: 60 },
  }),
};

/** What is remembered of a run. */
const figures = async (spec: StrategySpec) => {
  const { worst, best, performance, inSample, outOfSample, benchmarkCorrelation } = await run(spec);
  return {
    trades: worst.trades.length,
    orders: worst.orders,
    fills: worst.fills,
    refused: worst.refusedOrders,
    finalEquity: worst.finalEquity,
    bestEquity: best.finalEquity,
    commission: worst.costs.commission,
    sharpe: Number(performance.sharpe?.toFixed(6)),
    maxDrawdown: Number(performance.maxDrawdown?.toFixed(6)),
    splits: [inSample.bars, outOfSample.bars],
    correlation: Number(benchmarkCorrelation?.toFixed(6)),
    hash: hashOf(worst).slice(0, 16),
  };
};

/** Written down once, after the trades were looked at; see the hash for everything else. */
const expected: Record<string, Awaited<ReturnType<typeof figures>>> = {
  'crossing averages': {
    trades: 68,
    orders: 137,
    fills: 137,
    refused: 0,
    finalEquity: 135746.1908,
    bestEquity: 135746.1908,
    commission: 501.073,
    sharpe: 1.165731,
    maxDrawdown: -0.097333,
    splits: [700, 300],
    correlation: -0.019243,
    hash: '0c68604b88ccae62',
  },
  'reversal with stop and target': {
    trades: 380,
    orders: 1145,
    fills: 760,
    refused: 0,
    finalEquity: 92562.791,
    bestEquity: 97213.941,
    commission: 2294.909,
    sharpe: -0.71276,
    maxDrawdown: -0.082506,
    splits: [700, 300],
    correlation: 0.026821,
    hash: '48a7c4239dcc7557',
  },
  'breakout with trailing stop': {
    trades: 73,
    orders: 228,
    fills: 146,
    refused: 0,
    finalEquity: 134252.5742,
    bestEquity: 134252.5742,
    commission: 749.9184,
    sharpe: 1.002347,
    maxDrawdown: -0.095677,
    splits: [700, 300],
    correlation: -0.019622,
    hash: 'e79a087adcdd97c2',
  },
  'signal in a bull regime': {
    trades: 7,
    orders: 14,
    fills: 14,
    refused: 0,
    finalEquity: 92642.3519,
    bestEquity: 92642.3519,
    commission: 99.5128,
    sharpe: -0.248285,
    maxDrawdown: -0.215955,
    splits: [700, 300],
    correlation: 0.003246,
    hash: '5041c93a7ccf82a0',
  },
};

describe('figures', () => {
  test.each(Object.entries(strategies))('%s', async (name, spec) => {
    expect(await figures(spec)).toEqual(expected[name]);
  });
  test('the worse case is no better than the better one', () => {
    for (const row of Object.values(expected)) expect(row.finalEquity).toBeLessThanOrEqual(row.bestEquity);
    expect(expected['reversal with stop and target']?.finalEquity).toBeLessThan(
      expected['reversal with stop and target']?.bestEquity ?? 0,
    );
  });
});
