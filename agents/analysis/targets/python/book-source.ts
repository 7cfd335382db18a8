/** `desk_book.py`: bars, signals, limits, tickets and the book, the same for every strategy and platform. */

export const bookSource = `"""What the plan is made of: bars, signals, limits, order tickets, and the book of cash and positions."""

from __future__ import annotations

import csv
import math
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

NAN = float("nan")


@dataclass(frozen=True)
class Bar:
    """One closed bar. Dividend is cash per share on its ex-date."""

    day: date
    open: float
    high: float
    low: float
    close: float
    volume: float
    dividend: float = 0.0


@dataclass(frozen=True)
class Signals:
    """What the rules say at a close, and the figures that sizes and stops are made of."""

    entry_long: bool = False
    exit_long: bool = False
    entry_short: bool = False
    exit_short: bool = False
    stop_range: float = NAN
    sizing_range: float = NAN
    volatility: float = NAN


@dataclass(frozen=True)
class Sizing:
    """How much an entry is worth. Percentages are of the strategy's equity."""

    kind: str
    percent: float = 0.0
    risk_percent: float = 0.0
    atr_multiple: float = 0.0
    annual_percent: float = 0.0
    max_percent: float = 0.0


@dataclass(frozen=True)
class Protection:
    """Exits that travel with the entry, measured from the close on which it was decided; None = not used."""

    stop_loss_percent: float | None
    stop_loss_atr: float | None
    take_profit_percent: float | None
    trailing_stop_percent: float | None
    time_exit_bars: int | None


@dataclass(frozen=True)
class Limits:
    """Risk limits as shares of the strategy's equity; a participation of None lifts the cap on volume."""

    max_position_share: float
    max_gross_leverage: float
    max_daily_loss_share: float
    max_drawdown_share: float
    participation: float | None


@dataclass(frozen=True)
class Costs:
    """Paid per fill: commission on every one, slippage on market and stop orders, in basis points of the price."""

    commission_bps: float
    commission_per_share: float
    slippage_bps: float


@dataclass(frozen=True)
class Plan:
    """Everything about the strategy but its rules."""

    symbols: tuple[str, ...]
    sizing: Sizing
    protection: Protection
    max_open_positions: int
    limits: Limits
    costs: Costs
    tick_size: float
    lot_size: float


@dataclass
class Ticket:
    """An order of the plan. Children sleep until their parent has a fill; the first to fill cancels its siblings."""

    number: int
    symbol: str
    purpose: str
    side: int
    kind: str
    quantity: float
    price: float = NAN
    trail_bps: float = NAN
    parent: int | None = None
    remaining: float = 0.0
    filled: float = 0.0
    notional: float = 0.0
    fees_paid: float = 0.0
    awake: bool = True
    done: bool = False
    triggered: bool = False
    capped: bool = False
    best: float = NAN

    @property
    def is_entry(self) -> bool:
        return self.purpose == "entry"


@dataclass(frozen=True)
class Fill:
    """A fill of a ticket: quantity is positive, price is after slippage, fee in account currency."""

    ticket: Ticket
    quantity: float
    price: float
    fee: float


@dataclass
class Position:
    """What is held of a symbol: signed quantity, last price, number of the bar it was opened on."""

    quantity: float
    mark: float
    entry_bar: int


@dataclass
class Book:
    """Cash and positions of this strategy alone."""

    cash: float
    positions: dict[str, Position] = field(default_factory=dict)
    bars_seen: dict[str, int] = field(default_factory=dict)

    def quantity(self, symbol: str) -> float:
        held = self.positions.get(symbol)
        return held.quantity if held else 0.0

    def equity(self) -> float:
        return self.cash + sum(p.quantity * p.mark for p in self.positions.values())

    def gross_exposure(self) -> float:
        return sum(abs(p.quantity) * p.mark for p in self.positions.values())

    def apply(self, symbol: str, signed: float, price: float, fee: float) -> None:
        """Books a fill; a buy is positive."""
        self.cash -= signed * price + fee
        held = self.positions.get(symbol)
        if held is None:
            self.positions[symbol] = Position(signed, price, self.bars_seen.get(symbol, 0))
            return
        before = held.quantity
        held.quantity += signed
        if abs(held.quantity) <= 1e-9:
            del self.positions[symbol]
        elif before * held.quantity < 0:
            self.positions[symbol] = Position(held.quantity, price, self.bars_seen.get(symbol, 0))


@dataclass
class Run:
    """What a backtest made: fills as (day, symbol, signed quantity, price, fee), equity and cash by day."""

    fills: list[tuple[date, str, float, float, float]] = field(default_factory=list)
    equity: list[tuple[date, float]] = field(default_factory=list)
    cash: float = NAN


class Known:
    """What was known at each close: regimes of the market and signals of symbols, the newest at or before the day."""

    def __init__(self) -> None:
        self._days: list[date] = []
        self._regimes: list[tuple[str, str]] = []
        self._signals: dict[str, tuple[list[date], list[float]]] = {}

    @classmethod
    def from_csv(cls, path: Path) -> Known:
        """Rows of day,symbol,regime,volatility,signal in ascending days; a regime row leaves symbol empty."""
        known = cls()
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                day = date.fromisoformat(row["day"])
                if row["symbol"]:
                    known.add_signal(day, row["symbol"], float(row["signal"] or "nan"))
                else:
                    known.add_regime(day, row["regime"], row["volatility"])
        return known

    def add_regime(self, day: date, regime: str, volatility: str) -> None:
        self._days.append(day)
        self._regimes.append((regime, volatility))

    def add_signal(self, day: date, symbol: str, value: float) -> None:
        days, values = self._signals.setdefault(symbol, ([], []))
        days.append(day)
        values.append(value)

    def regime(self, day: date) -> str:
        """bull, bear or sideways; empty while unknown."""
        at = bisect_right(self._days, day)
        return self._regimes[at - 1][0] if at else ""

    def volatility_regime(self, day: date) -> str:
        """low, normal or high; empty while unknown."""
        at = bisect_right(self._days, day)
        return self._regimes[at - 1][1] if at else ""

    def signal(self, symbol: str, day: date) -> float:
        """The fused signal, -1 to 1; not a number while unknown."""
        days, values = self._signals.get(symbol, ([], []))
        at = bisect_right(days, day)
        return values[at - 1] if at else NAN


def read_bars(path: Path) -> list[Bar]:
    """Daily bars of a CSV file with date, open, high, low, close, volume and, if there is one, dividend."""
    bars: list[Bar] = []
    with path.open(newline="", encoding="utf-8") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            opened, high, low, close = (float(row[name]) for name in ("open", "high", "low", "close"))
            if not all(math.isfinite(p) and p > 0 for p in (opened, high, low, close)):
                raise ValueError(f"{path.name}, line {line}: a price is not above zero")
            day = date.fromisoformat(row["date"][:10])
            if bars and day <= bars[-1].day:
                raise ValueError(f"{path.name}, line {line}: {day} does not come after {bars[-1].day}")
            dividend = float(row.get("dividend") or 0.0)
            bars.append(Bar(day, opened, high, low, close, float(row["volume"]), dividend))
    if not bars:
        raise ValueError(f"{path.name} has no bars")
    return bars


def read_folder(folder: Path, symbols: tuple[str, ...]) -> dict[str, list[Bar]]:
    """Bars of each symbol from SYMBOL.csv. Raises FileNotFoundError with the name of the file that is missing."""
    return {symbol: read_bars(folder / f"{symbol}.csv") for symbol in symbols}
`;
