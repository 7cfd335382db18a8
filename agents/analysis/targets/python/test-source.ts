/** `test_strategy.py`: unit tests that hold for every strategy, with what the desk expects in `sample.json`. */

export const testSource = `"""Unit tests of the rules, the orders and the limits; run them with: python -m pytest"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from desk_book import Bar, Fill, Known, Signals, Ticket, read_bars
from desk_matching import Matcher
from desk_trading import Trader
from strategy import PLAN, WARM_UP, Rules

SAMPLE = json.loads(Path(__file__).with_name("sample.json").read_text(encoding="utf-8"))
CAPITAL = 100_000.0


def sample_days(count: int) -> list[date]:
    """Weekdays from a Monday on."""
    return [date(2015, 1, 5) + timedelta(days=i // 5 * 7 + i % 5) for i in range(count)]


def sample_bars(seed: int, days: list[date]) -> list[Bar]:
    """An invented walk in whole cents that rises, falls and idles; the desk made the same to write sample.json."""
    state, close = seed, 5000
    bars: list[Bar] = []

    def draw(below: int) -> int:
        nonlocal state
        state = state * 48271 % 2147483647
        return state % below

    for i, day in enumerate(days):
        opened = max(500, close + draw(41) - 20)
        close = max(500, close + (8, -9, 0)[i // 60 % 3] + draw(161) - 80)
        high = max(opened, close) + draw(50)
        low = min(opened, close) - draw(50)
        bars.append(Bar(day, opened / 100, high / 100, low / 100, close / 100, float(100_000 + draw(400_000))))
    return bars


def sample_known(days: list[date]) -> Known:
    known = Known()
    for i, day in enumerate(days):
        if i >= 20:
            known.add_regime(day, ("bull", "bear", "sideways")[i // 45 % 3], ("low", "normal", "high")[i // 30 % 3])
        if i >= 30:
            for symbol in PLAN.symbols:
                known.add_signal(day, symbol, (i * 37 % 41 - 20) / 20)
    return known


def signals_of(symbol: str, bars: list[Bar], known: Known) -> list[Signals]:
    rules = Rules(symbol, known)
    return [rules.update(bar) for bar in bars]


def flat_bars(count: int, price: float = 100.0) -> list[Bar]:
    return [Bar(day, price, price, price, price, 1e9) for day in sample_days(count)]


def entry_signals(long: bool) -> Signals:
    return Signals(entry_long=long, entry_short=not long, stop_range=2.0, sizing_range=2.0, volatility=0.2)


def enter(long: bool = True) -> tuple[Trader, list[Ticket]]:
    """A trader that has just decided to enter the first symbol at 100."""
    trader = Trader(PLAN, CAPITAL)
    symbol, bar = PLAN.symbols[0], flat_bars(1)[0]
    return trader, trader.decide(bar.day, {symbol: bar}, {symbol: entry_signals(long)}, CAPITAL, CAPITAL)


def core_run(bars: dict[str, list[Bar]], known: Known) -> tuple[Trader, list[Fill]]:
    """The plan over bars of equal days, without any platform."""
    trader = Trader(PLAN, CAPITAL)
    matcher = Matcher(trader)
    rules = {symbol: Rules(symbol, known) for symbol in PLAN.symbols}
    fills: list[Fill] = []
    for row in zip(*(bars[symbol] for symbol in PLAN.symbols), strict=True):
        moment = dict(zip(PLAN.symbols, row, strict=True))
        fills += matcher.moment(moment)
        signals = {symbol: rules[symbol].update(bar) for symbol, bar in moment.items()}
        trader.decide(row[0].day, moment, signals, trader.book.equity(), trader.book.cash)
    return trader, fills


def all_samples(days: list[date]) -> dict[str, list[Bar]]:
    return {symbol: sample_bars(place + 1, days) for place, symbol in enumerate(PLAN.symbols)}


@pytest.mark.parametrize("rule", ["entry_long", "exit_long", "entry_short", "exit_short"])
def test_the_rules_say_what_the_desk_says(rule: str) -> None:
    days = sample_days(SAMPLE["bars"])
    signals = signals_of(PLAN.symbols[0], sample_bars(1, days), sample_known(days))
    assert [i for i, s in enumerate(signals) if getattr(s, rule)] == SAMPLE[rule]


def test_nothing_is_decided_during_the_warm_up() -> None:
    days = sample_days(SAMPLE["bars"])
    signals = signals_of(PLAN.symbols[0], sample_bars(1, days), sample_known(days))
    assert all(s == Signals() for s in signals[:WARM_UP])


def test_another_future_changes_no_answer() -> None:
    days = sample_days(SAMPLE["bars"])
    known = sample_known(days)
    bars = sample_bars(1, days)
    cut = SAMPLE["bars"] - 40
    other = bars[:cut] + sample_bars(99, days)[cut:]
    first = signals_of(PLAN.symbols[0], bars, known)[:cut]
    second = signals_of(PLAN.symbols[0], other, known)[:cut]
    assert [str(s) for s in first] == [str(s) for s in second]


def test_every_entry_carries_its_protection() -> None:
    _, tickets = enter()
    assert [t.purpose for t in tickets] == SAMPLE["legs"]
    assert all(not t.awake and t.parent == tickets[0].number and t.side == -1 for t in tickets[1:])


def test_an_entry_fills_at_the_next_open_with_its_costs() -> None:
    trader, tickets = enter()
    fills = Matcher(trader).moment({PLAN.symbols[0]: Bar(sample_days(2)[1], 100.2, 100.25, 100.15, 100.2, 1e9)})
    assert fills[0].ticket is tickets[0]
    assert fills[0].price == pytest.approx(100.2 * (1 + PLAN.costs.slippage_bps / 10_000))


@pytest.mark.skipif(not {"stop-loss", "trailing-stop"} & set(SAMPLE["legs"]), reason="the plan has no stop")
def test_a_crash_on_the_entry_bar_hits_the_stop() -> None:
    trader, _ = enter()
    fills = Matcher(trader).moment({PLAN.symbols[0]: Bar(sample_days(2)[1], 100.0, 100.0, 1.0, 1.5, 1e9)})
    assert fills[0].ticket.purpose == "entry"
    assert fills[1].ticket.purpose in ("stop-loss", "trailing-stop")
    assert trader.book.quantity(PLAN.symbols[0]) == 0
    assert not trader.tickets


def test_limits_hold_at_every_entry() -> None:
    days = sample_days(SAMPLE["bars"])
    trader, fills = core_run(all_samples(days), sample_known(days))
    share = PLAN.limits.max_position_share
    for fill in fills:
        if fill.ticket.is_entry:
            assert fill.quantity * fill.price <= 2 * share * max(CAPITAL, trader.book.equity())
    assert len(trader.book.positions) <= PLAN.max_open_positions


def test_a_fall_from_the_peak_stops_entries() -> None:
    trader = Trader(PLAN, CAPITAL)
    symbol, bar = PLAN.symbols[0], flat_bars(1)[0]
    left = CAPITAL * (1 - PLAN.limits.max_drawdown_share)
    assert trader.decide(bar.day, {symbol: bar}, {symbol: entry_signals(True)}, left, left) == []


def test_a_position_the_plan_does_not_know_stops_entries() -> None:
    trader = Trader(PLAN, CAPITAL)
    symbol, bar = PLAN.symbols[0], flat_bars(1)[0]
    trader.check_position(symbol, 7)
    assert trader.halted
    assert trader.decide(bar.day, {symbol: bar}, {symbol: entry_signals(True)}, CAPITAL, CAPITAL) == []


def test_a_bad_price_file_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "BAD.csv"
    path.write_text("date,open,high,low,close,volume@NL@2024-01-02,1,1,1,1,5@NL@2024-01-03,1,1,0,1,5@NL@", encoding="utf-8")
    with pytest.raises(ValueError, match="line 3"):
        read_bars(path)
`;
