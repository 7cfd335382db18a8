/** Sound strategies in Python, written as their platforms' users write them: none may raise an alarm. */
export const cleanPython: Readonly<Record<string, string>> = {
  'backtrader crossover': `import backtrader as bt


class Crossover(bt.Strategy):
    params = (('fast', 20), ('slow', 50), ('risk', 0.01), ('stop_atr', 3.0))

    def __init__(self):
        self.fast = bt.ind.SMA(self.data.close, period=self.p.fast)
        self.slow = bt.ind.SMA(self.data.close, period=self.p.slow)
        self.cross = bt.ind.CrossOver(self.fast, self.slow)
        self.atr = bt.ind.ATR(self.data, period=14)

    def next(self):
        if not self.position and self.cross[0] > 0:
            distance = self.p.stop_atr * self.atr[0]
            size = int(self.broker.getvalue() * self.p.risk / distance)
            self.buy_bracket(size=size, stopprice=self.data.close[0] - distance, limitprice=self.data.close[0] + 2 * distance)
        elif self.position and self.cross[0] < 0:
            self.close()
`,
  'backtrader dip with previous bars': `import backtrader as bt


class Dip(bt.Strategy):
    params = dict(length=14, floor=30, top=70, stop=0.06, share=0.2)

    def __init__(self):
        self.rsi = bt.indicators.RSI(self.data.close, period=self.p.length)
        self.order = None

    def notify_order(self, order):
        if order.status in (order.Completed, order.Canceled, order.Rejected):
            self.order = None

    def next(self):
        if self.order:
            return
        turned = self.rsi[-1] < self.p.floor and self.rsi[0] > self.rsi[-1]
        if not self.position and turned and self.data.close[0] > self.data.close[-5]:
            size = int(self.broker.get_cash() * self.p.share / self.data.close[0])
            self.order = self.buy(size=size)
            self.sell(size=size, exectype=bt.Order.StopTrail, trailpercent=self.p.stop)
        elif self.position and self.rsi[0] > self.p.top:
            self.order = self.close()
`,
  'backtrader rotation': `import math

import backtrader as bt


class Rotation(bt.Strategy):
    params = (('lookback', 126), ('hold', 3), ('max_loss', 0.15))

    def __init__(self):
        self.momentum = {d: bt.ind.RateOfChange(d.close, period=self.p.lookback) for d in self.datas}
        self.month = None

    def next(self):
        today = self.data.datetime.date(0)
        if today.month == self.month:
            return
        self.month = today.month
        ranked = sorted(self.datas, key=lambda d: self.momentum[d][0], reverse=True)
        chosen = [d for d in ranked[:self.p.hold] if self.momentum[d][0] > 0]
        weight = 1.0 / self.p.hold
        for d in self.datas:
            held = self.getposition(d)
            lost = held.size and d.close[0] < held.price * (1 - self.p.max_loss)
            target = weight if d in chosen and not lost else 0.0
            if not math.isnan(self.momentum[d][0]):
                self.order_target_percent(d, target=target)
`,
  'zipline mean reversion': `from zipline.api import order_target_percent, record, symbol, schedule_function, date_rules, time_rules


def initialize(context):
    context.asset = symbol('SPY')
    context.length = 20
    context.entry = -2.0
    context.stop_loss = 0.05
    context.entry_price = None
    schedule_function(trade, date_rules.every_day(), time_rules.market_open(hours=1))


def trade(context, data):
    history = data.history(context.asset, 'price', context.length, '1d')
    z = (history.iloc[-1] - history.mean()) / history.std()
    held = context.portfolio.positions[context.asset].amount
    price = data.current(context.asset, 'price')
    if held and price < context.portfolio.positions[context.asset].cost_basis * (1 - context.stop_loss):
        order_target_percent(context.asset, 0)
    elif z < context.entry and not held:
        order_target_percent(context.asset, 0.5)
    elif z > 0 and held:
        order_target_percent(context.asset, 0)
    record(z=z)
`,
  'zipline pipeline': `from zipline.api import attach_pipeline, order_target_percent, pipeline_output, schedule_function
from zipline.pipeline import Pipeline
from zipline.pipeline.data import USEquityPricing
from zipline.pipeline.factors import AverageDollarVolume, Returns


def make_pipeline():
    liquid = AverageDollarVolume(window_length=30).top(500)
    momentum = Returns(window_length=126, mask=liquid)
    return Pipeline(columns={'momentum': momentum.zscore(), 'rank': momentum.rank()}, screen=liquid)


def initialize(context):
    attach_pipeline(make_pipeline(), 'momentum')
    context.names = 20
    context.max_drawdown = 0.2
    schedule_function(rebalance)


def before_trading_start(context, data):
    context.output = pipeline_output('momentum')


def rebalance(context, data):
    if context.portfolio.portfolio_value < (1 - context.max_drawdown) * context.portfolio.starting_cash:
        return
    longs = context.output.sort_values('momentum').index[-context.names:]
    for asset in context.portfolio.positions:
        if asset not in longs:
            order_target_percent(asset, 0)
    for asset in longs:
        order_target_percent(asset, 0.9 / context.names)
`,
  'lean trend': `from AlgorithmImports import *


class Trend(QCAlgorithm):
    def initialize(self):
        self.set_start_date(2010, 1, 1)
        self.set_cash(100000)
        self.symbol = self.add_equity('SPY', Resolution.DAILY).symbol
        self.fast = self.ema(self.symbol, 20)
        self.slow = self.ema(self.symbol, 100)
        self.range = self.atr(self.symbol, 14)
        self.stop_ticket = None
        self.set_warm_up(100)

    def on_data(self, data):
        if self.is_warming_up or not data.bars.contains_key(self.symbol):
            return
        price = data.bars[self.symbol].close
        invested = self.portfolio[self.symbol].invested
        if not invested and self.fast.current.value > self.slow.current.value:
            quantity = self.calculate_order_quantity(self.symbol, 0.6)
            self.market_order(self.symbol, quantity)
            self.stop_ticket = self.stop_market_order(self.symbol, -quantity, price - 3 * self.range.current.value)
        elif invested and self.fast.current.value < self.slow.current.value:
            self.liquidate(self.symbol)
`,
  'lean weekly consolidator': `from AlgorithmImports import *


class Weekly(QCAlgorithm):
    def initialize(self):
        self.symbol = self.add_equity('QQQ', Resolution.DAILY).symbol
        self.average = SimpleMovingAverage(10)
        self.week_close = 0
        self.stop_loss = 0.08
        self.consolidate(self.symbol, Calendar.WEEKLY, self.on_week)

    def on_week(self, bar):
        self.average.update(bar.end_time, bar.close)
        self.week_close = bar.close

    def on_data(self, data):
        if not self.average.is_ready:
            return
        holding = self.portfolio[self.symbol]
        if not holding.invested and self.week_close > self.average.current.value:
            self.set_holdings(self.symbol, 0.8)
        elif holding.invested and holding.unrealized_profit_percent < -self.stop_loss:
            self.liquidate(self.symbol)
`,
  'pandas lagged crossover': `import numpy as np
import pandas as pd


def run(df, fast=20, slow=100, cost=0.0003, stop=0.1):
    average = df['close'].rolling(fast).mean() - df['close'].rolling(slow).mean()
    position = (average > 0).astype(int)
    fall = df['close'] / df['close'].cummax() - 1
    position[fall < -stop] = 0
    returns = df['close'].pct_change().fillna(0)
    held = position.shift(1).fillna(0)
    earned = held * returns - held.diff().abs().fillna(0) * cost
    sharpe = np.sqrt(252) * earned.mean() / earned.std()
    return earned, sharpe
`,
  'pandas rolling z-score': `import numpy as np


def signals(df, length=60, entry=2.0):
    mean = df['close'].rolling(length).mean()
    width = df['close'].rolling(length).std()
    z = (df['close'] - mean) / width
    long = (z < -entry).astype(int)
    stop = df['close'] < df['close'].rolling(length).min().shift(1)
    long[stop] = 0
    return long.shift(1)
`,
  'pandas expanding threshold': `def signals(df):
    level = df['volume'].expanding(min_periods=250).quantile(0.9)
    busy = df['volume'] > level
    peak = df['close'].expanding().max()
    near = df['close'] / peak > 0.95
    return (busy & near).shift(1, fill_value=False)
`,
  'pandas loop with next open': `def run(df, length=50, stop_loss=0.07, share=0.25):
    cash, size, entry = 100000.0, 0, 0.0
    equity = []
    closes, opens, lows = df['close'].values, df['open'].values, df['low'].values
    average = df['close'].rolling(length).mean().values
    want = False
    for i in range(length, len(df)):
        if want and size == 0:
            entry = opens[i]
            size = int(cash * share / entry)
            cash -= size * entry
        stop = entry * (1 - stop_loss)
        if size and lows[i] <= stop:
            cash += size * min(stop, opens[i])
            size = 0
        want = closes[i] > average[i]
        equity.append(cash + size * closes[i])
    return equity
`,
  'pandas loop that trades one bar later': `def run(bars, threshold=0.02):
    trades = []
    for i in range(2, len(bars)):
        moved = bars[i - 1]['close'] / bars[i - 2]['close'] - 1
        if moved < -threshold:
            entry_price = bars[i]['open']
            trades.append({'time': bars[i]['time'], 'price': entry_price, 'stop': entry_price * 0.95})
    return trades
`,
  'resampled and shifted': `import pandas as pd


def weekly_filter(df, length=10):
    weekly = df['close'].resample('W-FRI').last()
    trend = (weekly > weekly.rolling(length).mean()).shift(1)
    df['weekly_up'] = trend.reindex(df.index, method='ffill')
    df['long'] = df['weekly_up'] & (df['close'] > df['close'].shift(5))
    df['held'] = df['long'].shift(1)
    return df
`,
  'hourly bars labelled and closed on the right': `def hourly(df):
    slow = df.resample('1h', label='right', closed='right').agg({'open': 'first', 'high': 'max', 'low': 'min', 'close': 'last', 'volume': 'sum'})
    slow['average'] = slow['close'].rolling(24).mean()
    joined = slow[['average']].shift(1).reindex(df.index, method='ffill')
    return df['close'] > joined['average']
`,
  freqtrade: `import talib.abstract as ta
from freqtrade.strategy import IStrategy, merge_informative_pair


class Pullback(IStrategy):
    timeframe = '1h'
    stoploss = -0.08
    trailing_stop = True
    minimal_roi = {'0': 0.1}

    def populate_indicators(self, dataframe, metadata):
        dataframe['rsi'] = ta.RSI(dataframe, timeperiod=14)
        dataframe['ema'] = ta.EMA(dataframe, timeperiod=200)
        informative = self.dp.get_pair_dataframe(metadata['pair'], '4h')
        informative['adx'] = ta.ADX(informative)
        dataframe = merge_informative_pair(dataframe, informative, self.timeframe, '4h', ffill=True)
        return dataframe

    def populate_entry_trend(self, dataframe, metadata):
        dataframe.loc[(dataframe['rsi'] < 30) & (dataframe['close'] > dataframe['ema']) & (dataframe['volume'] > 0), 'enter_long'] = 1
        return dataframe

    def populate_exit_trend(self, dataframe, metadata):
        dataframe.loc[dataframe['rsi'] > 70, 'exit_long'] = 1
        return dataframe
`,
  'backtesting.py': `from backtesting import Backtest, Strategy
from backtesting.lib import crossover
from backtesting.test import SMA


class SmaCross(Strategy):
    fast = 10
    slow = 30
    stop_share = 0.05

    def init(self):
        self.short = self.I(SMA, self.data.Close, self.fast)
        self.long = self.I(SMA, self.data.Close, self.slow)

    def next(self):
        if crossover(self.short, self.long):
            self.buy(size=0.5, sl=self.data.Close[-1] * (1 - self.stop_share))
        elif crossover(self.long, self.short):
            self.position.close()


def main(df):
    return Backtest(df, SmaCross, cash=10000, commission=0.001).run()
`,
  'vectorbt with shifted signals': `import vectorbt as vbt


def run(close, fast=20, slow=80):
    quick = vbt.MA.run(close, fast)
    calm = vbt.MA.run(close, slow)
    entries = quick.ma_crossed_above(calm).vbt.signals.fshift(1)
    exits = quick.ma_crossed_below(calm).vbt.signals.fshift(1)
    return vbt.Portfolio.from_signals(close, entries, exits, sl_stop=0.08, fees=0.001, freq='1D')
`,
};
