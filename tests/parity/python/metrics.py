"""empyrical and QuantStats answer: every asked statistic of every series of returns, with and without a benchmark."""
from importlib.metadata import version

import empyrical
import numpy as np
import pandas as pd
import quantstats.stats
import scipy.stats

from exchange import serve



class Restated:
    """Definitions that the desk follows where a package has another: each from the package's own parts."""

    @staticmethod
    def serenity_of_shortfall(returns):
        """Serenity index with the mean of the drawdowns below their value at risk, as QuantStats had it before 0.0.83."""
        fall = quantstats.stats.to_drawdown_series(returns)
        tail = fall[fall < quantstats.stats.value_at_risk(fall, prepare_returns=False)]
        return returns.sum() / (quantstats.stats.ulcer_index(returns) * -tail.mean() / returns.std())

    @staticmethod
    def probabilistic_of_population_moments(returns):
        """Probabilistic Sharpe ratio with population skewness and kurtosis."""
        ratio = returns.mean() / returns.std()
        skew, kurtosis = scipy.stats.skew(returns), scipy.stats.kurtosis(returns, fisher=False)
        error = np.sqrt((1 - skew * ratio + (kurtosis - 1) / 4 * ratio**2) / (len(returns) - 1))
        return scipy.stats.norm.cdf(ratio / error)

    @staticmethod
    def rar_of_exact_exposure(returns):
        """Annual growth over the share of days in the market, which QuantStats rounds up to a whole percent."""
        return quantstats.stats.cagr(returns, periods=252) / (returns != 0).mean()

    @staticmethod
    def up_batting_where_benchmark_rose(returns, benchmark):
        """Share of the days on which the benchmark rose that beat it; empyrical counts days without change as well."""
        rose = benchmark > 0
        return (returns[rose] > benchmark[rose]).mean()


modules = {"restated": Restated, "empyrical": empyrical, "quantstats": quantstats.stats, "scipy": scipy.stats}


def dated(values):
    """The returns on business days: QuantStats wants dates."""
    return pd.Series(values, index=pd.bdate_range("2000-01-03", periods=len(values)))


def ask_one(ask, pair):
    """One number, or one column for rolling statistics."""
    series = {"returns": dated(pair["returns"]), "benchmark": dated(pair["benchmark"])}
    result = getattr(modules[ask["module"]], ask["function"])(*[series[name] for name in ask["inputs"]], **ask["parameters"])
    part = ask["part"]
    if part is not None:
        result = result[part] if isinstance(result, (tuple, list, dict)) else np.asarray(result)[..., int(part)]
    return np.atleast_1d(np.asarray(result, dtype="float64"))


def answer(request):
    """One list per pair with one column per ask."""
    return {
        "versions": {name: version(name) for name in ("empyrical-reloaded", "quantstats", "scipy")},
        "columns": [[ask_one(ask, pair) for ask in request["asks"]] for pair in request["pairs"]],
    }


serve(answer)
