/** `desk_trading.py`: decisions, sizes and limits, the Python form of the strategy runner and of the gate's limits. */

export const tradingSource = `"""What the plan decides at a close: who leaves, who enters, how large, how protected, and within which limits.

Knows nothing of the platform. The strategy hands in the bars that have just closed and the account's equity, and gets
order tickets back. Fills come back through the trader, whoever made them: a simulated broker or a real one.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desk_book import NAN, Bar, Book, Plan, Signals, Ticket

logger = logging.getLogger("desk")


def to_tick(price: float, tick: float) -> float:
    """The nearest multiple of the tick, without the dust of binary fractions."""
    return round(math.floor(price / tick + 0.5) * tick, 8)


def within(value: float, limit: float) -> bool:
    """Slack for sums of floats: one part in a thousand million."""
    return value <= limit + abs(limit) * 1e-9


@dataclass(frozen=True)
class _Moment:
    """One symbol at a close."""

    symbol: str
    close: float
    signals: Signals
    quantity: float
    bars_held: int


@dataclass
class _Decision:
    """An entry or an exit that was decided; an entry carries its protective prices."""

    symbol: str
    side: int
    quantity: float
    purpose: str
    reference: float
    stop: float | None = None
    target: float | None = None


class Trader:
    """Turns signals into tickets, exits before entries, symbols in alphabetical order."""

    def __init__(self, plan: Plan, capital: float) -> None:
        if not capital > 0:
            raise ValueError("the strategy starts with capital above zero")
        self.plan = plan
        self.book = Book(capital)
        self.tickets: dict[int, Ticket] = {}
        self.halted = False
        self._next_number = 1
        self._peak = capital
        self._equity = capital
        self._day: date | None = None
        self._day_start = capital
        self._warned: set[str] = set()

    # -- what the platform tells ------------------------------------------------------------------

    def filled(self, ticket: Ticket, quantity: float, price: float, fee: float) -> None:
        """Books a fill that somebody else than the simulated broker made, and settles its siblings."""
        ticket.filled += quantity
        ticket.remaining = max(0.0, ticket.remaining - quantity)
        self.book.apply(ticket.symbol, ticket.side * quantity, price, fee)
        if ticket.remaining <= 1e-9:
            self.ended(ticket)
        flat = self.book.quantity(ticket.symbol) == 0
        for other in self.open_tickets(ticket.symbol):
            if other.parent == ticket.number:
                other.awake = True
            elif other.awake and ((flat and not other.is_entry) or (ticket.parent and other.parent == ticket.parent)):
                self.ended(other)

    def observe(self, bars: Mapping[str, Bar]) -> None:
        """Counts bars and marks positions where no simulated broker does."""
        for symbol, bar in bars.items():
            self.book.bars_seen[symbol] = self.book.bars_seen.get(symbol, 0) + 1
            held = self.book.positions.get(symbol)
            if held:
                held.mark = bar.close

    def ended(self, ticket: Ticket) -> None:
        """Takes a ticket off: filled, cancelled, expired or refused. Children of an unfilled parent go with it."""
        ticket.done = True
        self.tickets.pop(ticket.number, None)
        if ticket.filled == 0:
            for other in list(self.tickets.values()):
                if other.parent == ticket.number and not other.awake:
                    other.done = True
                    self.tickets.pop(other.number, None)

    def open_tickets(self, symbol: str) -> list[Ticket]:
        return [t for t in self.tickets.values() if t.symbol == symbol]

    def check_position(self, symbol: str, platform_quantity: float) -> None:
        """A difference between the plan's book and the account stops new entries until a person has looked."""
        if abs(self.book.quantity(symbol) - platform_quantity) > 1e-6 and not self.halted:
            self.halted = True
            logger.error(
                "%s: the plan holds %s, the account %s: no new entries until this is mended",
                symbol,
                self.book.quantity(symbol),
                platform_quantity,
            )

    # -- the close --------------------------------------------------------------------------------

    def decide(
        self, day: date, bars: Mapping[str, Bar], signals: Mapping[str, Signals], equity: float, cash: float
    ) -> list[Ticket]:
        """Tickets decided at this close; they may fill at the next open at the earliest."""
        self.book.cash = cash
        if day != self._day:
            self._day = day
            self._day_start = self._equity
        self._equity = equity
        self._peak = max(self._peak, equity)
        if not equity > 0:
            self._warn("equity", "the account is worth nothing: no orders are sent")
            return []
        moments = [self._moment(symbol, bars[symbol], signals[symbol]) for symbol in sorted(bars)]
        exits = self._exits(moments)
        closing: dict[str, float] = {}
        tickets: list[Ticket] = []
        for decision in exits:
            closing[decision.symbol] = decision.side * decision.quantity
            tickets += self._place(decision)
        for decision in self._entries(moments, {d.symbol for d in exits}):
            refusal = self._refusal(decision, closing.get(decision.symbol, 0.0))
            if refusal:
                logger.info("%s %s: entry refused, %s", day.isoformat(), decision.symbol, refusal)
                continue
            tickets += self._place(decision)
        return tickets

    def _moment(self, symbol: str, bar: Bar, signals: Signals) -> _Moment:
        held = self.book.positions.get(symbol)
        if held is None:
            return _Moment(symbol, bar.close, signals, 0.0, 0)
        return _Moment(symbol, bar.close, signals, held.quantity, self.book.bars_seen[symbol] - held.entry_bar + 1)

    def _exits(self, moments: Sequence[_Moment]) -> list[_Decision]:
        leaving = {t.symbol for t in self.tickets.values() if t.purpose in ("exit", "time-exit")}
        limit = self.plan.protection.time_exit_bars
        decisions: list[_Decision] = []
        for m in moments:
            if m.quantity == 0 or m.symbol in leaving:
                continue
            s = m.signals
            is_long = m.quantity > 0
            ruled = s.exit_long if is_long else s.exit_short
            flips = (s.entry_short and not s.entry_long) if is_long else (s.entry_long and not s.entry_short)
            timed = limit is not None and m.bars_held >= limit
            if ruled or flips or timed:
                purpose = "exit" if ruled or flips else "time-exit"
                decisions.append(_Decision(m.symbol, -1 if is_long else 1, abs(m.quantity), purpose, m.close))
        return decisions

    def _entries(self, moments: Sequence[_Moment], leaving: set[str]) -> list[_Decision]:
        working = {t.symbol for t in self.tickets.values() if t.is_entry}
        open_count = len(set(self.book.positions) | working)
        gross = self.book.gross_exposure() + self._working_notional()
        decisions: list[_Decision] = []
        for m in moments:
            flips = m.symbol in leaving
            if self.halted or m.symbol in working or (m.quantity != 0 and not flips):
                continue
            wants_long = m.signals.entry_long and m.quantity <= 0
            wants_short = m.signals.entry_short and m.quantity >= 0
            if wants_long == wants_short or (not flips and open_count >= self.plan.max_open_positions):
                continue
            freed = abs(m.quantity) * m.close if flips else 0.0
            quantity = self._size(m, gross - freed)
            side = 1 if wants_long else -1
            levels = self._levels(m, side)
            if not quantity > 0 or levels is None:
                continue
            decisions.append(_Decision(m.symbol, side, quantity, "entry", m.close, levels[0], levels[1]))
            open_count += 0 if flips else 1
            gross += quantity * m.close - freed
        return decisions

    def _size(self, m: _Moment, gross: float) -> float:
        """Shares to enter with; 0 when the size cannot be known yet or nothing is affordable."""
        equity, sizing, limits = self._equity, self.plan.sizing, self.plan.limits
        wanted = 0.0
        if sizing.kind == "percent-of-equity":
            wanted = equity * sizing.percent / 100
        elif sizing.kind == "atr-risk":
            move = m.signals.sizing_range * sizing.atr_multiple
            wanted = equity * sizing.risk_percent / 100 * m.close / move if move > 0 else 0.0
        elif m.signals.volatility > 0:
            wanted = equity * min(sizing.annual_percent / 100 / m.signals.volatility, sizing.max_percent / 100)
        if not wanted > 0 or not m.close > 0:
            return 0.0
        room = limits.max_gross_leverage * equity - gross
        allowed = min(wanted, limits.max_position_share * equity, room)
        # What is left of the room may be crumbs: a quarter of the wanted size is the least that is worth an order.
        if allowed == room and allowed < wanted * 0.25:
            return 0.0
        lots = math.floor(allowed / m.close / self.plan.lot_size + 1e-9)
        return round(lots * self.plan.lot_size, 8) if lots > 0 else 0.0

    def _levels(self, m: _Moment, side: int) -> tuple[float | None, float | None] | None:
        """Stop and target prices; None while one that is asked for cannot be known, or would not be above zero."""
        p, tick = self.plan.protection, self.plan.tick_size
        distances: list[float] = []
        if p.stop_loss_percent is not None:
            distances.append(m.close * p.stop_loss_percent / 100)
        if p.stop_loss_atr is not None:
            distances.append(m.signals.stop_range * p.stop_loss_atr)
        if not all(math.isfinite(d) for d in distances):
            return None
        stop = to_tick(m.close - side * min(distances), tick) if distances else None
        target: float | None = None
        if p.take_profit_percent is not None:
            target = to_tick(m.close * (1 + side * p.take_profit_percent / 100), tick)
        if stop is not None and not stop > 0:
            return None
        return stop, target if target is not None and target > 0 else None

    def _working_notional(self, symbol: str | None = None) -> float:
        entries = (t for t in self.tickets.values() if t.is_entry and symbol in (None, t.symbol))
        return sum(t.quantity * t.price for t in entries)

    def _refusal(self, d: _Decision, closing: float) -> str | None:
        """Why an entry may not be sent, or None: loss of the day, fall from the peak, leverage, share of one symbol."""
        limits, equity = self.plan.limits, self._equity
        lost = self._day_start - equity
        if not lost < limits.max_daily_loss_share * self._day_start:
            return "the loss of the day stops entries"
        if not (self._peak - equity) / self._peak < limits.max_drawdown_share:
            return "the fall from the peak stops entries"
        held = self.book.quantity(d.symbol)
        freed = abs(closing) * d.reference
        position = held + closing
        opening = d.quantity - abs(position) if position * d.side < 0 else d.quantity
        notional = max(0.0, opening) * d.reference
        gross = self.book.gross_exposure() + self._working_notional() - freed
        own = abs(held) * d.reference + self._working_notional(d.symbol) - freed
        if not within(gross + notional, limits.max_gross_leverage * equity):
            return "leverage would pass its limit"
        if not within(own + notional, limits.max_position_share * equity):
            return "one symbol's share would pass its limit"
        return None

    def _place(self, d: _Decision) -> list[Ticket]:
        main = self._ticket(d.symbol, d.purpose, d.side, "market", d.quantity, price=d.reference)
        legs = [main]
        if d.purpose == "entry":
            trail = self.plan.protection.trailing_stop_percent
            child = (d.symbol, -d.side, d.quantity, main.number)
            if d.stop is not None:
                legs.append(self._child("stop-loss", "stop", child, price=d.stop))
            if trail is not None:
                bps = float(math.floor(trail * 100 + 0.5))
                legs.append(self._child("trailing-stop", "trail", child, trail_bps=bps))
            if d.target is not None:
                legs.append(self._child("take-profit", "limit", child, price=d.target))
        return legs

    def _child(
        self, purpose: str, kind: str, of: tuple[str, int, float, int], price: float = NAN, trail_bps: float = NAN
    ) -> Ticket:
        symbol, side, quantity, parent = of
        ticket = self._ticket(symbol, purpose, side, kind, quantity, price, trail_bps)
        ticket.parent = parent
        ticket.awake = False
        return ticket

    def _ticket(
        self,
        symbol: str,
        purpose: str,
        side: int,
        kind: str,
        quantity: float,
        price: float = NAN,
        trail_bps: float = NAN,
    ) -> Ticket:
        ticket = Ticket(self._next_number, symbol, purpose, side, kind, quantity, price, trail_bps, remaining=quantity)
        self._next_number += 1
        self.tickets[ticket.number] = ticket
        return ticket

    def _warn(self, key: str, text: str) -> None:
        if key not in self._warned:
            self._warned.add(key)
            logger.warning(text)
`;
