"""A stand-in of the LEAN names an export uses: daily bars, orders by id, fills asked of the security's models.

It follows LEAN's order of events for daily data: prices are updated, dividends are paid, resting orders are scanned by id
(fill model, then fee model, then the portfolio, then on_order_event), then on_data is called. Buying power is not modelled:
exports switch LEAN's off as well.
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum


class Resolution(Enum):
    DAILY = "daily"


class DataNormalizationMode(Enum):
    SPLIT_ADJUSTED = "split-adjusted"


class OrderStatus(Enum):
    NONE = "none"
    SUBMITTED = "submitted"
    PARTIALLY_FILLED = "partially-filled"
    FILLED = "filled"
    CANCELED = "canceled"
    INVALID = "invalid"


class BuyingPowerModel:
    NULL = "null"


@dataclass
class CashAmount:
    amount: float
    currency: str


class OrderFee:
    def __init__(self, value):
        self.value = value


OrderFee.ZERO = OrderFee(CashAmount(0.0, "USD"))


@dataclass
class Order:
    id: int
    symbol: str
    quantity: float
    kind: str
    tag: str
    filled: float = 0.0
    status: OrderStatus = OrderStatus.SUBMITTED


class OrderEvent:
    def __init__(self, order, utc_time, order_fee, message=""):
        self.order_id = order.id
        self.symbol = order.symbol
        self.utc_time = utc_time
        self.order_fee = order_fee
        self.message = message
        self.status = OrderStatus.NONE
        self.fill_price = 0.0
        self.fill_quantity = 0.0


class Fill:
    def __init__(self, order_event):
        self.events = [order_event]

    def __iter__(self):
        return iter(self.events)


@dataclass
class FillModelParameters:
    security: Security
    order: Order


@dataclass
class OrderFeeParameters:
    security: Security
    order: Order


class FillModel:
    pass


class FeeModel:
    pass


class OrderTicket:
    def __init__(self, algorithm, order):
        self._algorithm = algorithm
        self._order = order
        self.order_id = order.id

    @property
    def status(self):
        return self._order.status

    def cancel(self, tag=""):
        order = self._order
        if order.status in (OrderStatus.FILLED, OrderStatus.CANCELED):
            raise RuntimeError(f"order {order.id} is {order.status.value} and cannot be cancelled")
        order.status = OrderStatus.CANCELED
        event = OrderEvent(order, self._algorithm.utc_time, OrderFee.ZERO, tag)
        event.status = OrderStatus.CANCELED
        self._algorithm.on_order_event(event)


class TradeBar:
    def __init__(self, day, bar):
        self.time = datetime(day.year, day.month, day.day)
        self.end_time = self.time + timedelta(days=1)
        self.open, self.high, self.low, self.close, self.volume = bar.open, bar.high, bar.low, bar.close, bar.volume


class Security:
    def __init__(self, symbol):
        self.symbol = symbol
        self.quantity = 0
        self.price = 0.0
        self._last = None

    def set_fill_model(self, model):
        self.fill_model = model

    def set_fee_model(self, model):
        self.fee_model = model

    def set_buying_power_model(self, model):
        assert model == BuyingPowerModel.NULL

    def get_last_data(self):
        return self._last

    def update(self, bar):
        self._last = bar
        self.price = bar.close


class Portfolio:
    def __init__(self, securities):
        self._securities = securities
        self.cash = 0.0

    def __getitem__(self, symbol):
        return self._securities[symbol]

    @property
    def total_portfolio_value(self):
        return self.cash + sum(s.quantity * s.price for s in self._securities.values())


class Slice:
    def __init__(self, bars):
        self.bars = bars


class QCAlgorithm:
    def __init__(self):
        self.live_mode = False
        self.securities = {}
        self.portfolio = Portfolio(self.securities)
        self.parameters = {}
        self.orders = {}
        self.utc_time = datetime(1970, 1, 1)
        self.messages = []

    @property
    def time(self):
        # The last moment of the bar's day: LEAN stamps a daily bar's fills within the session.
        return self.utc_time - timedelta(seconds=1)

    def get_parameter(self, name, default_value=None):
        return self.parameters.get(name, default_value)

    def set_start_date(self, year, month, day):
        self.start = datetime(year, month, day)

    def set_end_date(self, year, month, day):
        self.end = datetime(year, month, day)

    def set_cash(self, starting_cash):
        self.portfolio.cash = starting_cash

    def add_equity(self, ticker, resolution, fill_forward=True, data_normalization_mode=None):
        assert resolution == Resolution.DAILY and not fill_forward
        self.securities[ticker] = Security(ticker)
        return self.securities[ticker]

    def log(self, message):
        self.messages.append(message)

    debug = error = log

    def _order(self, symbol, quantity, kind, tag):
        assert quantity == int(quantity) and quantity != 0, "equities trade in whole shares"
        order = Order(len(self.orders) + 1, symbol, quantity, kind, tag)
        self.orders[order.id] = order
        return OrderTicket(self, order)

    def market_on_open_order(self, symbol, quantity, tag=""):
        return self._order(symbol, quantity, "market-on-open", tag)

    def limit_order(self, symbol, quantity, limit_price, tag=""):
        assert limit_price > 0
        return self._order(symbol, quantity, "limit", tag)

    def stop_market_order(self, symbol, quantity, stop_price, tag=""):
        assert stop_price > 0
        return self._order(symbol, quantity, "stop-market", tag)

    def trailing_stop_order(self, symbol, quantity, trailing_amount, trailing_as_percentage, tag=""):
        assert trailing_as_percentage and trailing_amount > 0
        return self._order(symbol, quantity, "trailing-stop", tag)

    def on_order_event(self, order_event):
        """Overridden by algorithms."""


def scan(algorithm):
    """Asks the fill model of every resting order, oldest first, and books what it fills."""
    for order in list(algorithm.orders.values()):
        if order.status not in (OrderStatus.SUBMITTED, OrderStatus.PARTIALLY_FILLED):
            continue
        security = algorithm.securities[order.symbol]
        for event in security.fill_model.fill(FillModelParameters(security, order)):
            if event.status not in (OrderStatus.FILLED, OrderStatus.PARTIALLY_FILLED):
                continue
            order.filled += event.fill_quantity
            if abs(order.filled) > abs(order.quantity):
                raise RuntimeError(f"order {order.id} fills {order.filled} of {order.quantity}")
            if (event.status == OrderStatus.FILLED) != (order.filled == order.quantity):
                raise RuntimeError(f"order {order.id} says {event.status.value} at {order.filled} of {order.quantity}")
            order.status = event.status
            event.order_fee = security.fee_model.get_order_fee(OrderFeeParameters(security, order))
            algorithm.portfolio.cash -= event.fill_quantity * event.fill_price + event.order_fee.value.amount
            security.quantity += event.fill_quantity
            algorithm.on_order_event(event)
