/** Sound strategies in Python that learn, join and choose: none may raise an alarm. */
export const cleanPythonData: Readonly<Record<string, string>> = {
  'machine learning with a purged split': `from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HORIZON = 5


def features(df):
    out = df[['close']].pct_change()
    out['slow'] = df['close'] / df['close'].rolling(50).mean() - 1
    out['wild'] = df['close'].pct_change().rolling(20).std()
    return out.dropna()


def fit(df):
    X = features(df)
    y = (df['close'].shift(-HORIZON) > df['close']).astype(int)
    y = y.reindex(X.index)
    cut = int(len(X) * 0.7)
    X_train, y_train = X.iloc[:cut - HORIZON], y.iloc[:cut - HORIZON]
    X_test = X.iloc[cut:]
    model = make_pipeline(StandardScaler(), LogisticRegression())
    model.fit(X_train, y_train)
    return model.predict_proba(X_test)[:, 1]
`,
  'walk forward': `import numpy as np
from sklearn.linear_model import Ridge
from sklearn.model_selection import TimeSeriesSplit


def walk_forward(X, target, horizon=10):
    folds = TimeSeriesSplit(n_splits=8, gap=horizon)
    predictions = np.full(len(X), np.nan)
    for train, test in folds.split(X):
        model = Ridge(alpha=1.0)
        model.fit(X[train], target[train])
        predictions[test] = model.predict(X[test])
    return predictions
`,
  'scaler fitted on the training part': `from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler


def factors(returns, cut):
    train = returns.iloc[:cut]
    test = returns.iloc[cut:]
    scaler = StandardScaler().fit(train)
    pca = PCA(n_components=3).fit(scaler.transform(train))
    return pca.transform(scaler.transform(test))
`,
  'tuned on training, read once on test': `def tune(grid, backtest, train, test):
    best, chosen = float('-inf'), None
    for parameters in grid:
        score = backtest(train, parameters).sharpe
        if score > best:
            best, chosen = score, parameters
    result = backtest(test, chosen)
    print('out of sample', result.sharpe)
    return chosen, result
`,
  'rolling regression': `import numpy as np
import pandas as pd


def slope(window):
    return np.polyfit(np.arange(len(window)), window, 1)[0]


def trend(df, length=40):
    df['slope'] = df['close'].rolling(length).apply(slope, raw=True)
    df['long'] = (df['slope'] > 0).shift(1)
    return df
`,
  'pairs with a trailing hedge ratio': `import statsmodels.api as sm


class Pairs:
    def __init__(self, lookback=120, entry=2.0, stop=4.0):
        self.lookback, self.entry, self.stop = lookback, entry, stop

    def decide(self, a, b, t):
        past_a, past_b = a.iloc[t - self.lookback:t], b.iloc[t - self.lookback:t]
        beta = sm.OLS(past_a, past_b).fit().params.iloc[0]
        spread = past_a - beta * past_b
        z = (spread.iloc[-1] - spread.mean()) / spread.std()
        if abs(z) > self.stop:
            return 0
        return -1 if z > self.entry else 1 if z < -self.entry else 0
`,
  'fundamentals as accepted': `import pandas as pd


def join(bars, filings):
    filings = filings.sort_values('acceptance_datetime')
    known = pd.merge_asof(bars, filings, left_on='time', right_on='acceptance_datetime', direction='backward')
    known['cheap'] = known['eps'] / known['close'] > 0.08
    return known


def by_day(bars, filings):
    filings['known'] = filings['filing_date'] + pd.tseries.offsets.BDay(1)
    return pd.merge_asof(bars, filings.sort_values('known'), left_on='date', right_on='known')
`,
  'news in the zone of the exchange': `import pandas as pd


def daily(news, bars):
    stamps = pd.to_datetime(news['published_at'], utc=True).dt.tz_convert('America/New_York')
    news['day'] = stamps.dt.normalize()
    late = stamps.dt.hour >= 16
    news.loc[late, 'day'] = news.loc[late, 'day'] + pd.tseries.offsets.BDay(1)
    score = news.groupby('day')['score'].mean()
    bars['score'] = score.reindex(bars.index).fillna(0).rolling(5).mean().shift(1)
    return bars
`,
  'dated universe with the dead': `def universe(members, date, prices):
    names = members[(members['from'] <= date) & (members['to'] > date)]['symbol']
    listed = [n for n in names if n in prices.columns and prices.loc[:date, n].notna().any()]
    volume = {n: prices.loc[:date, n].tail(60).mean() for n in listed}
    return sorted(listed, key=volume.get, reverse=True)[:100]
`,
  'filled forwards only': `def clean(df):
    df = df.sort_index().ffill(limit=3)
    df['close'] = df['close'].fillna(method='ffill')
    df['gap'] = df['open'] / df['close'].shift(1) - 1
    df['fade'] = (df['gap'] > 0.02) & (df['close'].shift(1) > df['close'].shift(20))
    return df
`,
  'seeded bootstrap': `import numpy as np


def interval(earned, draws=1000, seed=7):
    rng = np.random.default_rng(seed)
    n = len(earned)
    samples = [rng.choice(earned, n).mean() for _ in range(draws)]
    return np.percentile(samples, [5, 95])
`,
  'cross-sectional ranks': `def weights(closes, length=120, names=10):
    momentum = closes.pct_change(length)
    ranks = momentum.rank(axis=1, ascending=False)
    chosen = (ranks <= names).astype(float)
    target = chosen.div(chosen.sum(axis=1), axis=0)
    calm = closes.pct_change().rolling(60).std().mean(axis=1) < 0.03
    return target.mul(calm, axis=0).shift(1)
`,
  'confirmed turns': `def confirmed_lows(df, length=5):
    lowest = df['low'].rolling(2 * length + 1).min()
    confirmed = df['low'].shift(length) == lowest
    df['support'] = df['low'].shift(length).where(confirmed).ffill()
    df['hold'] = (df['close'] > df['support']).shift(1)
    return df
`,
};
