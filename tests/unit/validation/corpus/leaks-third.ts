/** A third set of leaks, in Python as it is found in notebooks, written after the second. */
export const thirdLeaks: readonly (readonly [name: string, text: string])[] = [
  [
    'shift via dict',
    `PARAMS = {'lag': -1}
def f(df):
    return df['close'].shift(PARAMS['lag']) > df['close']`,
  ],
  [
    'shift kw',
    `def ahead(series, n=1):
    return series.shift(-n)
def f(df):
    df['sig'] = ahead(df['close']) > df['close']
    return df`,
  ],
  [
    'diff',
    `def f(df):
    return df.close.diff(-1) < 0`,
  ],
  [
    'center via kwargs',
    `opts = dict(window=7, center=True)
def f(df):
    return df['close'].rolling(**opts).mean()`,
  ],
  [
    'z helper',
    `def zs(x):
    return (x - x.mean()) / x.std(ddof=0)
def f(df):
    df['z'] = zs(df['close'])
    return df['z'] > 2`,
  ],
  [
    'sk scale',
    `from sklearn import preprocessing
def f(df):
    return preprocessing.scale(df[['a', 'b']])`,
  ],
  [
    'quantile cut',
    `import pandas as pd
def f(df):
    df['bucket'] = pd.qcut(df['close'].pct_change(), 5, labels=False)
    return df`,
  ],
  [
    'np percentile',
    `import numpy as np
def f(df):
    hi = np.percentile(df['vol'], 90)
    df['calm'] = df['vol'] < hi
    return df`,
  ],
  [
    'svd',
    `from sklearn.decomposition import TruncatedSVD
def f(R):
    return TruncatedSVD(3).fit(R).transform(R)`,
  ],
  [
    'bfill inplace',
    `def f(df):
    df.bfill(inplace=True)
    return df`,
  ],
  [
    'spline',
    `def f(s):
    return s.interpolate('spline', order=3)`,
  ],
  [
    'zigzag own call',
    `import ta_lib_extra as x
def f(df):
    return x.zigzag(df.close, 0.05)`,
  ],
  [
    'reverse ewm',
    `def f(s):
    fwd = s.ewm(span=10).mean()
    bwd = s.iloc[::-1].ewm(span=10).mean().iloc[::-1]
    return (fwd + bwd) / 2`,
  ],
  [
    'statsmodels formula',
    `import statsmodels.formula.api as smf
def f(df):
    res = smf.ols('y ~ x', data=df).fit()
    return df['y'] - res.fittedvalues`,
  ],
  [
    'month groupby',
    `import pandas as pd
def f(df):
    df['mclose'] = df.groupby([df.index.year, df.index.month])['close'].transform('last')
    return df['close'] < df['mclose']`,
  ],
  [
    'grouper',
    `import pandas as pd
def f(df):
    day = df.groupby(pd.Grouper(freq='D'))['high'].transform('max')
    return df['close'] > day`,
  ],
  [
    'resample asof',
    `import pandas as pd
def f(df):
    hourly = df.resample('1h').close.last().to_frame('h')
    return pd.merge_asof(df, hourly, left_index=True, right_index=True)`,
  ],
  [
    'label left',
    `def f(df):
    return df.resample(rule='30min', closed='right').last().reindex(df.index).ffill()`,
  ],
  [
    'open trade loop',
    `for i in range(1, len(df)):
    row = df.iloc[i]
    if row['close'] > row['sma']:
        buy_price = row['open']`,
  ],
  [
    'itertuples',
    `def run(df):
    cash = 1000
    for row in df.itertuples():
        if row.rsi < 30 and row.close > row.ma:
            cash -= row.close
    return cash`,
  ],
  [
    'coo',
    `import backtrader as bt
cerebro = bt.Cerebro(cheat_on_open=True)
class S(bt.Strategy):
    def next_open(self):
        if self.data.high[0] > self.data.high[-1]:
            self.buy(size=1)`,
  ],
  [
    'position no shift',
    `def f(df):
    df.loc[df.close > df.ma, 'pos'] = 1
    df['pos'] = df['pos'].fillna(0)
    df['pnl'] = df['pos'] * df['close'].pct_change()
    return df`,
  ],
  [
    'bt trade close',
    `from backtesting import Backtest
bt = Backtest(data, S, trade_on_close=True)`,
  ],
  [
    'range pnl',
    `def f(df):
    df['profit'] = df['high'] - df['low']
    return df`,
  ],
  [
    'adj ratio',
    `def f(df):
    ratio = df['adj_close'] / df['close']
    return ratio.diff() > 0`,
  ],
  [
    'fiscal',
    `def f(px, fund):
    fund = fund.set_index('fiscalDateEnding')
    return px.join(fund)`,
  ],
  [
    'filed cmp',
    `def f(rows, today):
    return [r for r in rows if r['filed_date'] <= today]`,
  ],
  [
    'tz naive',
    `import pandas as pd
df.index = pd.to_datetime(df['ts'], unit='s').dt.normalize()`,
  ],
  ['members', `universe = index_constituents.iloc[-1]`],
  [
    'members url',
    `import requests
import pandas as pd
SP500 = pd.read_csv('https://example.org/data/constituents.csv')['Symbol']`,
  ],
  ['active', `stocks = [s for s in stocks if s.is_active]`],
  ['dropna how', `prices = prices.dropna(axis=1, how='any')`],
  [
    'cv int',
    `from sklearn.model_selection import GridSearchCV
g = GridSearchCV(m, grid, cv=5)`,
  ],
  [
    'argmax test',
    `scores = [sharpe(test_returns[p]) for p in grid]
best = grid[int(np.argmax(scores))]`,
  ],
  [
    'fit all',
    `from xgboost import XGBClassifier
def f(X, y):
    clf = XGBClassifier()
    clf.fit(X, y)
    return clf.predict(X)`,
  ],
  [
    'news mod',
    `news = news.sort_values('last_modified')
merged = pd.merge_asof(bars, news, left_on='ts', right_on='last_modified')`,
  ],
];
