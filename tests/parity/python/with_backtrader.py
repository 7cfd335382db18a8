"""backtrader plays every strategy, written by hand the way its users write them; answers round trips."""
import backtrader as bt
import numpy as np
import pandas as pd
import talib

from exchange import serve
from rules import before, over, to_tick, units


class Trader(bt.Strategy):
    """Keeps fills as round trips; a strategy says what to prepare and what to decide at each close."""

    params = {"columns": None}

    def __init__(self):
        self.c = self.p.columns
        self.trips, self.open, self.guards, self.waiting = [], None, [], None
        self.prepare(self.c["open"], self.c["high"], self.c["low"], self.c["close"])

    def next(self):
        self.decide(len(self.data) - 1)

    def notify_order(self, order):
        if order.status != order.Completed:
            return
        bar, price, fee = len(self.data) - 1, order.executed.price, order.executed.comm
        size = order.executed.size
        if self.open is None:
            self.open = (size, bar, price, fee)
            return
        held, entry_bar, entry_price, entry_fee = self.open
        self.open = None
        pnl = held * (price - entry_price) - fee - entry_fee
        self.trips.append((np.sign(held), abs(held), entry_bar, entry_price, bar, price, pnl))

    @property
    def held(self):
        """Signed size."""
        return self.position.size

    @property
    def bars_held(self):
        """Bars since the entry, its own included."""
        return len(self.data) - self.open[1]

    def size(self):
        """Units worth half the equity at this close."""
        return units(self.broker.getvalue(), self.data.close[0])

    def leave(self):
        """Closes at the next open; guards go."""
        for order in self.guards:
            self.cancel(order)
        self.guards = []
        self.close()

    def guard(self, entry, stop=None, target=None):
        """A stop and a target that wait for their entry and cancel each other."""
        away = self.sell if entry.isbuy() else self.buy
        self.guards = []
        if stop is not None:
            last = target is None
            self.guards.append(away(size=abs(entry.size), exectype=bt.Order.Stop, price=stop, parent=entry, transmit=last))
        if target is not None:
            self.guards.append(away(size=abs(entry.size), exectype=bt.Order.Limit, price=target, parent=entry, transmit=True))


class SmaLong(Trader):
    def prepare(self, o, h, l, c):
        fast, slow = talib.SMA(c, 10), talib.SMA(c, 30)
        self.up, self.down = over(fast, slow), over(slow, fast)

    def decide(self, i):
        if self.held == 0 and self.up[i]:
            self.buy(size=self.size())
        elif self.held > 0 and self.down[i]:
            self.leave()


class SmaBothWays(SmaLong):
    def decide(self, i):
        if self.up[i] and self.held <= 0:
            size = self.size()
            self.leave()
            self.buy(size=size)
        elif self.down[i] and self.held >= 0:
            size = self.size()
            self.leave()
            self.sell(size=size)


class RsiReversion(Trader):
    def prepare(self, o, h, l, c):
        self.rsi = talib.RSI(c, 14)

    def decide(self, i):
        if self.held == 0 and self.rsi[i] < 30:
            self.buy(size=self.size())
        elif self.held > 0 and self.rsi[i] > 60:
            self.leave()


class RsiShort(Trader):
    def prepare(self, o, h, l, c):
        self.rsi, self.close_ = talib.RSI(c, 14), c

    def decide(self, i):
        if self.held == 0 and self.rsi[i] > 70:
            entry = self.sell(size=self.size(), transmit=False)
            self.guard(entry, stop=to_tick(self.close_[i] * 1.06))
        elif self.held < 0 and self.rsi[i] < 50:
            self.leave()


class BollingerBreakout(Trader):
    def prepare(self, o, h, l, c):
        upper, self.middle, _ = talib.BBANDS(c, 20, 2, 2)
        self.up, self.close_ = over(c, upper), c

    def decide(self, i):
        if self.held == 0 and self.up[i]:
            entry = self.buy(size=self.size(), transmit=False)
            self.guard(entry, stop=to_tick(self.close_[i] * 0.95))
        elif self.held > 0 and self.close_[i] < self.middle[i]:
            self.leave()


