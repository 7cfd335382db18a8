/** `desk_matching.py`: simulated fills, the Python form of the matching engine's rules that exports need. */

export const matchingSource = `"""Simulated fills by the plan's rules: resting tickets meet one bar after another.

A ticket decided at a close fills at the next open at the earliest. Protective orders are live on the entry bar,
touching is enough, a gap fills at the open, a stop comes before a target on the same bar, all orders of a symbol share
a part of the bar's volume, slippage is paid by market and stop fills and never by limits. Only for backtests: a real
broker fills its own orders.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from desk_book import NAN, Bar, Fill, Ticket
from desk_trading import Trader


class Matcher:
    """Meets the tickets of a trader with bars and books the fills."""

    def __init__(self, trader: Trader) -> None:
        self.trader = trader
        self._has_volume: set[str] = set()
        self._fills: list[Fill] = []
        self._budget = math.inf

    def moment(self, bars: Mapping[str, Bar]) -> list[Fill]:
        """Fills of one moment, symbols in alphabetical order; then positions are marked at the close."""
        self._fills = []
        book = self.trader.book
        book.cash += sum(book.quantity(symbol) * bar.dividend for symbol, bar in bars.items())
        for symbol in sorted(bars):
            bar = bars[symbol]
            book.bars_seen[symbol] = book.bars_seen.get(symbol, 0) + 1
            if bar.volume > 0:
                self._has_volume.add(symbol)
            tickets = self.trader.open_tickets(symbol)
            if tickets:
                self._meet(symbol, bar, tickets)
            held = book.positions.get(symbol)
            if held:
                held.mark = bar.close
        return self._fills

    def _meet(self, symbol: str, bar: Bar, tickets: list[Ticket]) -> None:
        share = self.trader.plan.limits.participation
        capped = share is not None and symbol in self._has_volume
        self._budget = bar.volume * share if capped and share is not None else math.inf
        for ticket in tickets:
            ticket.capped = False
        self._meet_open(bar, tickets)
        self._meet_inside(bar, tickets)
        self._meet_trails(bar, tickets)
        for ticket in tickets:
            if ticket.is_entry and not ticket.done:
                self.trader.ended(ticket)

    # -- the phases of a bar ----------------------------------------------------------------------

    def _meet_open(self, bar: Bar, tickets: list[Ticket]) -> None:
        for ticket in tickets:
            if ticket.done or not ticket.awake:
                continue
            if self._fills_at_open(ticket, bar.open):
                self._take(ticket, bar.open, ticket.kind != "limit", tickets)
            elif ticket.kind == "trail":
                self._follow(ticket, bar.open)

    def _fills_at_open(self, ticket: Ticket, price: float) -> bool:
        if ticket.kind == "market":
            return True
        if ticket.kind == "limit":
            return _passes(ticket.side, price, ticket.price)
        return ticket.triggered or _reached(ticket.side, price, _trigger(ticket))

    def _meet_inside(self, bar: Bar, tickets: list[Ticket]) -> None:
        while True:
            chosen: Ticket | None = None
            best = (0, 0.0)
            price = NAN
            for ticket in tickets:
                if ticket.done or not ticket.awake or ticket.capped:
                    continue
                touch = _touch_inside(ticket, bar)
                if touch != touch:
                    continue
                rank = 1 if ticket.is_entry else 2 if ticket.kind == "limit" else 0
                place = (rank, abs(touch - bar.open))
                if chosen is None or place < best:
                    chosen, best, price = ticket, place, touch
            if chosen is None:
                return
            self._take(chosen, price, chosen.kind != "limit", tickets)

    def _meet_trails(self, bar: Bar, tickets: list[Ticket]) -> None:
        """A trailing stop follows the bar's best price last; the close proves whether the new trigger was passed."""
        for ticket in tickets:
            if ticket.done or not ticket.awake or ticket.kind != "trail" or ticket.triggered:
                continue
            sells = ticket.side < 0
            self._follow(ticket, bar.high if sells else bar.low)
            stop = _trigger(ticket)
            if bar.close <= stop if sells else bar.close >= stop:
                self._take(ticket, stop, True, tickets)

    def _follow(self, ticket: Ticket, price: float) -> None:
        if ticket.best != ticket.best:
            ticket.best = price
        else:
            ticket.best = max(ticket.best, price) if ticket.side < 0 else min(ticket.best, price)

    # -- one fill ---------------------------------------------------------------------------------

    def _take(self, ticket: Ticket, touch: float, takes: bool, tickets: list[Ticket]) -> None:
        trader, plan = self.trader, self.trader.plan
        held = trader.book.quantity(ticket.symbol)
        wanted = ticket.remaining
        if not ticket.is_entry:
            reducible = -ticket.side * held
            if reducible <= 0:
                trader.ended(ticket)
                return
            wanted = min(wanted, reducible)
        if takes and ticket.kind != "market":
            ticket.triggered = True
        quantity = wanted
        if quantity > self._budget:
            quantity = math.floor(self._budget / plan.lot_size + 1e-9) * plan.lot_size
            ticket.capped = True
            if quantity <= 0:
                return
        slip = plan.costs.slippage_bps if takes else 0.0
        price = touch * (1 + (ticket.side * slip) / 10_000)
        cut = False
        if ticket.is_entry:
            payable = self._payable(price)
            cut = payable < quantity
            quantity = min(quantity, payable)
            if not quantity > 0:
                trader.ended(ticket)
                return
        ticket.filled += quantity
        ticket.notional += quantity * price
        ticket.remaining -= quantity
        if not ticket.is_entry and quantity == abs(held):
            ticket.remaining = 0.0
        fees = ticket.notional * plan.costs.commission_bps / 10_000 + ticket.filled * plan.costs.commission_per_share
        fee = fees - ticket.fees_paid
        ticket.fees_paid = fees
        self._budget -= quantity
        trader.book.apply(ticket.symbol, ticket.side * quantity, price, fee)
        self._fills.append(Fill(ticket, quantity, price, fee))
        if ticket.remaining <= 0 or cut:
            trader.ended(ticket)
        self._settle(ticket, quantity, price, tickets)

    def _payable(self, price: float) -> float:
        """Shares that the limit on leverage leaves room for, with everything booked that has filled before."""
        plan, book = self.trader.plan, self.trader.book
        room = plan.limits.max_gross_leverage * book.equity() - book.gross_exposure()
        return max(0.0, math.floor(room / price / plan.lot_size + 1e-9) * plan.lot_size)

    def _settle(self, ticket: Ticket, quantity: float, price: float, tickets: list[Ticket]) -> None:
        """Wakes children; siblings shrink or go; what protects a flat position goes."""
        for other in tickets:
            if not other.done and not other.awake and other.parent == ticket.number:
                other.awake = True
                other.best = price
        flat = self.trader.book.quantity(ticket.symbol) == 0
        for other in tickets:
            if other is ticket or other.done or not other.awake:
                continue
            if flat and not other.is_entry:
                self.trader.ended(other)
            elif ticket.parent is not None and other.parent == ticket.parent:
                other.remaining -= quantity
                if ticket.remaining <= 0 or other.remaining <= 0:
                    self.trader.ended(other)


def _trigger(ticket: Ticket) -> float:
    if ticket.kind != "trail":
        return ticket.price
    return ticket.best * (1 + (ticket.side * ticket.trail_bps) / 10_000)


def _passes(side: int, price: float, limit: float) -> bool:
    return price <= limit if side > 0 else price >= limit


def _reached(side: int, price: float, stop: float) -> bool:
    return price >= stop if side > 0 else price <= stop


def _touch_inside(ticket: Ticket, bar: Bar) -> float:
    """The price a ticket gets inside the bar; unknown where it is not touched."""
    if ticket.kind == "market":
        return bar.open
    if ticket.kind == "limit":
        if not _passes(ticket.side, bar.low if ticket.side > 0 else bar.high, ticket.price):
            return NAN
        return bar.open if _passes(ticket.side, bar.open, ticket.price) else ticket.price
    stop = _trigger(ticket)
    if ticket.triggered or _reached(ticket.side, bar.open, stop):
        return bar.open
    return stop if _reached(ticket.side, bar.high if ticket.side > 0 else bar.low, stop) else NAN
`;
