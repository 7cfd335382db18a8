/** Windows, averages, ranges and bands in Python, with the order of operations of the desk's own. */

/** A class and the names of the classes it is made of; those come first in the file. */
export interface PythonPart {
  readonly needs: readonly string[];
  readonly text: string;
}

export const indicatorSources: Readonly<Record<string, PythonPart>> = {
  Lag: {
    needs: [],
    text: `class Lag:
    """The value n bars back, whatever lies between."""

    def __init__(self, length: int) -> None:
        self._values: deque[float] = deque([NAN] * length)

    def update(self, value: float) -> float:
        self._values.append(value)
        return self._values.popleft()`,
  },
  Window: {
    needs: [],
    text: `class Window:
    """The last n clean values, oldest first; an unknown value empties it."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.values: deque[float] = deque(maxlen=length)
        self.run = 0

    def push(self, value: float) -> bool:
        """True when there are n clean values."""
        if value != value:
            self.run = 0
            self.values.clear()
            return False
        self.values.append(value)
        self.run += 1
        return self.run >= self.length`,
  },
  Sma: {
    needs: [],
    text: `class Sma:
    """Mean of the last n values; the running sum carries its rounding error along (Knuth's two-sum)."""

    def __init__(self, length: int) -> None:
        self.length = length
        self._values: deque[float] = deque()
        self._run = 0
        self._same = 0
        self._last = NAN
        self._sum = 0.0
        self._error = 0.0

    def update(self, value: float) -> float:
        if value != value:
            self._run = 0
            self._sum = 0.0
            self._error = 0.0
            self._values.clear()
            return NAN
        self._same = self._same + 1 if self._run > 0 and value == self._last else 1
        self._last = value
        self._run += 1
        change, lost = value, 0.0
        if self._run > self.length:
            gone = self._values.popleft()
            change = value - gone
            share = change - value
            lost = value - (change - share) - (gone + share)
        total = self._sum + change
        part = total - self._sum
        self._error += self._sum - (total - part) + (change - part) + lost
        self._sum = total
        self._values.append(value)
        if self._run < self.length:
            return NAN
        return value if self._same >= self.length else (self._sum + self._error) / self.length`,
  },
  Variance: {
    needs: ['Window'],
    text: `class Variance:
    """Variance of the last n values over n - ddof, made anew every n bars; exactly 0 on a flat window."""

    def __init__(self, length: int, ddof: int) -> None:
        self._window = Window(length)
        self._ddof = ddof
        self._share = 1 / length
        self._scale = 1 / (length - ddof) if length > ddof else NAN
        self._same = 0
        self._last = NAN
        self._mean = 0.0
        self._squares = 0.0

    def update(self, value: float) -> float:
        window = self._window
        length = window.length
        if length <= self._ddof:
            return NAN
        gone = window.values[0] if window.run >= length else 0.0
        self._same = self._same + 1 if window.run > 0 and value == self._last else 1
        self._last = value
        if not window.push(value):
            return NAN
        if window.run % length == 0:
            base = window.values[0]
            total = base - base
            squares = total
            for item in islice(window.values, 1, None):
                away = item - base
                total += away
                squares += away * away
            self._mean = base + total * self._share
            self._squares = squares - total * total * self._share
        else:
            change = value - gone
            before = self._mean
            self._mean = before + change * self._share
            self._squares += change * (value - self._mean + gone - before)
        return 0.0 if self._same >= length else max(0.0, self._squares * self._scale)`,
  },
  Extreme: {
    needs: [],
    text: `class Extreme:
    """Highest (sign 1) or lowest (sign -1) of the last n values."""

    def __init__(self, length: int, sign: int) -> None:
        self.length = length
        self.sign = sign
        self._best: deque[tuple[int, float]] = deque()
        self._row = 0
        self._run = 0

    def update(self, value: float) -> float:
        self._row += 1
        if value != value:
            self._run = 0
            self._best.clear()
            return NAN
        self._run += 1
        best = self._best
        if best and best[0][0] <= self._row - self.length:
            best.popleft()
        while best and self.sign * (value - best[-1][1]) >= 0:
            best.pop()
        best.append((self._row, value))
        return best[0][1] if self._run >= self.length else NAN`,
  },
  Exponential: {
    needs: [],
    text: `class Exponential:
    """Exponential average seeded with the mean of its first n values."""

    def __init__(self, length: int, alpha: float) -> None:
        self.length = length
        self.alpha = alpha
        self._run = 0
        self._value = 0.0

    def update(self, value: float) -> float:
        if value != value:
            self._run = 0
            self._value = 0.0
            return NAN
        self._run += 1
        if self._run < self.length:
            self._value += value
            return NAN
        if self._run == self.length:
            self._value = (self._value + value) / self.length
        else:
            self._value += self.alpha * (value - self._value)
        return self._value`,
  },
  Ema: {
    needs: ['Exponential'],
    text: `class Ema(Exponential):
    """Exponential average, alpha 2 / (n + 1), seeded with the mean of the first n values (TA-Lib)."""

    def __init__(self, length: int) -> None:
        super().__init__(length, 2.0 / (length + 1))`,
  },
  Wma: {
    needs: ['Window'],
    text: `class Wma:
    """Weights 1 to n, the newest value weighs most (TA-Lib)."""

    def __init__(self, length: int) -> None:
        self._window = Window(length)

    def update(self, value: float) -> float:
        if not self._window.push(value):
            return NAN
        length = self._window.length
        total = 0.0
        weight = length
        for item in reversed(self._window.values):
            total += weight * item
            weight -= 1
        return total / (length * (length + 1) / 2)`,
  },
  TrueRange: {
    needs: [],
    text: `class TrueRange:
    """Greatest of high - low and the distances of both to the last close; none on the first bar (TA-Lib)."""

    def __init__(self) -> None:
        self._last = NAN

    def update(self, high: float, low: float, close: float) -> float:
        before = self._last
        self._last = close
        if high != high or low != low or before != before:
            return NAN
        return max(high - low, abs(high - before), abs(low - before))`,
  },
  Atr: {
    needs: ['TrueRange', 'Exponential'],
    text: `class Atr:
    """Wilder average of the true range, seeded with the mean of the first n (TA-Lib)."""

    def __init__(self, length: int) -> None:
        self._range = TrueRange()
        self._average = Exponential(length, 1.0 / length)

    def update(self, high: float, low: float, close: float) -> float:
        return self._average.update(self._range.update(high, low, close))`,
  },
  BollingerBand: {
    needs: ['Sma', 'Variance'],
    text: `class BollingerBand:
    """Mean of the last n values and a multiple of their population standard deviation (TA-Lib)."""

    def __init__(self, length: int, factor: float) -> None:
        self._mean = Sma(length)
        self._variance = Variance(length, 0)
        self._factor = factor

    def update(self, value: float) -> float:
        return self._mean.update(value) + self._factor * math.sqrt(self._variance.update(value))`,
  },
  Donchian: {
    needs: ['Extreme'],
    text: `class Donchian:
    """Extreme of the n bars before the current one, so that a bar can break out of it."""

    def __init__(self, length: int, sign: int) -> None:
        self._extreme = Extreme(length, sign)
        self._before = NAN

    def update(self, value: float) -> float:
        answer = NAN if value != value else self._before
        self._before = self._extreme.update(value)
        return answer`,
  },
  DonchianMiddle: {
    needs: ['Donchian'],
    text: `class DonchianMiddle:
    """Middle between the two lines of the Donchian channel."""

    def __init__(self, length: int) -> None:
        self._upper = Donchian(length, 1)
        self._lower = Donchian(length, -1)

    def update(self, high: float, low: float) -> float:
        return (self._upper.update(high) + self._lower.update(low)) / 2`,
  },
  StandardDeviation: {
    needs: ['Variance'],
    text: `class StandardDeviation:
    """Population standard deviation of the last n values (TA-Lib)."""

    def __init__(self, length: int) -> None:
        self._variance = Variance(length, 0)

    def update(self, value: float) -> float:
        return math.sqrt(self._variance.update(value))`,
  },
  Volatility: {
    needs: ['Variance', 'quotient', 'logarithm'],
    text: `class Volatility:
    """Sample standard deviation of the last n log returns times the root of 252; 0.2 = 20 % a year."""

    def __init__(self, length: int) -> None:
        self._variance = Variance(length, 1)
        self._last = NAN

    def update(self, value: float) -> float:
        ratio = quotient(value, self._last)
        self._last = value
        return math.sqrt(self._variance.update(logarithm(ratio)) * 252)`,
  },
  Cross: {
    needs: [],
    text: `class Cross:
    """Tells on which bar one value rises above another: it was at or below it one bar before."""

    def __init__(self) -> None:
        self._before = (NAN, NAN)

    def update(self, a: float, b: float) -> bool:
        a_before, b_before = self._before
        self._before = (a, b)
        return a_before <= b_before and a > b`,
  },
};
