/** `backtrader_strategy.py`: the strategy, the broker with the plan's fills, and how to run them. */

export const backtraderSource = `"""@TITLE@ on Backtrader.

DeskStrategy asks the rules of strategy.py at every close and sends what the plan decides as orders with their
protective children. DeskBroker is Backtrader's own broker with the plan's fills: positions, cash and order states are
kept by Backtrader, only when and at what price an order fills is decided by desk_matching.py. With any other broker
the orders are ordinary brackets and fill as that broker fills them.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

import backtrader as bt

from desk_book import Bar, Fill, Known, Run, Ticket
from desk_matching import Matcher
from desk_trading import Trader
from strategy import PLAN, USES_HISTORY, Rules

logger = logging.getLogger("desk.backtrader")


class DeskFeed(bt.feed.DataBase):  # type: ignore[misc]
    """Daily bars from memory, with cash dividends as a line of their own."""

    lines: Any = ("dividend",)
    params = (("bars", ()),)

    def start(self) -> None:
        super().start()
        self._rest = iter(self.p.bars)

    def _load(self) -> bool:
        bar = next(self._rest, None)
        if bar is None:
            return False
        self.lines.datetime[0] = bt.date2num(datetime.combine(bar.day, time(23, 59)))
        self.lines.open[0] = bar.open
        self.lines.high[0] = bar.high
        self.lines.low[0] = bar.low
        self.lines.close[0] = bar.close
        self.lines.volume[0] = bar.volume
        self.lines.openinterest[0] = 0.0
        self.lines.dividend[0] = bar.dividend
        return True


class DeskCommission(bt.CommInfoBase):  # type: ignore[misc]
    """Commission of the plan: basis points of the notional and an amount per share."""

    params = (("stocklike", True), ("commtype", bt.CommInfoBase.COMM_PERC))

    def _getcommission(self, size: float, price: float, pseudoexec: bool) -> float:
        costs = PLAN.costs
        return abs(size) * (price * costs.commission_bps / 10_000 + costs.commission_per_share)


class DeskBroker(bt.brokers.BackBroker):  # type: ignore[misc]
    """Backtrader's broker, but orders fill by the plan's rules."""

    def __init__(self) -> None:
        super().__init__()
        self.addcommissioninfo(DeskCommission())
        self._filling: float = 0.0
        self.set_filler(lambda order, price, ago: self._filling)
        self._matcher: Matcher | None = None
        self._orders: dict[int, Any] = {}
        self._seen: dict[Any, int] = {}

    def attach(self, matcher: Matcher) -> None:
        """Called by the strategy when it starts."""
        self._matcher = matcher

    def submit(self, order: Any, check: bool = True) -> Any:
        """Takes an order as it is; whether it can be paid is decided when it fills."""
        self._orders[order.info.ticket] = order
        self.submit_accept(order)
        return order

    def next(self) -> None:
        """Meets the bars that came with this step."""
        if self._matcher is None:
            super().next()
            return
        bars: dict[str, Bar] = {}
        dividends = 0.0
        for data in self.cerebro.datas:
            if len(data) > self._seen.get(data, 0):
                self._seen[data] = len(data)
                bars[data._name] = bar_of(data)
                dividends += self.positions[data].size * bars[data._name].dividend
        if bars:
            self._matcher.trader.book.cash = self.cash
            self.cash += dividends
            for fill in self._matcher.moment(bars):
                self._fill(fill)
            for order in list(self.pending):
                if order.info.ticket not in self._matcher.trader.tickets:
                    self.cancel(order)
        self._get_value()

    def _fill(self, fill: Fill) -> None:
        """Backtrader books the fill; a credit for the length of the booking keeps it from refusing bought leverage."""
        order = self._orders[fill.ticket.number]
        credit = max(0.0, 2 * fill.quantity * fill.price - self.cash)
        self.cash += credit
        self._filling = fill.quantity
        self._execute(order, ago=0, price=fill.price)
        self.cash -= credit
        if not order.alive():
            self.pending.remove(order)

    def _ococheck(self, order: Any) -> None:
        """Siblings are the matcher's business."""
        if self._matcher is None:
            super()._ococheck(order)

    def _bracketize(self, order: Any, cancel: bool = False) -> None:
        """Children are the matcher's business."""
        if self._matcher is None:
            super()._bracketize(order, cancel)


def bar_of(data: Any) -> Bar:
    """The bar a feed has just delivered; a feed without a dividend line pays none."""
    dividend = data.lines.dividend[0] if hasattr(data.lines, "dividend") else 0.0
    day = data.datetime.date(0)
    return Bar(day, data.open[0], data.high[0], data.low[0], data.close[0], data.volume[0], dividend)


class DeskStrategy(bt.Strategy):  # type: ignore[misc]
    """The strategy: one feed per symbol, named like the symbol."""

    params = (("known", None),)

    def __init__(self) -> None:
        names = [data._name for data in self.datas]
        missing = sorted(set(PLAN.symbols) - set(names))
        if missing:
            raise ValueError(
                f"no feed is named {', '.join(missing)}: cerebro.adddata(feed, name=symbol) for each symbol"
            )
        if USES_HISTORY and self.p.known is None:
            logger.warning("the rules ask for regimes or signals and none were given: what needs them stays false")
        known = self.p.known or Known()
        self.rules = {name: Rules(name, known) for name in names}
        self.result = Run()
        self._seen: dict[Any, int] = {}
        self._sent: dict[int, Any] = {}
        self._booked: dict[int, tuple[float, float]] = {}

    def start(self) -> None:
        self.trader = Trader(PLAN, self.broker.getvalue())
        self.simulated = isinstance(self.broker, DeskBroker)
        if self.simulated:
            self.broker.attach(Matcher(self.trader))
        else:
            logger.warning("the broker is not DeskBroker: fills are the broker's own and differ from the desk's")

    def prenext(self) -> None:
        """Symbols that start later do not hold up the others."""
        self.next()

    def next(self) -> None:
        bars: dict[str, Bar] = {}
        for data in self.datas:
            if len(data) > self._seen.get(data, 0):
                self._seen[data] = len(data)
                bars[data._name] = bar_of(data)
                self.trader.check_position(data._name, self.getposition(data).size)
        if not bars:
            return
        if not self.simulated:
            self.trader.observe(bars)
        signals = {symbol: self.rules[symbol].update(bar) for symbol, bar in bars.items()}
        day = next(iter(bars.values())).day
        self.result.equity.append((day, self.broker.getvalue()))
        self.result.cash = self.broker.getcash()
        tickets = self.trader.decide(day, bars, signals, self.broker.getvalue(), self.broker.getcash())
        for place, ticket in enumerate(tickets):
            # A bracket is sent with its last child.
            last = place + 1 == len(tickets) or tickets[place + 1].parent is None
            self._send(ticket, transmit=last)

    def _send(self, ticket: Ticket, transmit: bool) -> None:
        data = self.getdatabyname(ticket.symbol)
        send = self.buy if ticket.side > 0 else self.sell
        more: dict[str, Any] = {"transmit": transmit}
        if ticket.parent is not None:
            more["parent"] = self._sent[ticket.parent]
        if ticket.kind == "stop":
            more |= {"exectype": bt.Order.Stop, "price": ticket.price}
        elif ticket.kind == "limit":
            more |= {"exectype": bt.Order.Limit, "price": ticket.price}
        elif ticket.kind == "trail":
            more |= {"exectype": bt.Order.StopTrail, "trailpercent": ticket.trail_bps / 10_000}
        self._sent[ticket.number] = send(data=data, size=ticket.quantity, ticket=ticket.number, **more)
        logger.info("%s %s %s %s", ticket.symbol, ticket.purpose, ticket.side * ticket.quantity, ticket.kind)

    def notify_order(self, order: Any) -> None:
        """Logs fills and refusals; with a broker of its own the fill is booked here."""
        number = order.info.ticket
        if order.status in (order.Partial, order.Completed):
            size_before, fees_before = self._booked.get(number, (0.0, 0.0))
            size, fees = order.executed.size, order.executed.comm
            self._booked[number] = (size, fees)
            price = order.executed.exbits[-1].price
            day = bt.num2date(order.executed.dt).date()
            self.result.fills.append((day, order.data._name, size - size_before, price, fees - fees_before))
            logger.info("%s %s filled %s at %.4f", day, order.data._name, size - size_before, price)
            if not self.simulated and number in self.trader.tickets:
                ticket = self.trader.tickets[number]
                self.trader.filled(ticket, abs(size - size_before), price, fees - fees_before)
                self._cancel_ended()
        elif order.status in (order.Canceled, order.Expired, order.Margin, order.Rejected):
            if order.status in (order.Margin, order.Rejected):
                logger.error("%s: the broker refused %s (%s)", order.data._name, number, order.getstatusname())
            if not self.simulated and number in self.trader.tickets:
                self.trader.ended(self.trader.tickets[number])

    def _cancel_ended(self) -> None:
        """What the plan has given up is taken out at the broker."""
        for number, order in list(self._sent.items()):
            if number not in self.trader.tickets and order.alive():
                self.cancel(order)


def run(bars: Mapping[str, list[Bar]], capital: float, known: Known | None = None) -> Run:
    """Runs the strategy over bars in memory with the plan's costs and fills."""
    cerebro = bt.Cerebro(stdstats=False)
    broker = DeskBroker()
    broker.set_cash(capital)
    cerebro.setbroker(broker)
    for symbol in PLAN.symbols:
        cerebro.adddata(DeskFeed(bars=tuple(bars[symbol])), name=symbol)
    cerebro.addstrategy(DeskStrategy, known=known)
    (strategy,) = cerebro.run()
    result: Run = strategy.result
    return result
`;
