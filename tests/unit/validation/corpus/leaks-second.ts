/** A second set of leaks, written after the rules: what was missed at first is why it is kept. */
export const secondLeaksPython: readonly (readonly [name: string, text: string])[] = [
  [
    'shift',
    `import pandas as pd
class Strat:
    def generate_signals(self, bars):
        bars["future_ret"] = bars["Close"].shift(periods=-5) / bars["Close"] - 1
        bars["signal"] = (bars["future_ret"] > 0).astype(int)
        return bars`,
  ],
  [
    'shift2',
    `def add_signal(df):
    df = df.assign(next_close=lambda d: d["close"].shift(-1))
    df["long"] = df.next_close > df.close
    return df`,
  ],
  [
    'shift3',
    `def sig(close):
    n = len(close)
    buy = [False] * n
    for t in range(n - 1):
        buy[t] = close.iloc[t + 1] > close.iloc[t] * 1.01
    return buy`,
  ],
  [
    'shift-zip',
    `def handle_data(context, data):
    pass
def precompute(prices):
    return prices.shift(-1) > prices`,
  ],
  [
    'polars',
    `import polars as pl
def f(df):
    return df.with_columns((pl.col("close").shift(-1) / pl.col("close") - 1).alias("fwd"))`,
  ],
  [
    'centred',
    `def f(df):
    df["mid"] = df["Close"].rolling(window=21, center=True, min_periods=1).mean()
    df["sig"] = (df["Close"] < df["mid"]).shift(1)
    return df`,
  ],
  [
    'centred2',
    `from scipy.ndimage import gaussian_filter1d
def f(df):
    df["smooth"] = gaussian_filter1d(df["close"].values, sigma=3)
    return df`,
  ],
  [
    'z',
    `def strat(df):
    r = df["close"].pct_change()
    z = (r - r.mean()) / r.std()
    return z.shift(1) > 1`,
  ],
  [
    'z2',
    `def strat(df):
    spread = df["A"] - df["B"]
    mu = spread.mean()
    sd = spread.std()
    df["long"] = spread < mu - 2 * sd
    return df`,
  ],
  [
    'minmax',
    `def norm(df, cols):
    for c in cols:
        df[c] = (df[c] - df[c].min()) / (df[c].max() - df[c].min())
    return df`,
  ],
  [
    'pca',
    `from sklearn.decomposition import PCA
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
def f(X):
    pipe = Pipeline([("s", StandardScaler()), ("p", PCA(2))])
    return pipe.fit_transform(X)`,
  ],
  [
    'feature',
    `from sklearn.ensemble import RandomForestClassifier
import pandas as pd
def f(X, y):
    rf = RandomForestClassifier(random_state=0).fit(X, y)
    top = pd.Series(rf.feature_importances_, X.columns).nlargest(5).index
    return X[top]`,
  ],
  [
    'bfill',
    `def f(df):
    return df.sort_index().fillna(method="bfill").fillna(method="ffill")`,
  ],
  [
    'interp',
    `def f(df):
    df["eps"] = df["eps"].interpolate(method="linear")
    return df`,
  ],
  [
    'peaks',
    `from scipy.signal import argrelextrema
import numpy as np
def f(df):
    idx = argrelextrema(df.low.to_numpy(), np.less_equal, order=5)[0]
    df["buy"] = False
    df.loc[df.index[idx], "buy"] = True
    return df`,
  ],
  [
    'filtfilt',
    `from scipy import signal
def f(df):
    b, a = signal.butter(2, 0.1)
    df["lp"] = signal.filtfilt(b, a, df["close"])
    return df`,
  ],
  [
    'regress',
    `import numpy as np
def f(df):
    x = np.arange(len(df))
    coef = np.polyfit(x, np.log(df["close"]), 1)
    df["trend"] = np.exp(np.polyval(coef, x))
    df["buy"] = df["close"] < df["trend"] * 0.9
    return df`,
  ],
  [
    'htf',
    `def f(df):
    weekly = df.resample("W-MON", label="left").agg({"high": "max", "low": "min", "close": "last"})
    df = df.join(weekly.add_prefix("w_"), how="left").ffill()
    return df["close"] > df["w_high"]`,
  ],
  [
    'htf2',
    `def f(intraday):
    daily_close = intraday.groupby(intraday.index.date)["close"].transform("last")
    return intraday["close"] < daily_close`,
  ],
  [
    'right',
    `def f(df):
    bars = df["price"].resample("15min", label="left", closed="right").ohlc()
    return bars`,
  ],
  [
    'close-open',
    `def backtest(df):
    pos = (df["close"] > df["close"].shift(1)).astype(int)
    pnl = pos * (df["close"] - df["open"])
    return pnl.cumsum()`,
  ],
  [
    'sameclose',
    `import numpy as np
def backtest(df):
    df["ma"] = df["close"].rolling(50).mean()
    df["signal"] = np.where(df["close"] > df["ma"], 1.0, 0.0)
    df["returns"] = df["close"].pct_change()
    df["strategy_returns"] = df["signal"] * df["returns"]
    return (1 + df["strategy_returns"]).cumprod()`,
  ],
  [
    'lucky',
    `def simulate(df, tp, sl):
    for i in range(1, len(df)):
        if df["high"].iloc[i] >= tp:
            return "win"
        if df["low"].iloc[i] <= sl:
            return "loss"`,
  ],
  [
    'vol',
    `def on_tick(self, candle):
    df = self.exchange.fetch_ohlcv("BTC/USDT", "1d")
    if df[-1][5] > self.avg_volume * 2:
        return "buy"`,
  ],
  [
    'adj',
    `import yfinance as yf
df = yf.download("AAPL", start="2000-01-01")
df["cheap"] = df["Adj Close"] < 10.0`,
  ],
  [
    'restated',
    `import yfinance as yf
t = yf.Ticker("AAPL")
fin = t.financials.T
eps = fin["Net Income"]`,
  ],
  [
    'fund',
    `import pandas as pd
def merge(prices, fundamentals):
    return prices.merge(fundamentals, left_on="date", right_on="report_period", how="left").ffill()`,
  ],
  [
    'filing',
    `def point_in_time(prices, filings):
    filings = filings.set_index("filing_date").sort_index()
    return prices.join(filings, how="left").ffill()`,
  ],
  [
    'tz',
    `import pandas as pd
def f(news):
    news["date"] = pd.to_datetime(news["timestamp"], unit="s").dt.date
    return news.groupby("date").sentiment.mean()`,
  ],
  [
    'members',
    `import pandas as pd
tickers = pd.read_html("https://en.wikipedia.org/wiki/List_of_S%26P_500_companies")[0]["Symbol"].tolist()`,
  ],
  [
    'delisted',
    `def universe(df):
    df = df[df["delisted"] == False]
    return df`,
  ],
  [
    'delisted2',
    `def load(prices):
    prices = prices.dropna(axis="columns", how="any")
    return prices`,
  ],
  [
    'folds',
    `from sklearn.model_selection import cross_val_score, KFold
def f(model, X, y):
    return cross_val_score(model, X, y, cv=KFold(5, shuffle=True))`,
  ],
  [
    'split',
    `from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)`,
  ],
  [
    'tune',
    `best = None
for fast in range(5, 50, 5):
    for slow in range(60, 200, 20):
        sharpe = run_backtest(test_data, fast, slow)
        if best is None or sharpe > best[0]:
            best = (sharpe, fast, slow)`,
  ],
  [
    'tune2',
    `results = {p: backtest(oos_data, p)["sharpe"] for p in grid}
best = max(results, key=results.get)`,
  ],
  [
    'news',
    `def build(news, bars):
    news["ts"] = pd.to_datetime(news["updated_at"])
    return pd.merge_asof(bars, news.sort_values("ts"), on="ts")`,
  ],
  [
    'bt',
    `import backtrader as bt
class S(bt.Strategy):
    def __init__(self):
        self.sma = bt.ind.SMA(period=20)
    def next(self):
        if self.data.close[1] > self.sma[0]:
            self.buy()`,
  ],
  [
    'bt2',
    `import backtrader as bt
class S(bt.Strategy):
    def __init__(self):
        self.nextclose = self.data.close(1)
    def next(self):
        if self.nextclose[0] > self.data.close[0]:
            self.buy(size=1, exectype=bt.Order.Stop)`,
  ],
  [
    'lean',
    `from AlgorithmImports import *
class A(QCAlgorithm):
    def Initialize(self):
        self.symbol = self.AddEquity("SPY", Resolution.Daily).Symbol
        hist = self.History(self.symbol, datetime(2010,1,1), datetime(2020,1,1), Resolution.Daily)
        self.future = hist.close.unstack(0).shift(-1)
    def OnData(self, data):
        self.SetHoldings(self.symbol, 1)`,
  ],
  [
    'iloc',
    `def f(df, i):
    tomorrow = df.iloc[i + 1]
    return tomorrow["close"] > df.iloc[i]["close"]`,
  ],
  [
    'loc',
    `def f(prices, dates):
    for k, d in enumerate(dates):
        nxt = prices.loc[dates[k + 1]]
        if nxt > prices.loc[d]:
            yield d`,
  ],
  [
    'maxfuture',
    `def f(df):
    df["fut_max"] = df["high"].rolling(10).max().shift(-10)
    df["buy"] = df["fut_max"] > df["close"] * 1.05
    return df`,
  ],
];
export const secondLeaksTypescript: readonly (readonly [name: string, text: string])[] = [
  ['t-shift', `function next(bars: Bar[], i: number) { const t = bars[i + 1]; return t.close > bars[i].close; }`],
  [
    't-norm',
    `const max = Math.max.apply(null, prices); const min = Math.min.apply(null, prices); const norm = prices.map(p => (p - min) / (max - min));`,
  ],
  ['t-avg', `const avg = average(closes); const signals = closes.map(c => c > avg);`],
  [
    't-fill',
    `for (let i = 0; i < bars.length; i++) { const b = bars[i]; if (b.close > b.open) { position = { entryPrice: b.open, size: 1 }; } }`,
  ],
  [
    't-rev',
    `let next = NaN; for (let i = prices.length - 1; i >= 0; i--) { if (isNaN(prices[i])) prices[i] = next; else next = prices[i]; }`,
  ],
];
