/** `run.py`: runs a project over a folder of CSV files. */

export const runSource = `"""Runs the strategy over a folder of daily bars: python run.py --data FOLDER [--known known.csv] [--json]

The folder holds one SYMBOL.csv per symbol with date, open, high, low, close, volume and, if there is one, dividend;
prices adjusted for splits, not for dividends.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from pathlib import Path

@IMPORTS@


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with one SYMBOL.csv per symbol")
    parser.add_argument("--known", type=Path, help="regimes and signals of the desk as known.csv")
    parser.add_argument("--capital", type=float, default=@CASH@, help="cash at the start")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--verbose", action="store_true", help="log every order and fill")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO if options.verbose else logging.WARNING)
    try:
        bars = read_folder(options.data, PLAN.symbols)
        known = Known.from_csv(options.known) if options.known else None
        result = run(bars, options.capital, known)
    except (OSError, ValueError, KeyError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    fills = [[day.isoformat(), *rest] for day, *rest in result.fills]
    final = result.equity[-1][1] if result.equity else options.capital
    if options.json:
        equity = [[day.isoformat(), value] for day, value in result.equity]
        print(json.dumps({"fills": fills, "equity": equity, "cash": result.cash}))
        return 0
    for day, symbol, quantity, price, fee in fills:
        print(f"{day}  {symbol:<8} {quantity:>12} at {price:>12.4f}  fee {fee:.2f}")
    print(f"{len(fills)} fills; equity {final:.2f} after {len(result.equity)} days, {options.capital:.2f} at the start")
    return 0


if __name__ == "__main__":
    sys.exit(main())
`;
