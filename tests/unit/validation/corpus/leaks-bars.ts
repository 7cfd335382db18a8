/** Planted leaks in bars and fills: longer bars before they end, prices that were gone, orders filled in the past. */
import type { PlantedLeak } from './planted-leak.ts';

export const barLeaks: readonly PlantedLeak[] = [
  {
    leak: 'higher-timeframe bar before it closes',
    rules: ['unfinished-higher-bar'],
    python: [
      `def add(df):
    daily = df['close'].resample('D').last()
    df['daily_close'] = daily.reindex(df.index, method='ffill')
    return df['close'] > df['daily_close']`,
      `def add(df):
    week = df.index.to_period('W')
    df['week_high'] = df.groupby(week)['high'].transform('max')
    return df['close'] > 0.99 * df['week_high']`,
      `import pandas as pd
def populate(dataframe, informative):
    hourly = informative
    return pd.merge(dataframe, informative, on='date', how='left')`,
      `class Peek(QCAlgorithm):
    def on_data(self, data):
        if self.consolidator.working_bar.close > self.ema.current.value:
            self.set_holdings(self.symbol, 0.5)
        self.stop_market_order(self.symbol, -10, 95)`,
      `def weekly_trend(closes, weekly):
    out = []
    for i in range(len(closes)):
        out.append(closes[i] > weekly[i // 5])
    return out`,
    ],
    typescript: [
      `export const aligned = (bars: { close: number }[], weekly: { close: number }[]): boolean[] =>
  bars.map((bar, i) => bar.close > weekly[Math.floor(i / 5)]!.close);`,
    ],
  },
  {
    leak: 'right-labelled resample',
    rules: ['resample-labels'],
    python: [
      `def bars(df):
    return df.resample('5min', closed='right', label='left').agg({'close': 'last'})`,
      `def bars(df):
    return df['close'].resample('1h', label='right').last()`,
      `def bars(df, short):
    slow = df['close'].resample('1h', label='right', closed='right').last()
    return slow.reindex(short.index).bfill()`,
      `import pandas as pd
def bars(df):
    slow = df.resample('4h', label='right', closed='right').last()
    slow.index = slow.index - pd.Timedelta(hours=4)
    return slow`,
    ],
    typescript: [],
  },
  {
    leak: "today's close to trade today's open",
    rules: ['close-for-open'],
    python: [
      `def run(df):
    signal = df['close'] > df['close'].rolling(20).mean()
    intraday = df['close'] / df['open'] - 1
    return (signal * intraday).sum()`,
      `def run(df):
    cash = 10000
    for i in range(50, len(df)):
        if df['close'].iloc[i] > df['sma'].iloc[i]:
            entry_price = df['open'].iloc[i]
            cash -= entry_price
    return cash`,
      `import backtrader as bt
class Early(bt.Strategy):
    def next_open(self):
        if self.data.close[0] > self.data.close[-1]:
            self.buy(size=1)
        self.stop_level = 1`,
      `def run(rows):
    trades = []
    for row in rows:
        if row.close > row.open * 1.01:
            trades.append({'price': row.open, 'side': 'buy'})
    return trades`,
    ],
    typescript: [
      `export function run(bars: { open: number; close: number }[]): number {
  let cash = 0;
  for (let i = 1; i < bars.length; i++) {
    const bar = bars[i]!;
    if (bar.close > bars[i - 1]!.close) cash -= bar.open;
  }
  return cash;
}`,
    ],
  },
  {
    leak: 'fill at signal price',
    rules: ['signal-price-fill'],
    python: [
      `import numpy as np
def run(df):
    df['ret'] = df['close'].pct_change()
    df['position'] = np.where(df['close'] > df['close'].rolling(50).mean(), 1, 0)
    df['strategy'] = df['position'] * df['ret']
    return df['strategy'].cumsum()`,
      `import backtrader as bt
def main():
    cerebro = bt.Cerebro()
    cerebro.broker.set_coc(True)
    return cerebro.run()`,
      `from backtesting import Backtest
def main(df, Strategy):
    return Backtest(df, Strategy, commission=0.001, trade_on_close=True).run()`,
      `import vectorbt as vbt
def main(close):
    entries = close > close.rolling(20).max().shift(1)
    exits = close < close.rolling(10).min().shift(1)
    return vbt.Portfolio.from_signals(close, entries, exits, sl_stop=0.05)`,
      `def run(bars):
    cash = 0
    for i in range(20, len(bars)):
        price = bars[i].close
        if price > bars[i - 20].close:
            cash -= price
    return cash`,
      `import numpy as np
def run(close):
    ret = np.log(close / close.shift(1))
    long = (close > close.ewm(span=20).mean()).astype(int)
    return ret.mul(long)`,
    ],
    typescript: [
      `export function run(closes: number[], average: number[]): number {
  let cash = 0;
  for (let i = 20; i < closes.length; i++) if (closes[i]! > average[i]!) cash -= closes[i]!;
  return cash;
}`,
    ],
  },
  {
    leak: 'same-bar high and low in lucky order',
    rules: ['lucky-bar-order'],
    python: [
      `def run(df):
    signal = df['close'].shift(1) > df['open'].shift(1)
    pnl = (df['high'] - df['low']) * signal
    return pnl.sum()`,
      `def leave(row, target, stop):
    if row.high >= target:
        return target
    elif row.low <= stop:
        return stop
    return None`,
      `def run(bars):
    trades = []
    for bar in bars:
        if bar.open > 0:
            entry_price = bar.low
            exit_price = bar.high
            trades.append(exit_price - entry_price)
    return trades`,
    ],
    typescript: [
      `export function leave(bar: { high: number; low: number }, target: number, stop: number): number | undefined {
  if (bar.high >= target) return target;
  if (bar.low <= stop) return stop;
  return undefined;
}
export const left = (bar: { high: number; low: number }, takeProfit: number, stopLoss: number): number =>
  bar.high >= takeProfit ? takeProfit : bar.low <= stopLoss ? stopLoss : 0;`,
    ],
  },
  {
    leak: "unfinished bar's volume",
    rules: ['unfinished-volume'],
    python: [
      `class Live(QCAlgorithm):
    def on_data(self, data):
        if self.consolidator.working_bar.volume > self.average_volume:
            self.market_order(self.symbol, 10)
            self.stop_market_order(self.symbol, -10, 90)`,
      `def check(exchange):
    ohlcv = exchange.fetch_ohlcv('BTC/USDT', '1h')
    last = ohlcv[-1]
    return last[5] > 1000`,
      `def run(df):
    for i in range(20, len(df)):
        if df['volume'].iloc[i] > df['volume'].iloc[i - 1]:
            entry_price = df['open'].iloc[i]
    return entry_price`,
      `import backtrader as bt
class Half(bt.Strategy):
    def next_open(self):
        if self.data.volume[0] > self.data.volume[-1]:
            self.buy(size=1)
        self.trail = 1`,
    ],
    typescript: [
      `export async function check(exchange: { fetchOHLCV(s: string): Promise<number[][]> }): Promise<boolean> {
  const candles = await exchange.fetchOHLCV('BTC/USDT');
  const newest = candles.at(-1)!;
  return newest[5]! > 1000;
}`,
      `export const busy = (feed: { formingBar: { volume: number } }): boolean => feed.formingBar.volume > 1e6;`,
    ],
  },
  {
    leak: 'future split/dividend adjustment',
    rules: ['future-adjustment'],
    python: [
      `def cheap(df):
    return df['Adj Close'] < 5`,
      `import yfinance as yf
def penny(symbol):
    df = yf.download(symbol, auto_adjust=True)
    return df['Close'] < 3`,
      `def adjust(df):
    factor = df['split_factor'][::-1].cumprod()[::-1]
    return df['close'] * factor`,
      `def adjust(close, splits):
    factor = 1.0
    for i in range(len(close) - 1, -1, -1):
        close[i] *= factor
        factor *= splits[i]
    return close`,
      `def shares(cash, row):
    adj = row['adj_close']
    return cash // adj`,
    ],
    typescript: [
      `export const cheap = (bars: { adjClose: number }[]): boolean[] => bars.map((bar) => bar.adjClose < 5);`,
      `export function adjust(closes: number[], splits: number[]): number[] {
  let factor = 1;
  const out = [...closes];
  for (let i = closes.length - 1; i >= 0; i--) {
    out[i]! *= factor;
    factor *= splits[i]!;
  }
  return out;
}`,
    ],
  },
];
