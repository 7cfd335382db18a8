"""What the hand-written strategies share: crossings, the desk's price step and the size of an entry."""
import math

import numpy as np

tick = 1e-5
share = 0.5


def over(a, b):
    """True where a rises above b after being at or below it one bar before."""
    result = np.zeros(len(a), dtype=bool)
    result[1:] = (a[1:] > b[1:]) & (a[:-1] <= b[:-1])
    return result


def before(column, bars=1):
    """The column as it stood some bars earlier."""
    result = np.full(len(column), np.nan)
    result[bars:] = column[:-bars]
    return result


def to_tick(price):
    """The nearest price step."""
    return round(math.floor(price / tick + 0.5) * tick, 8)


def units(equity, price):
    """Whole units for half the equity."""
    return math.floor(share * equity / price + 1e-9)
