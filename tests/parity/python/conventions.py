"""Both engines play scripted orders on a few hand-made bars; answers fills as [bar, signed size, price]."""
import warnings

import backtrader as bt
import pandas as pd
from backtesting import Backtest, Strategy

from exchange import serve

warnings.simplefilter("ignore")


class BacktraderScript(bt.Strategy):
    params = {"steps": ()}

    def __init__(self):
        self.fills = []

    def notify_order(self, order):
        if order.status == order.Completed:
            self.fills.append([len(self.data) - 1, order.executed.size, order.executed.price])

    def next(self):
        for step in self.p.steps:
            if step["bar"] == len(self.data) - 1:
                self.act(step)

    def act(self, step):
        if step["op"] == "close":
            self.close()
        elif "share" in step:
            self.order_target_percent(target=step["share"])
        elif "trail" in step:
            entry = self.buy(size=step["size"], transmit=False)
            self.sell(size=step["size"], exectype=bt.Order.StopTrail, trailpercent=step["trail"], parent=entry)
        else:
            kind = bt.Order.Limit if "limit" in step else bt.Order.Market
            children = [name for name in ("stop", "target") if name in step]
            entry = self.buy(size=step["size"], exectype=kind, price=step.get("limit"), transmit=not children)
            for name in children:
                kind = bt.Order.Stop if name == "stop" else bt.Order.Limit
                self.sell(size=step["size"], exectype=kind, price=step[name], parent=entry, transmit=name == children[-1])


class BacktestingScript(Strategy):
    steps = ()

    def init(self):
        pass

    def next(self):
        for step in self.steps:
            if step["bar"] != len(self.data) - 1:
                continue
            if step["op"] == "close":
                self.position.close()
            elif "trail" not in step:
                size = step.get("share", step.get("size"))
                self.buy(size=size, limit=step.get("limit"), sl=step.get("stop"), tp=step.get("target"))


def play_backtrader(frame, scenario):
    cerebro = bt.Cerebro(stdstats=False)
    cerebro.adddata(bt.feeds.PandasData(dataname=frame))
    cerebro.broker.setcash(scenario["cash"])
    cerebro.addstrategy(BacktraderScript, steps=scenario["steps"])
    return {"fills": cerebro.run()[0].fills, "equity": cerebro.broker.getvalue()}


def play_backtesting(frame, scenario):
    script = type("Script", (BacktestingScript,), {"steps": scenario["steps"]})
    stats = Backtest(frame, script, cash=scenario["cash"]).run()
    trips = stats["_trades"]
    fills = [[t.EntryBar, t.Size, t.EntryPrice] for t in trips.itertuples()]
    fills += [[t.ExitBar, -t.Size, t.ExitPrice] for t in trips.itertuples()]
    fills += [[t.entry_bar, t.size, t.entry_price] for t in stats["_strategy"].trades]
    return {"fills": sorted(fills, key=lambda f: f[0]), "equity": stats["_equity_curve"]["Equity"].iloc[-1]}


def answer(request):
    """One answer per scenario and engine."""
    answers = []
    for scenario in request["scenarios"]:
        frame = pd.DataFrame(scenario["bars"], columns=["Open", "High", "Low", "Close"])
        frame["Volume"] = 0.0
        frame.index = pd.date_range("2000-01-01", periods=len(frame))
        answers.append({"backtrader": play_backtrader(frame, scenario), "backtesting": play_backtesting(frame, scenario)})
    return answers


serve(answer)
