/** How the names, parameters and outputs of the reference cases are asked of the library; and which conventions it does not offer. */
import { library } from '../../shared/quant/indicators/index.ts';

export interface Case {
  id: string;
  fn: string;
  params: Record<string, number | string | boolean>;
  input: {
    series?: string;
    columns?: string[];
    inline?: Record<string, number[]>;
    second?: { series: string; columns: string[] };
  };
  expected: {
    firstIndex?: number | null;
    count?: number;
    outputs?: Record<string, (number | null)[] | { firstIndex: number; values: (number | null)[] }>;
    byOutput?: Record<string, { firstIndex: number; values: (number | null)[] }>;
    points?: { output: string; index: number; value: number }[];
    nonzero?: [number, number][];
  };
  tolerance: { abs?: number; rel?: number };
  tags: string[];
}

/** One question: the library's name, parameters, and, where the input is not the case's, the series. */
export type Ask = (name: string, parameters?: readonly number[], ...series: Float64Array[]) => Float64Array;
export interface Given {
  readonly ask: Ask;
  readonly column: (name: string) => Float64Array;
  readonly n: (parameter: string) => number;
  readonly case: Case;
}
export type Adapter = (given: Given) => Float64Array;

const kinds = ['SMA', 'EMA', 'WMA', 'DEMA', 'TEMA', 'TRIMA', 'KAMA', 'T3'];
const kind = (given: Given, name: string): number => kinds.indexOf(String(given.case.params[name] ?? 'SMA'));
/** The library's indicator with the case's parameters in this order. */
const plain =
  (name: string, ...parameters: string[]): Adapter =>
  ({ ask, n }) =>
    ask(name, parameters.map(n));
const each = (a: Float64Array, b: Float64Array, combine: (x: number, y: number) => number): Float64Array =>
  a.map((x, i) => combine(x, b[i] as number));
const later = (x: Float64Array, rows: number): Float64Array =>
  x.map((_, i) => (i < rows ? Number.NaN : (x[i - rows] as number)));
const period = 'timePeriod';
const average: Adapter = (g) => {
  const type = kind(g, 'maType');
  return g.ask('ppo', [g.n('fastPeriod'), g.n('slowPeriod'), type]);
};
const band =
  (name: string, plainName: string, deviations: string): Adapter =>
  (g) =>
    kind(g, 'maType') === 0
      ? g.ask(plainName, [g.n(period), g.n(deviations)])
      : g.ask(name, [g.n(period), g.n(deviations), kind(g, 'maType')]);
const macdExt =
  (name: string): Adapter =>
  (g) =>
    g.ask(name, [
      g.n('fastPeriod'),
      kind(g, 'fastMaType'),
      g.n('slowPeriod'),
      kind(g, 'slowMaType'),
      g.n('signalPeriod'),
      kind(g, 'signalMaType'),
    ]);

const sameNames = [
  'ad adosc adx adxr aroonosc atr avgdev avgprice bop cci cmo correl dema dx ema imi kama linearreg linearreg_angle',
  'linearreg_intercept linearreg_slope medprice mfi midpoint midprice minus_di minus_dm mom natr obv plus_di plus_dm',
  'roc rocp rocr rocr100 rsi sma sum tema trange trima trix tsf typprice wclprice willr wma',
]
  .join(' ')
  .split(' ');
const patterns = {
  CDLDOJI: 'doji',
  CDLENGULFING: 'engulfing',
  CDLHAMMER: 'hammer',
  CDLSHOOTINGSTAR: 'shooting_star',
  CDLHARAMI: 'harami',
  CDL3WHITESOLDIERS: 'three_white_soldiers',
  CDL3BLACKCROWS: 'three_black_crows',
  CDLPIERCING: 'piercing',
  CDLMARUBOZU: 'marubozu',
  CDL3INSIDE: 'three_inside',
};
const withoutPeriod = ['ad', 'avgprice', 'bop', 'medprice', 'obv', 'trange', 'typprice', 'wclprice'];
const libraryName: Readonly<Record<string, string>> = { aroonosc: 'aroon_oscillator' };

