/** How each indicator is written for Backtrader: Python classes with the same arithmetic, and only those that are used. */

/** A Python class over Backtrader lines. `inputs`: data lines it reads besides the series; `lines` it needs of earlier classes. */
export interface PythonIndicator {
  readonly className: string;
  /** Class text; reads `self.data` (a line, or a data feed for price inputs) and `self.p`. */
  readonly text: string;
  /** Other indicators of this table whose class text must come first. */
  readonly needs?: readonly string[];
}

const windowed = (className: string, expression: string, extra = 0): PythonIndicator => ({
  className,
  text: `class ${className}(bt.Indicator):
    lines = ('value',)
    params = (('length', 20),)

    def __init__(self):
        self.addminperiod(int(self.p.length)${extra ? ` + ${extra}` : ''})

    def next(self):
        n = int(self.p.length)
        x = [self.data[-k] for k in range(n${extra ? ` + ${extra}` : ''})]  # newest first
        self.lines.value[0] = ${expression}`,
});

/** A line of a ready-made Backtrader indicator whose arithmetic is the same. */
const ready = (className: string, parameters: readonly string[], made: string): PythonIndicator => ({
  className,
  text: `class ${className}(bt.Indicator):
    lines = ('value',)
    params = (${parameters.map((p) => `('${p}', 14),`).join(' ')})

    def __init__(self):
        self.lines.value = ${made}`,
});

