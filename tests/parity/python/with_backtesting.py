"""backtesting.py plays every strategy, written by hand the way its users write them; answers round trips."""
import warnings
from importlib.metadata import version

import numpy as np
import pandas as pd
import talib
from backtesting import Backtest, Strategy

from exchange import serve
from rules import before, over, to_tick, units

warnings.simplefilter("ignore")


class Trader(Strategy):
    """A strategy says what to prepare and what to decide at each close."""

    columns = None

    def init(self):
        self.c = self.columns
        self.best = -np.inf
        self.prepare(self.c["open"], self.c["high"], self.c["low"], self.c["close"])

    def next(self):
        self.decide(len(self.data) - 1)

    @property
    def held(self):
        """Signed size."""
        return self.position.size

    def units(self):
        """Units worth half the equity at this close."""
        return units(self.equity, self.c["close"][len(self.data) - 1])

    def leave(self):
        """Closes at the next open; stops go first, or they would be served before that open."""
        for trade in self.trades:
            trade.sl = trade.tp = None
            trade.close()


class SmaLong(Trader):
    def prepare(self, o, h, l, c):
        fast, slow = talib.SMA(c, 10), talib.SMA(c, 30)
        self.up, self.down = over(fast, slow), over(slow, fast)

    def decide(self, i):
        if self.held == 0 and self.up[i]:
            self.buy(size=self.units())
        elif self.held > 0 and self.down[i]:
            self.leave()


class SmaBothWays(SmaLong):
    def decide(self, i):
        if self.up[i] and self.held <= 0:
            size = self.units()
            self.leave()
            self.buy(size=size)
        elif self.down[i] and self.held >= 0:
            size = self.units()
            self.leave()
            self.sell(size=size)


class RsiReversion(Trader):
    def prepare(self, o, h, l, c):
        self.rsi = talib.RSI(c, 14)

    def decide(self, i):
        if self.held == 0 and self.rsi[i] < 30:
            self.buy(size=self.units())
        elif self.held > 0 and self.rsi[i] > 60:
            self.leave()


class RsiShort(Trader):
    def prepare(self, o, h, l, c):
        self.rsi, self.close = talib.RSI(c, 14), c

    def decide(self, i):
        if self.held == 0 and self.rsi[i] > 70:
            self.sell(size=self.units(), sl=to_tick(self.close[i] * 1.06))
        elif self.held < 0 and self.rsi[i] < 50:
            self.leave()


class BollingerBreakout(Trader):
    def prepare(self, o, h, l, c):
        upper, self.middle, _ = talib.BBANDS(c, 20, 2, 2)
        self.up, self.close = over(c, upper), c

    def decide(self, i):
        if self.held == 0 and self.up[i]:
            self.buy(size=self.units(), sl=to_tick(self.close[i] * 0.95))
        elif self.held > 0 and self.close[i] < self.middle[i]:
            self.leave()


class DonchianBreakout(Trader):
    def prepare(self, o, h, l, c):
        self.top, self.floor, self.close = before(talib.MAX(h, 20)), before(talib.MIN(l, 10)), c

    def decide(self, i):
        if self.held == 0 and self.close[i] > self.top[i]:
            self.buy(size=self.units())
        elif self.held > 0 and self.close[i] < self.floor[i]:
            self.leave()


class MacdCross(Trader):
    def prepare(self, o, h, l, c):
        line, signal, _ = talib.MACD(c, 12, 26, 9)
        self.up, self.down = over(line, signal), over(signal, line)

    decide = SmaLong.decide


class SmaBracket(SmaLong):
    def decide(self, i):
        if self.held == 0 and self.up[i]:
            close = self.c["close"][i]
            self.buy(size=self.units(), sl=to_tick(close * 0.96), tp=to_tick(close * 1.08))


class TrailingStop(SmaLong):
    """The stop follows the highest high; it is moved at each close."""

    def decide(self, i):
        if self.held == 0:
            self.best = -np.inf
            if self.up[i]:
                self.buy(size=self.units())
            return
        trade = self.trades[0]
        self.best = max(self.best, trade.entry_price, self.c["high"][i])
        trade.sl = self.best * 0.9


class TimeExit(Trader):
    def prepare(self, o, h, l, c):
        self.rsi = talib.RSI(c, 2)

    def decide(self, i):
        if self.held == 0 and self.rsi[i] < 10:
            self.buy(size=self.units())
        elif self.held > 0 and i - self.trades[0].entry_bar + 1 >= 5:
            self.leave()


class LimitDip(Trader):
    """A limit below a rising market, good for one bar."""

    def prepare(self, o, h, l, c):
        self.long, self.short, self.close = talib.SMA(c, 50), talib.SMA(c, 5), c

    def decide(self, i):
        for order in self.orders:
            order.cancel()
        if self.held == 0 and self.close[i] > self.long[i]:
            self.buy(size=self.units(), limit=to_tick(self.close[i] * 0.99))
        elif self.held > 0 and self.close[i] > self.short[i] * 1.001:
            self.leave()


class StopBreakout(Trader):
    """A stop above the highest high, good for one bar."""

    def prepare(self, o, h, l, c):
        self.top, self.floor, self.close = talib.MAX(h, 20), before(talib.MIN(l, 10)), c

    def decide(self, i):
        for order in self.orders:
            order.cancel()
        if self.held == 0 and self.top[i] > 0:
            self.buy(size=self.units(), stop=to_tick(self.top[i] * 1.001))
        elif self.held > 0 and self.close[i] < self.floor[i]:
            self.leave()


strategies = {
    "sma-long": SmaLong,
    "sma-both-ways": SmaBothWays,
    "rsi-reversion": RsiReversion,
    "rsi-short-stop": RsiShort,
    "bollinger-breakout-stop": BollingerBreakout,
    "donchian-breakout": DonchianBreakout,
    "macd-cross": MacdCross,
    "sma-bracket": SmaBracket,
    "trailing-stop": TrailingStop,
    "time-exit": TimeExit,
    "limit-dip": LimitDip,
    "stop-breakout": StopBreakout,
}


def play(name, series, commission, cash):
    """One run; columns of the round trips in the order of their exits."""
    frame = pd.DataFrame({key.title(): series[key] for key in ("open", "high", "low", "close", "volume")})
    frame.index = pd.date_range("2000-01-01", periods=len(frame))
    strategy = type(name, (strategies[name],), {"columns": series})
    stats = Backtest(frame, strategy, cash=cash, commission=commission).run()
    trips = stats["_trades"]
    return {
        "side": np.sign(trips["Size"]),
        "size": trips["Size"].abs(),
        "entryBar": trips["EntryBar"],
        "entryPrice": trips["EntryPrice"],
        "exitBar": trips["ExitBar"],
        "exitPrice": trips["ExitPrice"],
        "pnl": trips["PnL"],
        "equity": float(stats["_equity_curve"]["Equity"].iloc[-1]),
    }


def answer(request):
    """Every run asked for."""
    runs = [
        play(run["strategy"], request["series"][run["series"]], run["commission"], request["cash"])
        for run in request["runs"]
    ]
    return {"version": version("backtesting"), "runs": runs}


if __name__ == "__main__":
    serve(answer)
