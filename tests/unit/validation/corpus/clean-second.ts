/** A second set of sound strategies, written after the rules. */
export const secondCleanPython: readonly (readonly [name: string, text: string])[] = [
  [
    'turtle',
    `import backtrader as bt
class Turtle(bt.Strategy):
    params = (('entry', 20), ('exit', 10), ('atr', 14), ('risk', 0.02))
    def __init__(self):
        self.high = bt.ind.Highest(self.data.high(-1), period=self.p.entry)
        self.low = bt.ind.Lowest(self.data.low(-1), period=self.p.exit)
        self.atr = bt.ind.ATR(period=self.p.atr)
    def next(self):
        if not self.position:
            if self.data.close[0] > self.high[0]:
                size = self.broker.getvalue() * self.p.risk / self.atr[0]
                self.buy(size=size)
                self.stop_price = self.data.close[0] - 2 * self.atr[0]
        elif self.data.close[0] < self.low[0] or self.data.close[0] < self.stop_price:
            self.close()`,
  ],
  [
    'metrics',
    `import numpy as np
def summary(equity):
    returns = equity.pct_change().dropna()
    sharpe = returns.mean() / returns.std() * np.sqrt(252)
    drawdown = (equity / equity.cummax() - 1).min()
    downside = returns[returns < 0].std()
    return {'sharpe': sharpe, 'drawdown': drawdown, 'sortino': returns.mean() / downside}`,
  ],
  [
    'kelly-position',
    `def run(df):
    signal = (df['ema_fast'] > df['ema_slow']).astype(int)
    df['position'] = signal.shift()
    df['returns'] = df['close'].pct_change()
    df['strategy'] = df['position'] * df['returns']
    return df`,
  ],
  [
    'intraday-open',
    `def run(df):
    gap = df['open'] / df['close'].shift(1) - 1
    long = (gap < -0.02).astype(int)
    earned = long * (df['close'] / df['open'] - 1)
    return earned.sum()`,
  ],
  [
    'lean-universe',
    `from AlgorithmImports import *
class Momentum(QCAlgorithm):
    def initialize(self):
        self.universe_settings.resolution = Resolution.DAILY
        self.add_universe(self.select)
        self.add_risk_management(MaximumDrawdownPercentPerSecurity(0.05))
    def select(self, coarse):
        liquid = sorted([c for c in coarse if c.price > 5 and c.has_fundamental_data], key=lambda c: c.dollar_volume, reverse=True)
        return [c.symbol for c in liquid[:100]]
    def on_securities_changed(self, changes):
        for security in changes.removed_securities:
            self.liquidate(security.symbol)
    def on_data(self, data):
        history = self.history(list(self.active_securities.keys), 60, Resolution.DAILY)
        if history.empty:
            return
        closes = history.close.unstack(0)
        momentum = closes.iloc[-1] / closes.iloc[0] - 1
        best = momentum.nlargest(10).index
        for symbol in best:
            self.set_holdings(symbol, 0.09)`,
  ],
  [
    'ml-tscv',
    `from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import TimeSeriesSplit, GridSearchCV
def fit(X, y, horizon=5):
    cut = int(len(X) * 0.8)
    X_train, X_test = X.iloc[:cut], X.iloc[cut + horizon:]
    y_train = y.iloc[:cut]
    search = GridSearchCV(RandomForestClassifier(random_state=1), {'max_depth': [3, 5]}, cv=TimeSeriesSplit(5, gap=horizon))
    search.fit(X_train, y_train)
    return search.predict(X_test)`,
  ],
  [
    'triple-barrier',
    `import numpy as np
def labels(close, horizon, up, down):
    out = np.zeros(len(close))
    for i in range(len(close) - horizon):
        path = close[i + 1:i + horizon + 1] / close[i] - 1
        label = 0
        for r in path:
            if r <= -down:
                label = -1
                break
            if r >= up:
                label = 1
                break
        out[i] = label
    return out`,
  ],
  [
    'kalman-filter',
    `from pykalman import KalmanFilter
def trend(close):
    kf = KalmanFilter(transition_matrices=[1], observation_matrices=[1], initial_state_mean=close.iloc[0])
    mean, _ = kf.filter(close.values)
    return mean`,
  ],
  [
    'lfilter',
    `from scipy.signal import butter, lfilter
def smooth(df):
    b, a = butter(2, 0.1)
    return lfilter(b, a, df['close'])`,
  ],
  [
    'monthly',
    `import pandas as pd
def rotate(prices, lookback=6):
    monthly = prices.resample('ME').last()
    momentum = monthly.pct_change(lookback)
    weights = momentum.apply(lambda row: (row.rank(ascending=False) <= 3).astype(float) / 3, axis=1)
    daily = weights.shift(1).reindex(prices.index, method='ffill')
    returns = prices.pct_change()
    return (daily * returns).sum(axis=1)`,
  ],
  [
    'numpy-loop',
    `def backtest(close, fast, slow, cost=0.001):
    position, equity = 0, [1.0]
    for t in range(slow, len(close)):
        equity.append(equity[-1] * (1 + position * (close[t] / close[t - 1] - 1)))
        f, s = close[t - fast + 1:t + 1].mean(), close[t - slow + 1:t + 1].mean()
        target = 1 if f > s else 0
        if target != position:
            equity[-1] *= 1 - cost
        position = target
    return equity`,
  ],
  [
    'event-driven',
    `class Engine:
    def __init__(self, bars, strategy):
        self.bars, self.strategy = bars, strategy
        self.pending = None
    def run(self):
        for bar in self.bars:
            if self.pending is not None:
                self.fill(self.pending, bar.open)
                self.pending = None
            if self.stop is not None and bar.low <= self.stop:
                self.fill('exit', min(self.stop, bar.open))
            self.pending = self.strategy.decide(bar)
    def fill(self, side, price):
        self.price = price`,
  ],
  [
    'zipline-pairs',
    `import numpy as np
from zipline.api import order_target_percent, symbols
def initialize(context):
    context.a, context.b = symbols('KO', 'PEP')
    context.window = 60
    context.max_loss = 0.1
def handle_data(context, data):
    prices = data.history([context.a, context.b], 'price', context.window, '1d')
    x, y = np.log(prices[context.a]), np.log(prices[context.b])
    beta = np.polyfit(y, x, 1)[0]
    spread = x - beta * y
    z = (spread.iloc[-1] - spread.mean()) / spread.std()
    if z > 2:
        order_target_percent(context.a, -0.3)
        order_target_percent(context.b, 0.3)
    elif abs(z) < 0.5:
        order_target_percent(context.a, 0)
        order_target_percent(context.b, 0)`,
  ],
  [
    'ewm-vol-target',
    `import numpy as np
def weights(returns, target=0.1):
    vol = returns.ewm(span=60).std() * np.sqrt(252)
    weight = (target / vol).clip(upper=1.5)
    return weight.shift(1)`,
  ],
  [
    'expanding-z',
    `def z(df):
    m = df['close'].expanding(60).mean()
    s = df['close'].expanding(60).std()
    return ((df['close'] - m) / s).shift(1)`,
  ],
  [
    'pit-members',
    `def members_on(history, date):
    past = history[history['date'] <= date]
    return past[past['date'] == past['date'].max()]['symbol'].tolist()`,
  ],
  [
    'freq2',
    `class S(IStrategy):
    stoploss = -0.05
    def populate_indicators(self, dataframe, metadata):
        dataframe['bb_mid'] = dataframe['close'].rolling(20).mean()
        dataframe['bb_std'] = dataframe['close'].rolling(20).std()
        dataframe['lower'] = dataframe['bb_mid'] - 2 * dataframe['bb_std']
        dataframe['vol_mean'] = dataframe['volume'].rolling(30).mean().shift(1)
        return dataframe
    def populate_entry_trend(self, dataframe, metadata):
        dataframe.loc[(dataframe['close'] < dataframe['lower']) & (dataframe['volume'] > dataframe['vol_mean']), 'enter_long'] = 1
        return dataframe`,
  ],
  [
    'walk',
    `def walk_forward(data, grid, train_len, test_len):
    results = []
    for start in range(0, len(data) - train_len - test_len, test_len):
        train = data.iloc[start:start + train_len]
        test = data.iloc[start + train_len:start + train_len + test_len]
        best = max(grid, key=lambda p: score(train, p))
        results.append(evaluate(test, best))
    return results`,
  ],
  [
    'tz',
    `import pandas as pd
def session(ts):
    local = pd.to_datetime(ts, unit='ms', utc=True).dt.tz_convert('America/New_York')
    return local.dt.date`,
  ],
  [
    'regime-cluster',
    `from sklearn.mixture import GaussianMixture
def regimes(returns, split):
    train = returns[:split]
    model = GaussianMixture(2, random_state=0).fit(train)
    return model.predict(returns[split:])`,
  ],
  [
    'atr-stop-loop',
    `def run(df, mult=3.0):
    pos = 0
    stop = 0.0
    trades = []
    for i in range(1, len(df)):
        prev = df.iloc[i - 1]
        bar = df.iloc[i]
        if pos and bar['low'] < stop:
            trades.append(('sell', min(stop, bar['open'])))
            pos = 0
        if not pos and prev['close'] > prev['ma']:
            trades.append(('buy', bar['open']))
            pos = 1
            stop = bar['open'] - mult * prev['atr']
    return trades`,
  ],
];
export const secondCleanTypescript: readonly (readonly [name: string, text: string])[] = [
  [
    'ts-class',
    `export class Donchian { private highs: number[] = []; private lows: number[] = []; constructor(private readonly n = 20, private readonly stopPct = 5) {} update(bar: {high:number; low:number; close:number}): string { const top = Math.max(...this.highs.slice(-this.n)); const out = bar.close > top ? 'buy' : 'hold'; this.highs.push(bar.high); this.lows.push(bar.low); return out; } }`,
  ],
  [
    'ts-ret',
    `const returns = closes.slice(1).map((c, i) => c / closes[i]! - 1); const vol = Math.sqrt(returns.reduce((s, r) => s + r * r, 0) / returns.length) * Math.sqrt(252); export const annual = vol;`,
  ],
  [
    'ts-sim',
    `export function simulate(bars: Bar[], signal: boolean[]): number { let equity = 1; let held = false; for (let i = 1; i < bars.length; i++) { if (held) equity *= bars[i]!.close / bars[i - 1]!.close; held = signal[i]!; } return equity; }`,
  ],
  [
    'ts-ema',
    `export function ema(x: readonly number[], n: number): number[] { const out: number[] = []; const k = 2 / (n + 1); let v = x[0] ?? NaN; for (let i = 0; i < x.length; i++) { v = i === 0 ? x[0]! : x[i]! * k + v * (1 - k); out.push(v); } return out; }`,
  ],
];
