/** The strategies of the engine comparison in our terms; the peers' side is written by hand in python/with_*.py. */
import type { StrategySpec } from '../../shared/strategy/spec.ts';

export interface ParityStrategy {
  readonly name: string;
  readonly rules: Partial<StrategySpec['rules']>;
  readonly protection?: Partial<StrategySpec['protection']>;
  /** Entries other than market orders: a price formed at the close, good for the next bar. */
  readonly entry?: { readonly type: 'limit' | 'stop'; readonly price: { readonly of: string; readonly times: number } };
  /** True where a protective order can be touched on the bar of its own entry: conventions differ there. */
  readonly guarded?: boolean;
}

const up = 'cross_over(sma(close, 10), sma(close, 30))';
const down = 'cross_under(sma(close, 10), sma(close, 30))';

export const strategies: readonly ParityStrategy[] = [
  { name: 'sma-long', rules: { entryLong: up, exitLong: down } },
  { name: 'sma-both-ways', rules: { entryLong: up, entryShort: down } },
  { name: 'rsi-reversion', rules: { entryLong: 'rsi(close, 14) < 30', exitLong: 'rsi(close, 14) > 60' } },
  {
    name: 'rsi-short-stop',
    rules: { entryShort: 'rsi(close, 14) > 70', exitShort: 'rsi(close, 14) < 50' },
    protection: { stopLossPercent: 6 },
    guarded: true,
  },
  {
    name: 'bollinger-breakout-stop',
    rules: { entryLong: 'cross_over(close, bb_upper(close, 20, 2))', exitLong: 'close < bb_middle(close, 20, 2)' },
    protection: { stopLossPercent: 5 },
    guarded: true,
  },
  {
    name: 'donchian-breakout',
    rules: { entryLong: 'close > donchian_upper(20)', exitLong: 'close < donchian_lower(10)' },
  },
  {
    name: 'macd-cross',
    rules: {
      entryLong: 'cross_over(macd(close, 12, 26, 9), macd_signal(close, 12, 26, 9))',
      exitLong: 'cross_under(macd(close, 12, 26, 9), macd_signal(close, 12, 26, 9))',
    },
  },
  {
    name: 'sma-bracket',
    rules: { entryLong: up },
    protection: { stopLossPercent: 4, takeProfitPercent: 8 },
    guarded: true,
  },
  { name: 'trailing-stop', rules: { entryLong: up }, protection: { trailingStopPercent: 10 }, guarded: true },
  { name: 'time-exit', rules: { entryLong: 'rsi(close, 2) < 10' }, protection: { timeExitBars: 5 } },
  {
    name: 'limit-dip',
    rules: { entryLong: 'close > sma(close, 50)', exitLong: 'close > sma(close, 5) * 1.001' },
    entry: { type: 'limit', price: { of: 'close', times: 0.99 } },
  },
  {
    name: 'stop-breakout',
    rules: { entryLong: 'highest(high, 20) > 0', exitLong: 'close < donchian_lower(10)' },
    entry: { type: 'stop', price: { of: 'highest(high, 20)', times: 1.001 } },
  },
];
