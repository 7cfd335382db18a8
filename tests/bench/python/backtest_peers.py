"""Runs SMA crosses in Python engines on request: one line in (peer and bars), one line of JSON out (milliseconds, equity)."""

import json
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
columns = {}
cash, size = float(sys.argv[2]), float(sys.argv[3])


def load(path, bars):
    raw = np.fromfile(path, dtype="<f8").reshape(5, bars)
    for name, values in zip(("open", "high", "low", "close", "volume"), raw):
        columns[name] = values


def frame(bars):
    import pandas as pd

    index = pd.date_range("2000-01-01", periods=bars, freq="min")
    return pd.DataFrame({k.capitalize(): v[:bars] for k, v in columns.items()}, index=index)


def crosses(close):
    import pandas as pd

    fast = pd.Series(close).rolling(10).mean().to_numpy()
    slow = pd.Series(close).rolling(20).mean().to_numpy()
    up = np.zeros(len(close), dtype=bool)
    down = np.zeros(len(close), dtype=bool)
    up[1:] = (fast[:-1] < slow[:-1]) & (fast[1:] > slow[1:])
    down[1:] = (fast[:-1] > slow[:-1]) & (fast[1:] < slow[1:])
    return up, down


def shifted(mask):
    out = np.zeros_like(mask)
    out[1:] = mask[:-1]
    return out


def vectorbt_from_signals(bars, signals=None):
    import vectorbt as vbt

    up, down = signals if signals is not None else crosses(columns["close"][:bars])
    begin = time.process_time()
    book = vbt.Portfolio.from_signals(
        columns["close"][:bars], shifted(up), shifted(down), price=columns["open"][:bars], size=size, init_cash=cash, freq="1min"
    )
    equity = book.value() if signals is None else None
    spent = time.process_time() - begin
    last = book.final_value() if equity is None else np.asarray(equity)[-1]
    return spent, float(last)


given = {}


def vectorbt_signals_only(bars):
    if bars not in given:
        given[bars] = crosses(columns["close"][:bars])
    return vectorbt_from_signals(bars, given[bars])


def vectorbt_whole(bars):
    begin = time.process_time()
    _, last = vectorbt_from_signals(bars)
    return time.process_time() - begin, last


def backtesting_py(bars):
    from backtesting import Backtest, Strategy

    up, down = crosses(columns["close"][:bars])

    class Cross(Strategy):
        def init(self):
            self.at = 0

        def next(self):
            i = len(self.data) - 1
            if up[i] and not self.position:
                self.buy(size=int(size))
            elif down[i] and self.position:
                self.position.close()

    data = frame(bars)
    begin = time.process_time()
    stats = Backtest(data, Cross, cash=cash, finalize_trades=False).run()
    return time.process_time() - begin, float(stats["Equity Final [$]"])


def backtrader(bars):
    import backtrader as bt

    class Cross(bt.Strategy):
        def __init__(self):
            self.cross = bt.ind.CrossOver(bt.ind.SMA(period=10), bt.ind.SMA(period=20))

        def next(self):
            if self.cross[0] > 0 and not self.position:
                self.buy(size=size)
            elif self.cross[0] < 0 and self.position:
                self.close()

    data = frame(bars)
    begin = time.process_time()
    cerebro = bt.Cerebro()
    cerebro.broker.setcash(cash)
    cerebro.adddata(bt.feeds.PandasData(dataname=data))
    cerebro.addstrategy(Cross)
    cerebro.run()
    return time.process_time() - begin, float(cerebro.broker.getvalue())


peers = {
    "vectorbt": vectorbt_whole,
    "from_signals": vectorbt_signals_only,
    "backtesting.py": backtesting_py,
    "backtrader": backtrader,
}
path, bars_of_file = sys.argv[1].rsplit(":", 1)
load(path, int(bars_of_file))
print("ready", flush=True)
for line in sys.stdin:
    name, bars = line.split()
    try:
        spent, equity = peers[name](int(bars))
        print(json.dumps({"ms": spent * 1000, "equity": equity}), flush=True)
    except Exception as error:  # The bench says aloud which peer did not run.
        print(json.dumps({"error": f"{type(error).__name__}: {error}"[:300]}), flush=True)
