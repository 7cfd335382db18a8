"""vectorbt over a grid of two averages: all in at the next open after a crossing, flat after the crossing back.

FILE holds, as little-endian float64: bars, number of fast and of slow lengths, the fee, the capital, the lengths, opens, closes.
Each line on standard input is the number of columns to run at a time; each answer is a line of JSON.
"""
import json
import sys
import time

import numpy as np
import pandas as pd
import vectorbt as vbt

numbers = np.fromfile(sys.argv[1], dtype="<f8")
bars, fasts, slows, fee, capital = numbers[:5]
bars, fasts, slows = int(bars), int(fasts), int(slows)
lengths = numbers[5 : 5 + fasts + slows].astype(int)
prices = numbers[5 + fasts + slows :]
opens, closes = pd.Series(prices[:bars]), pd.Series(prices[bars : 2 * bars])
grid = [(int(f), int(s)) for f in lengths[:fasts] for s in lengths[fasts:]]
vbt.settings.array_wrapper["freq"] = "1D"


def sweep(pairs):
    fast = vbt.MA.run(closes, [f for f, _ in pairs], run_unique=True, short_name="fast")
    slow = vbt.MA.run(closes, [s for _, s in pairs], run_unique=True, short_name="slow")
    entries = fast.ma_crossed_above(slow).vbt.fshift(1, fill_value=False)
    exits = fast.ma_crossed_below(slow).vbt.fshift(1, fill_value=False)
    account = vbt.Portfolio.from_signals(closes, entries, exits, price=opens, fees=fee, init_cash=capital)
    return account.final_value().to_numpy(), account.max_drawdown().to_numpy(), account.trades.closed.count().to_numpy()


print(json.dumps({"ready": vbt.__version__}), flush=True)
for line in sys.stdin:
    step = int(line)
    began = time.perf_counter()
    parts = [sweep(grid[k : k + step]) for k in range(0, len(grid), step)]
    elapsed = (time.perf_counter() - began) * 1000
    equity, drawdown, trades = (np.concatenate([part[i] for part in parts]).tolist() for i in range(3))
    print(json.dumps({"ms": elapsed, "equity": equity, "drawdown": drawdown, "trades": trades}), flush=True)