class DonchianBreakout(Trader):
    def prepare(self, o, h, l, c):
        self.top, self.floor, self.close_ = before(talib.MAX(h, 20)), before(talib.MIN(l, 10)), c

    def decide(self, i):
        if self.held == 0 and self.close_[i] > self.top[i]:
            self.buy(size=self.size())
        elif self.held > 0 and self.close_[i] < self.floor[i]:
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
            entry = self.buy(size=self.size(), transmit=False)
            self.guard(entry, stop=to_tick(close * 0.96), target=to_tick(close * 1.08))


class TrailingStop(SmaLong):
    """The stop follows the highest high; it is moved at each close."""

    def decide(self, i):
        if self.held == 0:
            self.best = -np.inf
            if self.up[i]:
                self.buy(size=self.size())
            return
        for order in self.guards:
            self.cancel(order)
        self.best = max(self.best, self.open[2], self.c["high"][i])
        self.guards = [self.sell(size=self.held, exectype=bt.Order.Stop, price=self.best * 0.9)]


class TimeExit(Trader):
    def prepare(self, o, h, l, c):
        self.rsi = talib.RSI(c, 2)

    def decide(self, i):
        if self.held == 0 and self.rsi[i] < 10:
            self.buy(size=self.size())
        elif self.held > 0 and self.bars_held >= 5:
            self.leave()


class LimitDip(Trader):
    """A limit below a rising market, good for one bar."""

    def prepare(self, o, h, l, c):
        self.long, self.short, self.close_ = talib.SMA(c, 50), talib.SMA(c, 5), c

    def decide(self, i):
        if self.waiting is not None and self.waiting.alive():
            self.cancel(self.waiting)
        if self.held == 0 and self.close_[i] > self.long[i]:
            price = to_tick(self.close_[i] * 0.99)
            self.waiting = self.buy(size=self.size(), exectype=bt.Order.Limit, price=price)
        elif self.held > 0 and self.close_[i] > self.short[i] * 1.001:
            self.leave()


class StopBreakout(Trader):
    """A stop above the highest high, good for one bar."""

    def prepare(self, o, h, l, c):
        self.top, self.floor, self.close_ = talib.MAX(h, 20), before(talib.MIN(l, 10)), c

    def decide(self, i):
        if self.waiting is not None and self.waiting.alive():
            self.cancel(self.waiting)
        if self.held == 0 and self.top[i] > 0:
            price = to_tick(self.top[i] * 1.001)
            self.waiting = self.buy(size=self.size(), exectype=bt.Order.Stop, price=price)
        elif self.held > 0 and self.close_[i] < self.floor[i]:
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
    """One run; columns of the round trips."""
    frame = pd.DataFrame(series, index=pd.date_range("2000-01-01", periods=len(series["close"])))
    cerebro = bt.Cerebro(stdstats=False)
    cerebro.adddata(bt.feeds.PandasData(dataname=frame))
    cerebro.broker.setcash(cash)
    cerebro.broker.setcommission(commission=commission)
    cerebro.addstrategy(strategies[name], columns=series)
    trader = cerebro.run()[0]
    columns = ("side", "size", "entryBar", "entryPrice", "exitBar", "exitPrice", "pnl")
    trips = np.array(trader.trips, dtype="float64").reshape(-1, len(columns))
    answer = {column: trips[:, k] for k, column in enumerate(columns)}
    return {**answer, "equity": float(cerebro.broker.getvalue())}


def answer(request):
    """Every run asked for."""
    runs = [
        play(run["strategy"], request["series"][run["series"]], run["commission"], request["cash"])
        for run in request["runs"]
    ]
    return {"version": bt.__version__, "runs": runs}


if __name__ == "__main__":
    serve(answer)
