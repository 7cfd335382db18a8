/** `test_platform.py`: the platform against the plan without a platform. */

export const platformTestSource = `"""The platform books what the plan decides: the same fills, prices and cash as without any platform."""

from __future__ import annotations

@IMPORTS@


def test_the_platform_trades_what_the_plan_decides() -> None:
    days = @DAYS@
    bars, known = all_samples(days), sample_known(days)
    trader, fills = core_run(bars, known)
    result = run(bars, CAPITAL, known)
    made = [(symbol, quantity) for _, symbol, quantity, _, _ in result.fills]
    assert made == [(f.ticket.symbol, f.ticket.side * f.quantity) for f in fills]
    assert [price for _, _, _, price, _ in result.fills] == pytest.approx([f.price for f in fills])
    assert result.cash == pytest.approx(trader.book.cash)
    assert result.equity[-1][1] == pytest.approx(trader.book.equity())
`;