/** By `FUNCTION.output` of the source. */
export const adapters: Readonly<Record<string, Adapter>> = {
  ...Object.fromEntries(
    sameNames.map((name) => [
      `${name.toUpperCase()}.${name}`,
      withoutPeriod.includes(name) ? plain(name) : plain(libraryName[name] ?? name, period),
    ]),
  ),
  ...Object.fromEntries(Object.entries(patterns).map(([fn, name]) => [`${fn}.value`, plain(`cdl_${name}`)])),
  'ADOSC.adosc': plain('adosc', 'fastPeriod', 'slowPeriod'),
  'LINEARREG_SLOPE.slope': plain('linearreg_slope', period),
  'ROC.mom': plain('mom', period),
  'MAX.max': plain('highest', period),
  'MIN.min': plain('lowest', period),
  'STDDEV.stddev': (g) => g.ask('stddev', [g.n(period)]).map((v) => v * g.n('nbDev')),
  'STDDEV.mean': plain('sma', period),
  'STDDEV.zScore': plain('zscore', period),
  'VAR.var': plain('var', period),
  'T3.t3': (g) => g.ask('t3', [g.n(period), Number(g.case.params.vFactor ?? 0.7)]),
  'SAR.sar': plain('sar', 'acceleration', 'maximum'),
  'ULTOSC.ultosc': plain('ultosc', 'timePeriod1', 'timePeriod2', 'timePeriod3'),
  'AROON.aroonup': plain('aroon_up', period),
  'AROON.aroondown': plain('aroon_down', period),
  'AROON.aroonosc': plain('aroon_oscillator', period),
  'ACCBANDS.upper': plain('accbands_upper', period),
  'ACCBANDS.middle': plain('accbands_middle', period),
  'ACCBANDS.lower': plain('accbands_lower', period),
  'ADX.plus_di': plain('plus_di', period),
  'ADX.minus_di': plain('minus_di', period),
  'ADX.adxr': plain('adxr', period),
  'ADX.dx': plain('dx', period),
  'APO.apo': (g) => g.ask('apo', [g.n('fastPeriod'), g.n('slowPeriod'), kind(g, 'maType')]),
  'PPO.ppo': average,
  'BBANDS.upper': band('bands_upper', 'bb_upper', 'nbDevUp'),
  'BBANDS.lower': band('bands_lower', 'bb_lower', 'nbDevDn'),
  'BBANDS.middle': (g) =>
    kind(g, 'maType') === 0 ? g.ask('bb_middle', [g.n(period), 2]) : g.ask('bands_upper', [g.n(period), 0, 1]),
  'BBANDS.width': (g) => each(bandDistance(g), g.ask('bb_middle', [g.n(period), 2]), (d, m) => d / m),
  'BBANDS.percentB': (g) =>
    each(
      each(g.column('close'), g.ask('bb_lower', [g.n(period), g.n('nbDevDn')]), (x, l) => x - l),
      bandDistance(g),
      (x, d) => x / d,
    ),
  'ATR.natr': plain('natr', period),
  'STOCH.J': (g) =>
    each(
      adapters['STOCH.slowK']?.(g) as Float64Array,
      adapters['STOCH.slowD']?.(g) as Float64Array,
      (k, d) => 3 * k - 2 * d,
    ),
  'BETA.beta': ({ ask, n, case: c, column }) =>
    ask('beta', [n(period)], ...(c.input.columns ?? []).slice(0, 2).map(column)),
  'BETA_ROLLING.beta': ({ ask, n, column }) => ask('beta', [n(period)], column('second'), column('close')),
  'CORREL.correl': ({ ask, n, case: c, column }) =>
    c.input.second
      ? ask('correl', [n(period)], column('close'), column('second'))
      : ask('correl', [n(period)], ...(c.input.columns ?? []).slice(0, 2).map(column)),
  'MACD.macd': plain('macd', 'fastPeriod', 'slowPeriod', 'signalPeriod'),
  'MACD.signal': plain('macd_signal', 'fastPeriod', 'slowPeriod', 'signalPeriod'),
  'MACD.hist': plain('macd_histogram', 'fastPeriod', 'slowPeriod', 'signalPeriod'),
  'MACDFIX.macd': plain('macd_fix', 'signalPeriod'),
  'MACDFIX.signal': plain('macd_fix_signal', 'signalPeriod'),
  'MACDFIX.hist': plain('macd_fix_histogram', 'signalPeriod'),
  'MACDEXT.macd': macdExt('macd_ext'),
  'MACDEXT.signal': macdExt('macd_ext_signal'),
  'MACDEXT.hist': macdExt('macd_ext_histogram'),
  'STOCH.slowK': plain('stoch_k', 'fastKPeriod', 'slowKPeriod', 'slowDPeriod'),
  'STOCH.slowD': plain('stoch_d', 'fastKPeriod', 'slowKPeriod', 'slowDPeriod'),
  'STOCHF.fastK': plain('stochf_k', 'fastKPeriod', 'fastDPeriod'),
  'STOCHF.fastD': plain('stochf_d', 'fastKPeriod', 'fastDPeriod'),
  'STOCHRSI.fastK': plain('stoch_rsi_k', period, 'fastKPeriod', 'fastDPeriod'),
  'STOCHRSI.fastD': plain('stoch_rsi_d', period, 'fastKPeriod', 'fastDPeriod'),
  // The other library of the references: indicators of its own, and compositions of ours.
  'HMA.hma': plain('hma', period),
  'ALMA.alma': plain('alma', period, 'offset', 'sigma'),
  'SMMA.smma': plain('smma', period),
  'VWMA.vwma': plain('vwma', period),
  'VWAP.vwap': plain('vwap_cumulative'),
  'CMO_UNSMOOTHED.cmo': plain('cmo_simple', period),
  'CMF.cmf': plain('cmf', period),
  'BOP_SMOOTHED.bop': ({ ask, n }) => ask('sma', [n(period)], ask('bop')),
  'DONCHIAN.upper': plain('donchian_upper', period),
  'DONCHIAN.middle': plain('donchian_middle', period),
  'DONCHIAN.lower': plain('donchian_lower', period),
  'KELTNER.upper': plain('keltner_upper', 'emaPeriod', 'multiplier', 'atrPeriod'),
  'KELTNER.middle': plain('keltner_middle', 'emaPeriod', 'multiplier', 'atrPeriod'),
  'KELTNER.lower': plain('keltner_lower', 'emaPeriod', 'multiplier', 'atrPeriod'),
  'ICHIMOKU.tenkan': plain('ichimoku_conversion', 'tenkan'),
  'ICHIMOKU.kijun': plain('ichimoku_base', 'kijun'),
  'ICHIMOKU.senkouA': plain('ichimoku_span_a', 'tenkan', 'kijun', 'offset'),
  'ICHIMOKU.senkouB': plain('ichimoku_span_b', 'senkouB', 'offset'),
  'SUPERTREND.supertrend': plain('supertrend', 'atrPeriod', 'multiplier'),
  'SUPERTREND.upper': (g) =>
    each(adapters['SUPERTREND.supertrend']?.(g) as Float64Array, direction(g), (v, d) => (d < 0 ? v : Number.NaN)),
  'SUPERTREND.lower': (g) =>
    each(adapters['SUPERTREND.supertrend']?.(g) as Float64Array, direction(g), (v, d) => (d > 0 ? v : Number.NaN)),
  'VORTEX.viPlus': plain('vortex_plus', period),
  'VORTEX.viMinus': plain('vortex_minus', period),
  'TSI.tsi': plain('tsi', 'slow', 'fast'),
  'TSI.signal': ({ ask, n }) => ask('ema', [n('signal')], ask('tsi', [n('slow'), n('fast')])),
  'AO.ao': plain('ao', 'fast', 'slow'),
  'CHOP.chop': plain('chop', period),
  'ULCER.ulcer': plain('ulcer_index', period),
  'FORCE.force': plain('force_index', period),
  'ELDER_RAY.ema': ({ ask, n, column }) => ask('ema', [n(period)], column('close')),
  'ELDER_RAY.bull': plain('elder_bull', period),
  'ELDER_RAY.bear': plain('elder_bear', period),
  'MA_ENVELOPE.upper': ({ ask, n }) => ask('sma', [n(period)]).map((v) => v * (1 + n('percent') / 100)),
  'MA_ENVELOPE.middle': plain('sma', period),
  'MA_ENVELOPE.lower': ({ ask, n }) => ask('sma', [n(period)]).map((v) => v * (1 - n('percent') / 100)),
  'PVO.pvo': volumeOscillator,
  'PVO.signal': (g) => g.ask('ema', [g.n('signal')], volumeOscillator(g)),
  'PVO.hist': (g) => each(volumeOscillator(g), g.ask('ema', [g.n('signal')], volumeOscillator(g)), (a, b) => a - b),
  'CHANDELIER_LONG.exit': plain('chandelier_long', period, 'multiplier'),
  'HURST.hurst': plain('hurst', period),
  'STARC.middle': ({ ask, n, column }) => ask('sma', [n('smaPeriod')], column('close')),
  'STARC.upper': (g) => each(starcMiddle(g), g.ask('atr', [g.n('atrPeriod')]), (m, r) => m + g.n('multiplier') * r),
  'STARC.lower': (g) => each(starcMiddle(g), g.ask('atr', [g.n('atrPeriod')]), (m, r) => m - g.n('multiplier') * r),
  ...Object.fromEntries(
    ['open', 'high', 'low', 'close'].map((part) => [`HEIKINASHI.${part}`, plain(`heikin_ashi_${part}`)]),
  ),
  'LINEARREG_SLOPE.rSquared': ({ ask, n, column }) => {
    const x = column('close');
    return ask(
      'correl',
      [n(period)],
      x,
      x.map((_, i) => i),
    ).map((r) => r * r);
  },
  'LINEARREG_SLOPE.stdDev': plain('stddev', period),
  'CORREL.covariance': ({ ask, n, column }) => {
    const [x, y] = [column('close'), column('second')];
    const [a, b] = [ask('stddev', [n(period)], x), ask('stddev', [n(period)], y)];
    return ask('correl', [n(period)], x, y).map((r, i) => r * (a[i] as number) * (b[i] as number));
  },
  'HT_TRENDLINE.ht_trendline': plain('ht_trendline'),
  'MAMA.mama': plain('mama', 'fastLimit', 'slowLimit'),
  'MAMA.fama': plain('fama', 'fastLimit', 'slowLimit'),
  'FISHER.fisher': plain('fisher', period),
  'FISHER.trigger': (g) => later(g.ask('fisher', [g.n(period)]), 1),
  'KVO.kvo': plain('kvo', 'fast', 'slow'),
  'KVO.signal': ({ ask, n }) => ask('ema', [n('signal')], ask('kvo', [n('fast'), n('slow')])),
  'PMO.pmo': plain('pmo', 'time', 'smooth'),
  'PMO.signal': ({ ask, n }) => ask('ema', [n('signal')], ask('pmo', [n('time'), n('smooth')])),
  'SMI.smi': plain('smi', period, 'smooth1', 'smooth2'),
  'SMI.signal': ({ ask, n }) =>
    ask('ewm', [2 / (n('signal') + 1)], ask('smi', [n(period), n('smooth1'), n('smooth2')])),
  'STC.stc': plain('stc', 'cycle', 'fast', 'slow'),
  'CONNORSRSI.crsi': plain('connors_rsi', 'rsi', 'streak', 'rank'),
  ...Object.fromEntries(
    ['jaw', 'teeth', 'lips'].map((line) => [
      `ALLIGATOR.${line}`,
      ({ ask, n }: Given) => later(ask('smma', [n(line)], ask('medprice')), n(`${line}Offset`)),
    ]),
  ),
};

