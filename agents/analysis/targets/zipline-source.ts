/** `zipline_algorithm.py`: the algorithm, the slippage model with the plan's fills, and how to run them from memory. */

export const ziplineSource = `"""@TITLE@ on Zipline (reloaded).

Zipline fills at the close of the next bar and knows neither brackets nor one-cancels-other. DeskSlippage therefore
decides by desk_matching.py when and at what price the orders of the blotter fill; orders, transactions, cash and
positions stay Zipline's. Whole shares only.
"""

from __future__ import annotations

import logging
import math
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import create_engine
from zipline.algorithm import TradingAlgorithm
from zipline.api import cancel_order, order, set_commission, set_slippage, symbol
from zipline.assets import AssetDBWriter, AssetFinder
from zipline.data.adjustments import Dividend
from zipline.data.data_portal import DataPortal
from zipline.data.in_memory_daily_bars import InMemoryDailyBarReader
from zipline.finance.commission import EquityCommissionModel
from zipline.finance.execution import LimitOrder, MarketOrder, StopOrder
from zipline.finance.slippage import EquitySlippageModel
from zipline.finance.trading import SimulationParameters
from zipline.finance.transaction import create_transaction
from zipline.utils.calendar_utils import get_calendar

from desk_book import Bar, Fill, Known, Run, Ticket
from desk_matching import Matcher
from desk_trading import Trader
from strategy import PLAN, USES_HISTORY, Rules

logger = logging.getLogger("desk.zipline")


class Desk:
    """The plan beside the algorithm: rules, trader, and which Zipline order belongs to which ticket."""

    def __init__(self, context: Any, capital: float, known: Known | None = None) -> None:
        if USES_HISTORY and known is None:
            logger.warning("the rules ask for regimes or signals and none were given: what needs them stays false")
        self.context = context
        self.assets = {name: symbol(name) for name in PLAN.symbols}
        self.rules = {name: Rules(name, known or Known()) for name in PLAN.symbols}
        self.trader = Trader(PLAN, capital)
        self.matcher = Matcher(self.trader)
        self.result = Run()
        self.order_ids: dict[int, str] = {}
        self.bars: dict[str, Bar] = {}
        self.fills: list[Fill] = []
        self._at: Any = None

    def open(self) -> None:
        """Before the session; dividends are paid. Asked again later, fills would not be marked to the close."""
        self.trader.book.cash = float(self.context.portfolio.cash)

    def meet(self, data: Any) -> list[Fill]:
        """Reads the session's bars and fills what rests, once a session whoever asks first."""
        if self._at == data.current_dt:
            return self.fills
        self._at = data.current_dt
        day = data.current_session.date()
        self.bars = {}
        for name, asset in self.assets.items():
            close = data.current(asset, "close")
            if not math.isfinite(close) or not data.can_trade(asset):
                continue
            opened, high, low = (float(data.current(asset, field)) for field in ("open", "high", "low"))
            self.bars[name] = Bar(day, opened, high, low, float(close), float(data.current(asset, "volume")))
        self.fills = self.matcher.moment(self.bars)
        for fill in self.fills:
            signed = fill.ticket.side * fill.quantity
            self.result.fills.append((day, fill.ticket.symbol, signed, fill.price, fill.fee))
            logger.info("%s %s filled %s at %.4f", day, fill.ticket.symbol, signed, fill.price)
        return self.fills

    def close(self, data: Any) -> None:
        """The close of a session: what has ended is cancelled, what the plan decides is ordered."""
        self.meet(data)
        for number in [n for n in self.order_ids if n not in self.trader.tickets]:
            # Zipline leaves an order that is filled or gone as it is.
            cancel_order(self.order_ids.pop(number))
        if not self.bars:
            return
        portfolio = self.context.portfolio
        equity, cash = float(portfolio.portfolio_value), float(portfolio.cash)
        for name in self.bars:
            self.trader.check_position(name, float(portfolio.positions[self.assets[name]].amount))
        signals = {name: self.rules[name].update(bar) for name, bar in self.bars.items()}
        day = data.current_session.date()
        self.result.equity.append((day, equity))
        self.result.cash = cash
        for ticket in self.trader.decide(day, self.bars, signals, equity, cash):
            self._send(ticket)

    def _send(self, ticket: Ticket) -> None:
        style: Any = MarketOrder()
        if ticket.kind == "limit":
            style = LimitOrder(ticket.price)
        elif ticket.kind == "stop":
            style = StopOrder(ticket.price)
        elif ticket.kind == "trail":
            # Zipline has no trailing stop: the order rests where it would start, the matcher moves it.
            reference = self.bars[ticket.symbol].close
            style = StopOrder(reference * (1 + ticket.side * ticket.trail_bps / 10_000))
        amount = int(ticket.side * ticket.quantity)
        identity = order(self.assets[ticket.symbol], amount, style=style)
        if identity is None:
            logger.error("%s: Zipline took no order for %s", ticket.symbol, ticket.purpose)
            self.trader.ended(ticket)
            return
        self.order_ids[ticket.number] = identity
        logger.info("%s %s %s %s", ticket.symbol, ticket.purpose, amount, ticket.kind)


class DeskSlippage(EquitySlippageModel):  # type: ignore[misc]
    """Fills by the plan's rules in place of Zipline's."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def process_order(self, data: Any, order: Any) -> tuple[None, None]:
        """Not asked: simulate answers for all orders of an asset at once."""
        return None, None

    def simulate(self, data: Any, asset: Any, orders_for_asset: Any) -> Iterator[tuple[Any, Any]]:
        resting = {order.id: order for order in orders_for_asset}
        for fill in self.desk.meet(data):
            if self.desk.assets[fill.ticket.symbol] != asset:
                continue
            order = resting[self.desk.order_ids[fill.ticket.number]]
            amount = int(fill.ticket.side * fill.quantity)
            yield order, create_transaction(order, data.current_dt, fill.price, amount)


class DeskCommission(EquityCommissionModel):  # type: ignore[misc]
    """Commission of the plan: basis points of the notional and an amount per share."""

    def calculate(self, order: Any, transaction: Any) -> float:
        costs = PLAN.costs
        per_share = float(transaction.price) * costs.commission_bps / 10_000 + costs.commission_per_share
        return abs(float(transaction.amount)) * per_share


def initialize(context: Any) -> None:
    """Zipline calls it first. A known.csv of the desk may be handed in as context.known before."""
    context.desk = Desk(context, float(context.portfolio.portfolio_value), getattr(context, "known", None))
    set_slippage(us_equities=DeskSlippage(context.desk))
    set_commission(us_equities=DeskCommission())


def before_trading_start(context: Any, data: Any) -> None:
    """Zipline calls it before every session."""
    context.desk.open()


def handle_data(context: Any, data: Any) -> None:
    """Zipline calls it at every session's close."""
    context.desk.close(data)


class FrameReader(InMemoryDailyBarReader):  # type: ignore[misc]
    """Daily bars from memory with their prices as they are; a bundle would round them to thousandths."""

    def __init__(self, frames: dict[str, pd.DataFrame], calendar: Any) -> None:
        sids = frames["close"].columns
        currencies = pd.Series(index=sids, data=["USD"] * len(sids), dtype="object")
        super().__init__(frames, calendar, currencies, verify_indices=False)
        self._row_of = {dt: row for row, dt in enumerate(frames["close"].index)}
        self._column_of = {sid: column for column, sid in enumerate(sids)}
        self._tables = {name: frame.to_numpy() for name, frame in frames.items()}

    @property
    def last_available_dt(self) -> Any:
        return self.sessions[-1]

    def get_value(self, sid: int, dt: Any, field: str) -> float:
        return float(self._tables[field][self._row_of[dt], self._column_of[sid]])

    def get_last_traded_dt(self, asset: Any, dt: Any) -> Any:
        column = self._tables["close"][: self._row_of[dt] + 1, self._column_of[asset.sid]]
        rows = np.flatnonzero(np.isfinite(column))
        return self.sessions[rows[-1]] if rows.size else pd.NaT


class CashDividends:
    """Cash dividends, paid on their ex-date; no splits: prices are adjusted for them."""

    def __init__(self, amounts: dict[tuple[int, date], float]) -> None:
        self.amounts = amounts
        self.conn = sqlite3.connect(":memory:")
        self.conn.execute("CREATE TABLE splits (sid INTEGER, effective_date INTEGER, ratio REAL)")

    def get_dividends_with_ex_date(self, assets: Any, session: Any, asset_finder: Any) -> list[Any]:
        paid = [(int(asset), self.amounts.get((int(asset), session.date()), 0.0)) for asset in assets]
        return [Dividend(asset_finder.retrieve_asset(sid), amount, session) for sid, amount in paid if amount]

    def get_stock_dividends_with_ex_date(self, assets: Any, session: Any, asset_finder: Any) -> list[Any]:
        return []

    def get_adjustments_for_sid(self, table: str, sid: int) -> list[Any]:
        return []


def run(bars: Mapping[str, list[Bar]], capital: float, known: Known | None = None, calendar: str = "XNYS") -> Run:
    """Runs the algorithm over bars in memory with the plan's costs and fills. Every day must be a session."""
    market = get_calendar(calendar)
    first = pd.Timestamp(min(series[0].day for series in bars.values()))
    last = pd.Timestamp(max(series[-1].day for series in bars.values()))
    sessions = market.sessions_in_range(first, last)
    strange = sorted({bar.day for series in bars.values() for bar in series} - {s.date() for s in sessions})
    if strange:
        raise ValueError(f"{strange[0]} is no session of {calendar}: choose the calendar the bars belong to")
    frames = {
        name: pd.DataFrame(
            {sid: _column(bars[s], name) for sid, s in enumerate(PLAN.symbols)}, index=sessions, dtype="float64"
        )
        for name in ("open", "high", "low", "close", "volume")
    }
    frames["volume"] = frames["volume"].fillna(0.0)
    equities = pd.DataFrame(
        {
            "symbol": list(PLAN.symbols),
            "start_date": [pd.Timestamp(bars[s][0].day) for s in PLAN.symbols],
            "end_date": [pd.Timestamp(bars[s][-1].day) for s in PLAN.symbols],
            "exchange": ["XNYS"] * len(PLAN.symbols),
        }
    )
    exchanges = pd.DataFrame({"exchange": ["XNYS"], "canonical_name": ["XNYS"], "country_code": ["US"]})
    engine = create_engine("sqlite://")
    AssetDBWriter(engine).write(equities=equities, exchanges=exchanges)
    finder = AssetFinder(engine)
    dividends = {(sid, bar.day): bar.dividend for sid, s in enumerate(PLAN.symbols) for bar in bars[s] if bar.dividend}
    portal = DataPortal(
        finder,
        trading_calendar=market,
        first_trading_day=sessions[0],
        equity_daily_reader=FrameReader(frames, market),
        adjustment_reader=CashDividends(dividends),
    )
    results: list[Run] = []

    def start(context: Any) -> None:
        context.known = known
        initialize(context)
        results.append(context.desk.result)

    parameters = SimulationParameters(
        start_session=sessions[0],
        end_session=sessions[-1],
        trading_calendar=market,
        capital_base=capital,
        data_frequency="daily",
    )
    TradingAlgorithm(
        initialize=start,
        handle_data=handle_data,
        before_trading_start=before_trading_start,
        sim_params=parameters,
        data_portal=portal,
        trading_calendar=market,
        benchmark_returns=pd.Series(0.0, index=sessions),
        metrics_set="none",
    ).run()
    return results[0]


def _column(series: list[Bar], name: str) -> pd.Series:
    return pd.Series({pd.Timestamp(bar.day): getattr(bar, name) for bar in series}, dtype="float64")
`;
