/** Planted leaks in data and testing: figures before they were known, dead names left out, folds that overlap. */
import type { PlantedLeak } from './planted-leak.ts';

export const dataLeaks: readonly PlantedLeak[] = [
  {
    leak: 'restated fundamentals',
    rules: ['restated-fundamentals'],
    python: [
      `import pandas as pd
def join(bars, fundamentals):
    fundamentals = fundamentals.sort_values('fiscal_period_end')
    return pd.merge_asof(bars, fundamentals, left_on='date', right_on='fiscal_period_end')`,
      `def load(sf1):
    return sf1[sf1['dimension'] == 'MRQ']`,
      `def latest(filings):
    return filings.drop_duplicates(['ticker', 'fiscal_period'], keep='last')`,
      `import yfinance as yf
def eps(symbol, date):
    ticker = yf.Ticker(symbol)
    return ticker.quarterly_financials.loc['Net Income']`,
      `def value(row):
    return row['restated_eps'] / row['price'] > 0.1`,
    ],
    typescript: [
      `export function known(reports: { periodEnd: number; eps: number }[], date: number): number | undefined {
  return reports.filter((report) => report.periodEnd <= date).at(-2)?.eps;
}`,
    ],
  },
  {
    leak: 'filing date instead of acceptance time',
    rules: ['filing-date'],
    python: [
      `import pandas as pd
def join(bars, filings):
    return pd.merge_asof(bars, filings.sort_values('filing_date'), left_on='date', right_on='filing_date')`,
      `def index(filings):
    return filings.set_index('filed')`,
      `def known(filings, today):
    return filings[filings['date_filed'] <= today]`,
    ],
    typescript: [
      `export const known = (filings: { filingDate: number; eps: number }[], now: number): number[] =>
  filings.filter((filing) => filing.filingDate <= now).map((filing) => filing.eps);`,
    ],
  },
  {
    leak: 'time-zone day shift',
    rules: ['time-zone-day'],
    python: [
      `import pandas as pd
def day(news):
    news['day'] = pd.to_datetime(news['ts'], unit='s').dt.date
    return news`,
      `import pandas as pd
def day(news):
    stamps = pd.to_datetime(news['time'], utc=True)
    news['date'] = stamps.dt.normalize()
    return news`,
      `from datetime import datetime
def day(ts):
    return datetime.utcfromtimestamp(ts).date()`,
      `import pandas as pd
def local(df):
    df.index = pd.to_datetime(df['epoch'], unit='ms').dt.tz_localize('America/New_York')
    return df`,
    ],
    typescript: [
      `export const dayOf = (publishedAt: number): string => new Date(publishedAt).toISOString().slice(0, 10);`,
      `export const dayOf = (timestamp: number): number => new Date(timestamp).getDate();`,
    ],
  },
  {
    leak: "today's index members",
    rules: ['todays-members'],
    python: [
      `import pandas as pd
def universe():
    table = pd.read_html('https://en.wikipedia.org/wiki/List_of_S%26P_500_companies')[0]
    return table['Symbol'].tolist()`,
      `from yahoo_fin import stock_info as si
SYMBOLS = si.tickers_sp500()`,
      `def universe(constituents):
    return constituents.iloc[-1].dropna().index`,
      `def universe(row):
    current_members = row
    return [m for m in current_members]`,
    ],
    typescript: [
      `export const universe = (history: { members: string[][] }): string[] => history.members.at(-1) ?? [];`,
    ],
  },
  {
    leak: 'delisted names missing',
    rules: ['survivors-only'],
    python: [
      `def universe(assets):
    return assets[assets['is_active'] == True]`,
      `def universe(api):
    return api.list_assets(status='active')`,
      `def panel(prices):
    return prices.dropna(axis=1)`,
      `def universe(stocks):
    return stocks[~stocks['delisted']]`,
      `def universe(table):
    return table[table['delisting_date'].isna()]`,
      `def universe(table):
    return table.query('active == True')`,
    ],
    typescript: [
      `export const universe = (assets: { symbol: string; active: boolean }[]): string[] =>
  assets.filter((asset) => asset.active).map((asset) => asset.symbol);`,
      `export const universe = (assets: { symbol: string; delistedAt: number | null }[]): string[] =>
  assets.filter((asset) => asset.delistedAt === null).map((asset) => asset.symbol);`,
    ],
  },
  {
    leak: 'label overlap across folds',
    rules: ['overlapping-labels'],
    python: [
      `from sklearn.model_selection import KFold
def folds(X):
    return KFold(n_splits=5, shuffle=True, random_state=1).split(X)`,
      `from sklearn.model_selection import train_test_split
def split(X, y):
    return train_test_split(X, y, test_size=0.3, random_state=0)`,
      `from sklearn.model_selection import cross_val_score
def judge(model, X, y):
    return cross_val_score(model, X, y, cv=5).mean()`,
      `from sklearn.model_selection import TimeSeriesSplit
def fit(model, df, X):
    label = df['close'].shift(-10) / df['close'] - 1
    for train, test in TimeSeriesSplit(n_splits=5).split(X):
        model.fit(X.iloc[train], label.iloc[train])
    return model`,
      `def fit(model, df, X):
    y = df['close'].pct_change(20).shift(-20)
    split = int(len(X) * 0.7)
    X_train, X_test = X[:split], X[split:]
    y_train = y[:split]
    model.fit(X_train, y_train)
    return model.score(X_test)`,
    ],
    typescript: [
      `import { kFold } from './folds.ts';
export const folds = (rows: number): unknown => kFold(rows, { folds: 5, shuffle: true });`,
    ],
  },
  {
    leak: 'tuned on the test window',
    rules: ['tuned-on-test'],
    python: [
      `def tune(test, grid, backtest):
    best, chosen = -9, None
    for p in grid:
        score = backtest(test, p)
        if score > best:
            best, chosen = score, p
    return chosen`,
      `def tune(grid, run, test_prices):
    return max(grid, key=lambda p: run(test_prices, p).sharpe)`,
      `def learn(model, X_test, y_test):
    model.fit(X_test, y_test)
    return model`,
      `from scipy.optimize import minimize
def tune(sharpe, oos_returns, x0):
    return minimize(lambda p: -sharpe(oos_returns, p), x0)`,
      `from sklearn.model_selection import GridSearchCV, TimeSeriesSplit
def tune(model, X, y, grid):
    search = GridSearchCV(model, grid, cv=TimeSeriesSplit(5, gap=10))
    search.fit(X, y)
    return search.best_estimator_`,
    ],
    typescript: [
      `import { sharpe, run } from './engine.ts';
export function tune(testBars: unknown[], grid: number[]): number {
  let best = -9;
  let chosen = 0;
  for (const p of grid) {
    const score = sharpe(run(testBars, p));
    if (score > best) {
      best = score;
      chosen = p;
    }
  }
  return chosen;
}`,
    ],
  },
  {
    leak: 'news stamped by edit time',
    rules: ['news-edit-time'],
    python: [
      `import pandas as pd
def join(bars, news):
    return pd.merge_asof(bars, news.sort_values('updated_at'), left_on='time', right_on='updated_at')`,
      `def index(news):
    news.index = news['last_modified']
    return news`,
      `def known(stories, now):
    return [s for s in stories if s.edited_at <= now]`,
    ],
    typescript: [
      `export const known = (stories: { updatedAt: number; score: number }[], now: number): number =>
  stories.filter((story) => story.updatedAt <= now).reduce((sum, story) => sum + story.score, 0);`,
      `export const stamped = (stories: { lastEdited: number; text: string }[]): unknown[] =>
  stories.map((story) => ({ time: story.lastEdited, text: story.text }));`,
    ],
  },
];
