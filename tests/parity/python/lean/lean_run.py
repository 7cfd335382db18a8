"""Runs an exported LEAN project over bars in memory on the stand-in."""
from datetime import datetime, timedelta
from importlib import import_module

import AlgorithmImports as lean


def run(bars, capital, known):
    main = import_module("main")
    algorithm = main.DeskAlgorithm()
    days = sorted({bar.day for series in bars.values() for bar in series})
    algorithm.parameters = {"start-date": str(days[0]), "end-date": str(days[-1]), "cash": str(capital)}
    if known is not None:
        main.DeskAlgorithm._known = lambda self: known
    algorithm.initialize()
    rows = {name: {bar.day: bar for bar in series} for name, series in bars.items()}
    for day in days:
        algorithm.utc_time = datetime(day.year, day.month, day.day) + timedelta(days=1)
        today = {}
        for name, security in algorithm.securities.items():
            bar = rows[name].get(day)
            if bar is None:
                continue
            algorithm.portfolio.cash += security.quantity * bar.dividend
            security.update(lean.TradeBar(day, bar))
            today[security.symbol] = security.get_last_data()
        lean.scan(algorithm)
        algorithm.on_data(lean.Slice(today))
    return algorithm.result