/** Text, then the parameter names in the order of the rule language. */
export const pythonIndicators: Readonly<Record<string, PythonIndicator & { readonly parameters: readonly string[] }>> =
  {
    sma: {
      ...ready('Sma', ['length'], 'bt.indicators.SMA(self.data, period=int(self.p.length))'),
      parameters: ['length'],
    },
    ema: {
      ...ready('Ema', ['length'], 'bt.indicators.EMA(self.data, period=int(self.p.length))'),
      parameters: ['length'],
    },
    wma: {
      ...ready('Wma', ['length'], 'bt.indicators.WMA(self.data, period=int(self.p.length))'),
      parameters: ['length'],
    },
    rsi: {
      ...ready('Rsi', ['length'], 'bt.indicators.RSI_SMMA(self.data, period=int(self.p.length), safediv=True)'),
      parameters: ['length'],
    },
    atr: {
      ...ready('Atr', ['length'], 'bt.indicators.ATR(self.data, period=int(self.p.length))'),
      parameters: ['length'],
    },
    adx: {
      ...ready('Adx', ['length'], 'bt.indicators.ADX(self.data, period=int(self.p.length))'),
      parameters: ['length'],
    },
    mom: { ...windowed('Mom', 'x[0] - x[n]', 1), parameters: ['length'] },
    roc: { ...windowed('Roc', '100.0 * (x[0] / x[n] - 1.0) if x[n] else 0.0', 1), parameters: ['length'] },
    highest: { ...windowed('Highest', 'max(x)'), parameters: ['length'] },
    lowest: { ...windowed('Lowest', 'min(x)'), parameters: ['length'] },
    stddev: {
      ...windowed('StdDev', 'math.sqrt(sum((v - sum(x) / n) ** 2 for v in x) / n)'),
      parameters: ['length'],
    },
    zscore: {
      ...windowed('ZScore', '(x[0] - statistics.fmean(x)) / (statistics.pstdev(x) or math.inf)'),
      parameters: ['length'],
    },
    percent_rank: {
      ...windowed('PercentRank', '100.0 * sum(1 for v in x[1:] if v < x[0]) / n', 1),
      parameters: ['length'],
    },
    volatility: {
      ...windowed('Volatility', 'statistics.stdev([math.log(x[k] / x[k + 1]) for k in range(n)]) * math.sqrt(252)', 1),
      parameters: ['length'],
    },
    linearreg_slope: {
      ...windowed('LinearRegSlope', 'sum(((n - 1) / 2 - k) * x[k] for k in range(n)) / (n * (n * n - 1) / 12)'),
      parameters: ['length'],
    },
    donchian_upper: {
      ...ready('DonchianUpper', ['length'], 'bt.indicators.Highest(self.data.high(-1), period=int(self.p.length))'),
      parameters: ['length'],
    },
    donchian_lower: {
      ...ready('DonchianLower', ['length'], 'bt.indicators.Lowest(self.data.low(-1), period=int(self.p.length))'),
      parameters: ['length'],
    },
    donchian_middle: {
      ...ready(
        'DonchianMiddle',
        ['length'],
        '(bt.indicators.Highest(self.data.high(-1), period=int(self.p.length)) + bt.indicators.Lowest(self.data.low(-1), period=int(self.p.length))) / 2.0',
      ),
      parameters: ['length'],
    },
    ...Object.fromEntries(
      (
        [
          ['bb_lower', 'BbLower', '- self.p.deviations * spread'],
          ['bb_middle', 'BbMiddle', '+ 0.0 * spread'],
          ['bb_upper', 'BbUpper', '+ self.p.deviations * spread'],
        ] as const
      ).map(([name, className, rest]) => [
        name,
        {
          className,
          parameters: ['length', 'deviations'],
          text: `class ${className}(bt.Indicator):
    lines = ('value',)
    params = (('length', 20), ('deviations', 2.0))

    def __init__(self):
        middle = bt.indicators.SMA(self.data, period=int(self.p.length))
        spread = bt.indicators.StdDev(self.data, period=int(self.p.length))
        self.lines.value = middle ${rest}`,
        },
      ]),
    ),
    ...Object.fromEntries(
      (
        [
          ['macd', 'Macd', 'both.macd'],
          ['macd_signal', 'MacdSignal', 'both.signal'],
          ['macd_histogram', 'MacdHistogram', 'both.macd - both.signal'],
        ] as const
      ).map(([name, className, made]) => [
        name,
        {
          className,
          parameters: ['fast', 'slow', 'signal'],
          text: `class ${className}(bt.Indicator):
    lines = ('value',)
    params = (('fast', 12), ('slow', 26), ('signal', 9))

    def __init__(self):
        both = bt.indicators.MACD(
            self.data, period_me1=int(self.p.fast), period_me2=int(self.p.slow), period_signal=int(self.p.signal))
        self.lines.value = ${made}`,
        },
      ]),
    ),
    ...Object.fromEntries(
      (
        [
          ['stoch_k', 'StochK', 'percK'],
          ['stoch_d', 'StochD', 'percD'],
        ] as const
      ).map(([name, className, line]) => [
        name,
        {
          className,
          parameters: ['length', 'smooth', 'signal'],
          text: `class ${className}(bt.Indicator):
    lines = ('value',)
    params = (('length', 14), ('smooth', 3), ('signal', 3))

    def __init__(self):
        self.lines.value = bt.indicators.Stochastic(
            self.data, period=int(self.p.length), period_dfast=int(self.p.smooth),
            period_dslow=int(self.p.signal), safediv=True).${line}`,
        },
      ]),
    ),
    willr: {
      ...ready('WillR', ['length'], 'bt.indicators.WilliamsR(self.data, period=int(self.p.length))'),
      parameters: ['length'],
    },
    cci: {
      ...ready('Cci', ['length'], 'bt.indicators.CCI(self.data, period=int(self.p.length))'),
      parameters: ['length'],
    },
    trange: { ...ready('TRange', [], 'bt.indicators.TrueRange(self.data)'), parameters: [] },
    vwap: {
      className: 'Vwap',
      parameters: ['length'],
      text: `class Vwap(bt.Indicator):
    lines = ('value',)
    params = (('length', 20),)

    def __init__(self):
        self.addminperiod(int(self.p.length))

    def next(self):
        d, n = self.data, int(self.p.length)
        volume = sum(d.volume[-k] for k in range(n))
        money = sum((d.high[-k] + d.low[-k] + d.close[-k]) / 3.0 * d.volume[-k] for k in range(n))
        self.lines.value[0] = money / volume if volume > 0 else math.nan`,
    },
    obv: {
      className: 'Obv',
      parameters: [],
      text: `class Obv(bt.Indicator):
    lines = ('value',)

    def nextstart(self):
        self.lines.value[0] = self.data.volume[0]

    def next(self):
        change = self.data.close[0] - self.data.close[-1]
        sign = (change > 0) - (change < 0)
        self.lines.value[0] = self.lines.value[-1] + sign * self.data.volume[0]`,
    },
    mfi: {
      className: 'Mfi',
      parameters: ['length'],
      text: `class Mfi(bt.Indicator):
    lines = ('value',)
    params = (('length', 14),)

    def __init__(self):
        self.addminperiod(int(self.p.length) + 1)

    def next(self):
        d, n = self.data, int(self.p.length)
        typical = [(d.high[-k] + d.low[-k] + d.close[-k]) / 3.0 for k in range(n + 1)]
        up = sum(typical[k] * d.volume[-k] for k in range(n) if typical[k] > typical[k + 1])
        down = sum(typical[k] * d.volume[-k] for k in range(n) if typical[k] < typical[k + 1])
        self.lines.value[0] = 100.0 * up / (up + down) if up + down >= 1 else 0.0`,
    },
  };
