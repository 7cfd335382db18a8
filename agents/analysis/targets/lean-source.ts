/** `main.py`: the algorithm for LEAN with the plan's fill and fee models. */

export const leanSource = `"""@TITLE@ on QuantConnect LEAN.

Daily bars; the rules of strategy.py are asked when a bar has closed, and what the plan decides is ordered at once.
In a backtest DeskFills decides by desk_matching.py when and at what price an order fills: LEAN's own models would let
protective orders miss the entry bar and know no one-cancels-other. Live, the brokerage fills; protective orders are
sent when the entry has filled, and the first to fill cancels the others.
"""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

from AlgorithmImports import (
    BuyingPowerModel,
    CashAmount,
    DataNormalizationMode,
    FeeModel,
    Fill,
    FillModel,
    FillModelParameters,
    OrderEvent,
    OrderFee,
    OrderFeeParameters,
    OrderStatus,
    OrderTicket,
    QCAlgorithm,
    Resolution,
    Security,
    Slice,
    TradeBar,
)

from desk_book import Bar, Known, Run, Ticket
from desk_book import Fill as DeskFill
from desk_matching import Matcher
from desk_trading import Trader
from strategy import PLAN, USES_HISTORY, Rules


class DeskFills(FillModel):
    """Fills by the plan's rules in place of LEAN's."""

    def __init__(self, algorithm: DeskAlgorithm) -> None:
        super().__init__()
        self._algorithm = algorithm

    def fill(self, parameters: FillModelParameters) -> Fill:
        order = parameters.order
        event = OrderEvent(order, self._algorithm.utc_time, OrderFee.ZERO)
        made = self._algorithm.fills_of(order.id)
        if made:
            quantity = sum(f.quantity for f in made)
            event.fill_quantity = made[0].ticket.side * quantity
            event.fill_price = sum(f.quantity * f.price for f in made) / quantity
            whole = math.isclose(made[0].ticket.filled, made[0].ticket.quantity)
            event.status = OrderStatus.FILLED if whole else OrderStatus.PARTIALLY_FILLED
        return Fill(event)


class DeskFees(FeeModel):
    """Commission of the plan for what has just filled."""

    def __init__(self, algorithm: DeskAlgorithm) -> None:
        super().__init__()
        self._algorithm = algorithm

    def get_order_fee(self, parameters: OrderFeeParameters) -> OrderFee:
        fee = sum(f.fee for f in self._algorithm.fills_of(parameters.order.id))
        return OrderFee(CashAmount(fee, "USD"))


class DeskAlgorithm(QCAlgorithm):
    """The strategy. Parameters of the project: start-date, end-date (YYYY-MM-DD) and cash."""

    def initialize(self) -> None:
        start = date.fromisoformat(self.get_parameter("start-date", "2010-01-04"))
        end = date.fromisoformat(self.get_parameter("end-date", "2024-12-31"))
        capital = float(self.get_parameter("cash", "@CASH@"))
        self.set_start_date(start.year, start.month, start.day)
        self.set_end_date(end.year, end.month, end.day)
        self.set_cash(capital)
        self.desk_securities: dict[str, Security] = {}
        for name in PLAN.symbols:
            security = self.add_equity(
                name,
                Resolution.DAILY,
                fill_forward=False,
                data_normalization_mode=DataNormalizationMode.SPLIT_ADJUSTED,
            )
            if not self.live_mode:
                security.set_fill_model(DeskFills(self))
                security.set_fee_model(DeskFees(self))
                # The plan's own limits on leverage are asked before every entry and at its fill.
                security.set_buying_power_model(BuyingPowerModel.NULL)
            self.desk_securities[name] = security
        known = self._known()
        self.rules = {name: Rules(name, known) for name in PLAN.symbols}
        self.trader = Trader(PLAN, capital)
        self.matcher = Matcher(self.trader)
        self.result = Run()
        self._tickets: dict[int, Ticket] = {}
        self._orders: dict[int, OrderTicket] = {}
        self._waiting: dict[int, list[Ticket]] = {}
        self._bar_ends: dict[str, object] = {}
        self._met_at: object = None
        self._bars: dict[str, Bar] = {}
        self._fills: list[DeskFill] = []

    def _known(self) -> Known:
        """Regimes and signals of the desk, from known.csv beside this file."""
        path = Path(__file__).with_name("known.csv")
        if path.exists():
            return Known.from_csv(path)
        if USES_HISTORY:
            self.log("the rules ask for regimes or signals and there is no known.csv: what needs them stays false")
        return Known()

    # -- fills of a backtest ----------------------------------------------------------------------

    def fills_of(self, order_id: int) -> list[DeskFill]:
        """What the plan fills of an order at this moment; the first to ask meets the bars."""
        self._meet()
        ticket = self._tickets.get(order_id)
        return [] if ticket is None else [f for f in self._fills if f.ticket is ticket]

    def _meet(self) -> None:
        if self._met_at == self.utc_time:
            return
        self._met_at = self.utc_time
        self._bars = {}
        for name, security in self.desk_securities.items():
            data = security.get_last_data()
            if not isinstance(data, TradeBar) or self._bar_ends.get(name) == data.end_time:
                continue
            self._bar_ends[name] = data.end_time
            prices = (float(data.open), float(data.high), float(data.low), float(data.close))
            self._bars[name] = Bar(data.time.date(), *prices, float(data.volume))
        self._fills = []
        if not self._bars:
            return
        if self.live_mode:
            self.trader.observe(self._bars)
            return
        # LEAN has paid the dividends of the day already.
        self.trader.book.cash = float(self.portfolio.cash)
        self._fills = self.matcher.moment(self._bars)

    # -- the close --------------------------------------------------------------------------------

    def on_data(self, slice: Slice) -> None:
        self._meet()
        if not self._bars or not any(self.desk_securities[name].symbol in slice.bars for name in self._bars):
            return
        self._cancel_ended()
        for name in self._bars:
            self.trader.check_position(name, float(self.portfolio[self.desk_securities[name].symbol].quantity))
        if self.trader.halted:
            self.error("the plan's book and the account differ: no new entries")
        signals = {name: self.rules[name].update(bar) for name, bar in self._bars.items()}
        day = next(iter(self._bars.values())).day
        equity, cash = float(self.portfolio.total_portfolio_value), float(self.portfolio.cash)
        self.result.equity.append((day, equity))
        self.result.cash = cash
        for ticket in self.trader.decide(day, self._bars, signals, equity, cash):
            if self.live_mode and ticket.parent is not None:
                self._waiting.setdefault(ticket.parent, []).append(ticket)
            else:
                self._send(ticket)
        self._bars = {}

    def _send(self, ticket: Ticket) -> None:
        symbol = self.desk_securities[ticket.symbol].symbol
        quantity = ticket.side * ticket.quantity
        if ticket.kind == "market":
            sent = self.market_on_open_order(symbol, quantity, tag=ticket.purpose)
        elif ticket.kind == "limit":
            sent = self.limit_order(symbol, quantity, ticket.price, tag=ticket.purpose)
        elif ticket.kind == "stop":
            sent = self.stop_market_order(symbol, quantity, ticket.price, tag=ticket.purpose)
        else:
            sent = self.trailing_stop_order(symbol, quantity, ticket.trail_bps / 10_000, True, tag=ticket.purpose)
        self._tickets[sent.order_id] = ticket
        self._orders[sent.order_id] = sent
        self.debug(f"{ticket.symbol} {ticket.purpose} {quantity} {ticket.kind}")

    def _cancel_ended(self) -> None:
        """What the plan has given up is taken out of the market."""
        for order_id in list(self._orders):
            ticket = self._tickets[order_id]
            if ticket.number in self.trader.tickets:
                continue
            sent = self._orders.pop(order_id)
            if sent.status not in (OrderStatus.FILLED, OrderStatus.CANCELED, OrderStatus.INVALID):
                sent.cancel("ended by the plan")

    def on_order_event(self, order_event: OrderEvent) -> None:
        ticket = self._tickets.get(order_event.order_id)
        if ticket is None:
            return
        if order_event.status in (OrderStatus.FILLED, OrderStatus.PARTIALLY_FILLED):
            quantity, price = float(order_event.fill_quantity), float(order_event.fill_price)
            fee = float(order_event.order_fee.value.amount)
            day = self.time.date()
            self.result.fills.append((day, ticket.symbol, quantity, price, fee))
            self.log(f"{day} {ticket.symbol} filled {quantity} at {price:.4f}")
            if self.live_mode:
                self.trader.filled(ticket, abs(quantity), price, fee)
                for child in self._waiting.pop(ticket.number, []):
                    self._send(child)
                self._cancel_ended()
        elif order_event.status in (OrderStatus.CANCELED, OrderStatus.INVALID):
            if order_event.status == OrderStatus.INVALID:
                self.error(f"{ticket.symbol} {ticket.purpose} was refused: {order_event.message}")
            if ticket.number in self.trader.tickets:
                self.trader.ended(ticket)
`;
