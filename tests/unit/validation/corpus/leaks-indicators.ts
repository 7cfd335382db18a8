/** Planted leaks in features: what is computed from bars that were not there yet. Several phrasings of each. */
import type { PlantedLeak } from './planted-leak.ts';

export const indicatorLeaks: readonly PlantedLeak[] = [
  {
    leak: 'shift(-1)',
    rules: ['negative-shift'],
    python: [
      `import pandas as pd
def signals(df):
    df['tomorrow'] = df['close'].shift(-1)
    df['signal'] = df['tomorrow'] > df['close']
    return df`,
      `LOOK = -3
def add(frame):
    ahead = frame.close.pct_change(periods=LOOK)
    return (ahead < 0).astype(int)`,
      `import numpy as np
def build(prices):
    moved = np.roll(prices, -1)
    return np.where(moved > prices, 1, 0)`,
      `import backtrader as bt
class Peek(bt.Strategy):
    def next(self):
        if self.data.close[1] > self.data.close[0]:
            self.buy(size=10)
        self.stop_price = self.data.close[0] * 0.95`,
      `def decide(closes):
    out = []
    for i in range(len(closes) - 1):
        out.append(1 if closes[i + 1] > closes[i] else 0)
    return out`,
      `def f(df):
    step = getattr(df['close'], 'shift')
    nxt = getattr(df['close'], 'shift')(-2)
    return nxt / df['close'] > 1.01`,
    ],
    typescript: [
      `export const signals = (closes: number[]): number[] =>
  closes.map((close, i) => (closes[i + 1]! > close ? 1 : 0));`,
      `const lead = 2;
export function entries(bars: { close: number }[]): boolean[] {
  const out: boolean[] = [];
  for (let i = 0; i < bars.length; i++) out.push((bars[i + lead]?.close ?? 0) > bars[i]!.close);
  return out;
}`,
    ],
  },
  {
    leak: 'centred window',
    rules: ['centred-window', 'negative-shift'],
    python: [
      `def smooth(df):
    df['avg'] = df['close'].rolling(11, center=True).mean()
    return df['close'] > df['avg']`,
      `CENTRED = True
def smooth(df):
    return df.close.rolling(window=9, min_periods=1, center=CENTRED).median()`,
      `from scipy.signal import savgol_filter
def smooth(df):
    df['trend'] = savgol_filter(df['close'], 21, 3)
    return df['trend'].diff() > 0`,
      `import numpy as np
def smooth(close):
    kernel = np.ones(5) / 5
    return np.convolve(close, kernel, mode='same')`,
      `def around(closes, half):
    out = []
    for i in range(half, len(closes)):
        window = closes[i - 2:i + 3]
        out.append(sum(window) / len(window))
    return out`,
    ],
    typescript: [
      `export const centred = (closes: number[]): number[] =>
  closes.map((_, i) => {
    const window = closes.slice(Math.max(0, i - 2), i + 3);
    return window.reduce((a, b) => a + b, 0) / window.length;
  });`,
    ],
  },
  {
    leak: 'full-sample z-score',
    rules: ['full-sample-scale'],
    python: [
      `def score(df):
    df['z'] = (df['close'] - df['close'].mean()) / df['close'].std()
    return df['z'] < -2`,
      `from scipy.stats import zscore
def score(df):
    return zscore(df['close']) < -1.5`,
      `from sklearn.preprocessing import StandardScaler
def features(df):
    X = df[['close', 'volume']]
    scaler = StandardScaler()
    return scaler.fit_transform(X)`,
      `def score(spread):
    centre = spread.mean()
    width = spread.std()
    return spread.sub(centre).div(width)`,
      `import numpy as np
def score(prices):
    mu, sigma = np.mean(prices), np.std(prices)
    return (prices - mu) / sigma > 1`,
    ],
    typescript: [
      `export function z(closes: number[]): number[] {
  const mean = closes.reduce((a, b) => a + b, 0) / closes.length;
  const deviation = Math.sqrt(closes.reduce((a, b) => a + (b - mean) ** 2, 0) / closes.length);
  return closes.map((c) => (c - mean) / deviation);
}`,
    ],
  },
  {
    leak: 'full-sample min/max',
    rules: ['full-sample-range'],
    python: [
      `def scale(df):
    df['level'] = (df['close'] - df['close'].min()) / (df['close'].max() - df['close'].min())
    return df['level'] > 0.8`,
      `from sklearn.preprocessing import MinMaxScaler
def scale(df):
    return MinMaxScaler().fit_transform(df[['close']])`,
      `def rich(df):
    limit = df['volume'].quantile(0.95)
    return df['volume'] > limit`,
      `import numpy as np
def near_top(close):
    return close / np.max(close) > 0.9`,
      `def ranks(df):
    return df['close'].rank(pct=True) > 0.7`,
    ],
    typescript: [
      `export function scaled(closes: number[]): number[] {
  const top = Math.max(...closes);
  const bottom = Math.min(...closes);
  return closes.map((c) => (c - bottom) / (top - bottom));
}`,
    ],
  },
  {
    leak: 'full-sample PCA or feature choice',
    rules: ['full-sample-features'],
    python: [
      `from sklearn.decomposition import PCA
def factors(returns):
    pca = PCA(n_components=3)
    return pca.fit_transform(returns)`,
      `from sklearn.feature_selection import SelectKBest, f_regression
def choose(X, y):
    best = SelectKBest(f_regression, k=5).fit(X, y)
    return best.transform(X)`,
      `def choose(data):
    ranked = data.corr()['label'].abs().sort_values()
    return ranked.index[-5:]`,
      `import numpy as np
def factors(returns):
    u, s, v = np.linalg.svd(returns)
    return u[:, :2]`,
      `from hmmlearn.hmm import GaussianHMM
def regimes(returns):
    model = GaussianHMM(n_components=2)
    model.fit(returns)
    return model.predict(returns)`,
    ],
    typescript: [],
  },
  {
    leak: 'back-fill',
    rules: ['back-fill', 'negative-shift'],
    python: [
      `def clean(df):
    df['close'] = df['close'].bfill()
    return df`,
      `def clean(df):
    return df.fillna(method='backfill')`,
      `def align(daily, minutes):
    return daily.reindex(minutes.index, method='bfill')`,
      `import pandas as pd
def align(bars, news):
    return pd.merge_asof(bars, news, on='time', direction='forward')`,
      `def clean(x):
    for i in range(len(x) - 2, -1, -1):
        if x[i] != x[i]:
            x[i] = x[i + 1]
    return x`,
    ],
    typescript: [
      `export function fill(prices: number[]): number[] {
  const out = [...prices];
  for (let i = out.length - 2; i >= 0; i--) if (Number.isNaN(out[i])) out[i] = out[i + 1]!;
  return out;
}`,
    ],
  },
  {
    leak: 'interpolation over gaps',
    rules: ['interpolation'],
    python: [
      `def clean(df):
    df['close'] = df['close'].interpolate()
    return df`,
      `def clean(df):
    return df.interpolate(method='time', limit_direction='both')`,
      `import numpy as np
def clean(t, known_t, known):
    return np.interp(t, known_t, known)`,
      `from scipy.interpolate import CubicSpline
def clean(t, y, grid):
    return CubicSpline(t, y)(grid)`,
    ],
    typescript: [
      `import { lerp } from './maths.ts';
export const filled = (before: number, after: number, share: number): number => lerp(before, after, share);`,
    ],
  },
  {
    leak: 'zigzag or peak finder',
    rules: ['peak-finder', 'negative-shift'],
    python: [
      `from scipy.signal import find_peaks
def tops(df):
    peaks, _ = find_peaks(df['high'], distance=10)
    return peaks`,
      `from scipy import signal
import numpy as np
def lows(df):
    return signal.argrelextrema(df['low'].values, np.less, order=5)`,
      `from zigzag import peak_valley_pivots
def swings(close):
    return peak_valley_pivots(close, 0.05, -0.05)`,
      `def tops(highs):
    out = []
    for i in range(1, len(highs) - 1):
        if highs[i] > highs[i - 1] and highs[i] > highs[i + 1]:
            out.append(i)
    return out`,
    ],
    typescript: [
      `export const tops = (highs: number[]): boolean[] =>
  highs.map((h, i) => h > (highs[i - 1] ?? h) && h > (highs[i + 1] ?? h));`,
    ],
  },
  {
    leak: 'forward-backward filter',
    rules: ['forward-backward-filter'],
    python: [
      `from scipy.signal import butter, filtfilt
def smooth(close):
    b, a = butter(3, 0.05)
    return filtfilt(b, a, close)`,
      `def smooth(df):
    return df['close'][::-1].ewm(span=20).mean()[::-1]`,
      `from pykalman import KalmanFilter
def smooth(close):
    kf = KalmanFilter(transition_matrices=[1], observation_matrices=[1])
    state, _ = kf.smooth(close)
    return state`,
      `import statsmodels.api as sm
def smooth(close):
    cycle, trend = sm.tsa.filters.hpfilter(close, 1600)
    return trend`,
      `def regime(res):
    return res.smoothed_marginal_probabilities[0] > 0.5`,
    ],
    typescript: [
      `import { ema } from './indicators.ts';
export function smooth(closes: number[]): number[] {
  const forward = ema(closes, 10);
  const back = forward.toReversed();
  return ema(back, 10).toReversed();
}`,
    ],
  },
  {
    leak: 'regression over all bars',
    rules: ['full-sample-regression'],
    python: [
      `import numpy as np
def channel(df):
    t = np.arange(len(df))
    slope, level = np.polyfit(t, df['close'], 1)
    return df['close'] < slope * t + level`,
      `from sklearn.linear_model import LinearRegression
def channel(df, t):
    line = LinearRegression()
    line.fit(t, df['close'])
    return df['close'] - line.predict(t)`,
      `import statsmodels.api as sm
def hedge(df):
    res = sm.OLS(df['a_close'], df['b_close']).fit()
    return df['a_close'] - res.params.iloc[0] * df['b_close']`,
      `from scipy.stats import linregress
def beta(returns, market_returns):
    fit = linregress(market_returns, returns)
    return returns - fit.slope * market_returns`,
      `from scipy import signal
def flat(prices):
    return signal.detrend(prices) < 0`,
    ],
    typescript: [
      `import { linearRegression } from './maths.ts';
export function residuals(closes: number[]): number[] {
  const line = linearRegression(closes);
  return closes.map((c, i) => c - (line.slope * i + line.intercept));
}`,
    ],
  },
];
