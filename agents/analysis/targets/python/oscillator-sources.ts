/** Oscillators, changes and volume indicators in Python, with the order of operations of the desk's own. */
import type { PythonPart } from './indicator-sources.ts';

export const oscillatorSources: Readonly<Record<string, PythonPart>> = {
  Adx: {
    needs: [],
    text: `class Adx:
    """Average directional index: Wilder sums over n - 1 bars, then Wilder averages (TA-Lib)."""

    def __init__(self, length: int) -> None:
        self.length = length
        self._run = 0
        self._plus = 0.0
        self._minus = 0.0
        self._range = 0.0
        self._index = 0.0
        self._average = 0.0
        self._last = (NAN, NAN, NAN)

    def update(self, high: float, low: float, close: float) -> float:
        last_high, last_low, before = self._last
        self._last = (high, low, close)
        up = high - last_high
        down = last_low - low
        if (up + down + before) != (up + down + before):
            self._run = 0
            self._plus = self._minus = self._range = self._index = self._average = 0.0
            return NAN
        n = self.length
        self._run += 1
        keep = 1 - 1 / n if self._run >= n else 1.0
        self._plus = self._plus * keep + (up if up > down and up > 0 else 0.0)
        self._minus = self._minus * keep + (down if down > up and down > 0 else 0.0)
        self._range = self._range * keep + max(high - low, abs(high - before), abs(low - before))
        if self._run < n:
            return NAN
        total = self._plus + self._minus
        if self._range != 0 and total != 0:
            self._index = (100 * abs(self._plus - self._minus)) / total
        if self._run < 2 * n - 1:
            self._average += self._index
            return NAN
        if self._run == 2 * n - 1:
            self._average = (self._average + self._index) / n
        else:
            self._average = (self._average * (n - 1) + self._index) / n
        return self._average`,
  },
  Cci: {
    needs: ['Window'],
    text: `class Cci:
    """Typical price less its mean, over 0.015 mean deviations; 0 on flat data (TA-Lib)."""

    def __init__(self, length: int) -> None:
        self._window = Window(length)

    def update(self, high: float, low: float, close: float) -> float:
        price = (high + low + close) / 3
        if not self._window.push(price):
            return NAN
        length = self._window.length
        mean = 0.0
        for item in self._window.values:
            mean += item
        mean /= length
        deviation = 0.0
        for item in self._window.values:
            deviation += abs(item - mean)
        away = price - mean
        return 0.0 if away == 0 or deviation == 0 else away / ((0.015 * deviation) / length)`,
  },
  LinearRegressionSlope: {
    needs: ['Window'],
    text: `class LinearRegressionSlope:
    """Least-squares slope per bar over the last n values (TA-Lib)."""

    def __init__(self, length: int) -> None:
        self._window = Window(length)

    def update(self, value: float) -> float:
        if not self._window.push(value):
            return NAN
        n = self._window.length
        middle = (n - 1) / 2
        total = 0.0
        for place, item in enumerate(self._window.values):
            total += (place - middle) * item
        return total / ((n * (n * n - 1)) / 12)`,
  },
  Macd: {
    needs: ['Exponential', 'Ema'],
    text: `class Macd:
    """Fast less slow exponential average and its signal; both averages start on bar slow - 1 (TA-Lib)."""

    def __init__(self, fast: int, slow: int, signal: int, line: str) -> None:
        self._fast = Ema(min(fast, slow))
        self._slow = Ema(max(fast, slow))
        self._late = max(fast, slow) - min(fast, slow)
        self._signal = Ema(signal)
        self._run = 0
        self._line = line

    def update(self, value: float) -> float:
        self._run = 0 if value != value else self._run + 1
        fast = self._fast.update(value if self._run > self._late else NAN)
        line = fast - self._slow.update(value)
        signal = self._signal.update(line)
        if self._line == "signal":
            return signal
        if self._line == "histogram":
            return line - signal
        return NAN if signal != signal else line`,
  },
  Mfi: {
    needs: ['Window'],
    text: `class Mfi:
    """Share of rising typical-price volume over n bars, 0 to 100; 0 when less than 1 flowed (TA-Lib)."""

    def __init__(self, length: int) -> None:
        self._rises = Window(length)
        self._falls = Window(length)
        self._last = NAN

    def update(self, high: float, low: float, close: float, volume: float) -> float:
        price = (high + low + close) / 3
        change = price - self._last
        self._last = price
        flow = price * volume
        self._rises.push(flow if change > 0 else flow * 0 if change < 0 else flow * change)
        if not self._falls.push(flow if change < 0 else flow * 0 + change * 0):
            return NAN
        up = 0.0
        for item in self._rises.values:
            up += item
        down = 0.0
        for item in self._falls.values:
            down += item
        return 0.0 if up + down < 1 else (100 * up) / (up + down)`,
  },
  Momentum: {
    needs: ['Lag'],
    text: `class Momentum:
    """Change over n bars (TA-Lib)."""

    def __init__(self, length: int) -> None:
        self._lag = Lag(length)

    def update(self, value: float) -> float:
        return value - self._lag.update(value)`,
  },
  Obv: {
    needs: [],
    text: `class Obv:
    """Running sum of volume with the sign of the change; starts with the first volume (TA-Lib)."""

    def __init__(self) -> None:
        self._total = NAN
        self._last = NAN

    def update(self, close: float, volume: float) -> float:
        if self._total != self._total:
            self._total = volume
        else:
            change = close - self._last
            if change != change:
                self._total = NAN
            else:
                self._total += ((change > 0) - (change < 0)) * volume
        self._last = close
        return self._total`,
  },
  PercentRank: {
    needs: ['Window'],
    text: `class PercentRank:
    """Percent of the n values before the current one that lie below it."""

    def __init__(self, length: int) -> None:
        self.length = length
        self._window = Window(length + 1)

    def update(self, value: float) -> float:
        if not self._window.push(value):
            return NAN
        below = sum(1 for item in self._window.values if item < value)
        return (100 * below) / self.length`,
  },
  Roc: {
    needs: ['Lag'],
    text: `class Roc:
    """Percent change over n bars; 0 where the old value is 0 (TA-Lib)."""

    def __init__(self, length: int) -> None:
        self._lag = Lag(length)

    def update(self, value: float) -> float:
        before = self._lag.update(value)
        return value * 0 if before == 0 else (value / before - 1) * 100`,
  },
  Rsi: {
    needs: ['Exponential'],
    text: `class Rsi:
    """Wilder smoothing seeded with the mean of the first n changes; 0 on flat data (TA-Lib)."""

    def __init__(self, length: int) -> None:
        self._up = Exponential(length, 1.0 / length)
        self._down = Exponential(length, 1.0 / length)
        self._last = NAN

    def update(self, value: float) -> float:
        change = value - self._last
        self._last = value
        up = self._up.update(change if change > 0 else 0.0 if change <= 0 else NAN)
        down = self._down.update(-change if change < 0 else 0.0 if change >= 0 else NAN)
        return 0.0 if up + down == 0 else (100 * up) / (up + down)`,
  },
  Stochastic: {
    needs: ['Extreme', 'Sma'],
    text: `class Stochastic:
    """Place of the close in the n-bar range, 0 to 100, smoothed; 0 on flat data (TA-Lib)."""

    def __init__(self, length: int, smooth: int, signal: int, line: str) -> None:
        self._top = Extreme(length, 1)
        self._bottom = Extreme(length, -1)
        self._smooth = Sma(smooth)
        self._signal = Sma(signal)
        self._line = line

    def update(self, high: float, low: float, close: float) -> float:
        top = self._top.update(high)
        bottom = self._bottom.update(low)
        k = self._smooth.update(0.0 if top == bottom else (100 * (close - bottom)) / (top - bottom))
        d = self._signal.update(k)
        if self._line == "d":
            return d
        return NAN if d != d else k`,
  },
  Vwap: {
    needs: ['Sma'],
    text: `class Vwap:
    """Typical price weighted with volume over the last n bars; no value where nothing traded."""

    def __init__(self, length: int) -> None:
        self._traded = Sma(length)
        self._volume = Sma(length)

    def update(self, high: float, low: float, close: float, volume: float) -> float:
        traded = self._traded.update(((high + low + close) / 3) * volume)
        mean = self._volume.update(volume)
        return traded / mean if mean > 0 else NAN`,
  },
  WilliamsRange: {
    needs: ['Extreme'],
    text: `class WilliamsRange:
    """Place of the close in the n-bar range, -100 to 0; 0 on flat data (TA-Lib)."""

    def __init__(self, length: int) -> None:
        self._top = Extreme(length, 1)
        self._bottom = Extreme(length, -1)

    def update(self, high: float, low: float, close: float) -> float:
        top = self._top.update(high)
        bottom = self._bottom.update(low)
        return 0.0 if top == bottom else (-100 * (top - close)) / (top - bottom)`,
  },
  ZScore: {
    needs: ['Sma', 'Variance'],
    text: `class ZScore:
    """Distance from the mean of the last n values in population standard deviations; 0 on flat data."""

    def __init__(self, length: int) -> None:
        self._mean = Sma(length)
        self._variance = Variance(length, 0)

    def update(self, value: float) -> float:
        mean = self._mean.update(value)
        variance = self._variance.update(value)
        return 0.0 if variance == 0 else (value - mean) / math.sqrt(variance)`,
  },
};