function bandDistance({ ask, n }: Given): Float64Array {
  const upper = ask('bb_upper', [n(period), n('nbDevUp')]);
  return each(upper, ask('bb_lower', [n(period), n('nbDevDn')]), (u, l) => u - l);
}
function starcMiddle({ ask, n, column }: Given): Float64Array {
  return ask('sma', [n('smaPeriod')], column('close'));
}
function direction({ ask, n }: Given): Float64Array {
  return ask('supertrend_direction', [n('atrPeriod'), n('multiplier')]);
}
/** The percentage oscillator whose averages each start as soon as they can. */
function volumeOscillator({ ask, n, column }: Given): Float64Array {
  const slow = ask('ema', [n('slow')], column('volume'));
  return each(ask('ema', [n('fast')], column('volume')), slow, (f, s) => (100 * (f - s)) / s);
}

/** Outputs left out of cases that otherwise match. */
export const outputsLeftOut: Readonly<Record<string, string>> = {
  'ICHIMOKU.chikou': 'the lagging span is a later close drawn on an earlier bar: it looks ahead',
};

const notOffered: Readonly<Record<string, string>> = {
  DPO: 'extra: the detrended price is centred, it looks ahead',
  FRACTAL: 'extra: a fractal is known only bars later, it looks ahead',
};

/** Why a case may differ: a convention, by name. Undefined: it must match. */
export function reasonToDiffer(c: Case): string | undefined {
  if (c.tags.includes('convention-variant')) return 'convention of another source, contrary to TA-Lib';
  if (notOffered[c.fn]) return notOffered[c.fn];
  return undefined;
}

/** Library indicators a plain adapter may be asked for: their warm-up is TA-Lib's lookback. */
export const known = (name: string) => {
  const indicator = library[name];
  if (!indicator) throw new Error(`the library has no ${name}`);
  return indicator;
};
