"""TA-Lib answers: every asked function on every series, and 40-digit values where its own rounding is in question."""
import math
from decimal import Decimal, getcontext

import numpy as np
import talib
from talib import abstract

from exchange import serve

getcontext().prec = 40


def answer(request):
    """One list per series with one column per ask; `exact` has columns for the asks that want a referee."""
    return {
        "version": talib.__version__,
        "columns": [[ask_one(ask, series) for ask in request["asks"]] for series in request["series"]],
        "exact": [
            [exact(ask, series) if ask["exact"] else None for ask in request["asks"]] for series in request["series"]
        ],
    }


def ask_one(ask, series):
    """The wanted output of one function as float64. Whole numbers have no NaN: their lookback is blanked."""
    inputs = [series[name] for name in ask["inputs"]]
    if ask["function"] == "KC of closes":
        return keltner_of_closes(*inputs, ask)
    result = getattr(talib, ask["function"])(*inputs, **ask["parameters"])
    outputs = result if isinstance(result, tuple) else (result,)
    column = outputs[ask["output"]]
    if column.dtype.kind == "f":
        return column
    column = column.astype("float64")
    parameters = {name: float(value) if name == "multiplier" else value for name, value in ask["parameters"].items()}
    column[: abstract.Function(ask["function"], **parameters).lookback] = np.nan
    return column


def keltner_of_closes(high, low, close, ask):
    """Keltner's channel around an average of closes, from TA-Lib's own average and range."""
    p = ask["parameters"]
    middle = talib.EMA(close, p["timeperiod"])
    reach = p["nbdev"] * talib.ATR(high, low, close, p["atrperiod"])
    middle = np.where(np.isnan(reach), np.nan, middle)
    return (middle + reach, middle, middle - reach)[ask["output"]]


def exact(ask, series):
    """The same indicator in 40 digits."""
    inputs = [[Decimal(float(x)) for x in series[name]] for name in ask["inputs"]]
    values = {"ADOSC": exact_adosc, "PPO": exact_ppo, "LINEARREG_ANGLE": exact_angle}[ask["function"]](
        *inputs, **ask["parameters"]
    )
    return np.array([math.nan if value is None else float(value) for value in values])


def exact_adosc(high, low, close, volume, fastperiod, slowperiod):
    """Fast less slow exponential average of the accumulation line."""
    quick, slow = (Decimal(2) / (int(n) + 1) for n in (fastperiod, slowperiod))
    line, a, b, values = Decimal(0), None, None, []
    for h, l, c, v in zip(high, low, close, volume):
        if h > l:
            line += ((c - l) - (h - c)) / (h - l) * v
        a = line if a is None else quick * line + (1 - quick) * a
        b = line if b is None else slow * line + (1 - slow) * b
        values.append(a - b)
    warm = int(max(fastperiod, slowperiod)) - 1
    return [None] * warm + values[warm:]


def mean(values, n):
    """Plain mean of the last n; None before."""
    total, result = Decimal(0), []
    for i, value in enumerate(values):
        total += value - (values[i - n] if i >= n else 0)
        result.append(total / n if i >= n - 1 else None)
    return result


def triangular(values, n):
    """A mean of means."""
    first, second = ((n + 1) // 2, (n + 1) // 2) if n % 2 else (n // 2, n // 2 + 1)
    inner = mean(values, first)
    start = first - 1
    return [None] * start + mean(inner[start:], second)


def exact_ppo(close, fastperiod, slowperiod, matype):
    """Distance of two triangular averages in percent."""
    pairs = zip(triangular(close, int(fastperiod)), triangular(close, int(slowperiod)))
    return [None if f is None or s is None else 100 * (f - s) / s for f, s in pairs]


def exact_angle(close, timeperiod):
    """Angle of the least-squares line."""
    n = int(timeperiod)
    middle = Decimal(n - 1) / 2
    spread = sum((x - middle) ** 2 for x in range(n))
    slopes = [
        None if i < n - 1 else sum((x - middle) * close[i - n + 1 + x] for x in range(n)) / spread
        for i in range(len(close))
    ]
    return [None if slope is None else math.degrees(math.atan(slope)) for slope in slopes]


serve(answer)
