/** What the library and TA-Lib both have: names, inputs, parameters in both tongues, and the output to look at. */

/** One indicator of the library, TA-Lib's function for it, and several parameter sets. */
export interface IndicatorAsk {
  readonly ours: string;
  readonly function: string;
  /** TA-Lib's arguments in its order. */
  readonly inputs: readonly string[];
  /** What our `series` inputs are, in order; default `close`. */
  readonly given: readonly string[];
  readonly output: number;
  /** Names the convention under which the two may differ; see `indicator-conventions.ts`. */
  readonly convention?: string;
  /** Our parameters beside TA-Lib's. */
  readonly sets: readonly { readonly mine: readonly number[]; readonly theirs: Readonly<Record<string, number>> }[];
}

const bars = { ohlc: ['open', 'high', 'low', 'close'], hlc: ['high', 'low', 'close'], hl: ['high', 'low'] } as const;
const hlcv = [...bars.hlc, 'volume'];

interface More {
  convention?: string;
  inputs?: readonly string[];
  given?: readonly string[];
  output?: number;
}

/** Parameters in our order under TA-Lib's names: `named('timeperiod')(14)` is [14] and {timeperiod: 14}. */
const ask = (
  ours: string,
  fn: string,
  names: readonly string[],
  values: readonly (readonly number[])[],
  more: More = {},
): IndicatorAsk => ({
  ours,
  function: fn,
  inputs: more.inputs ?? ['close'],
  given: more.given ?? ['close', 'open'],
  output: more.output ?? 0,
  ...(more.convention === undefined ? {} : { convention: more.convention }),
  sets: values.map((mine) => ({
    mine,
    theirs: Object.fromEntries(names.map((name, i) => [name, mine[i] as number])),
  })),
});

const lengths = [[2], [5], [14], [30], [100]];
const plain = (names: string, inputs: readonly string[], more: More = {}, values = lengths): IndicatorAsk[] =>
  names.split(' ').map((name) => ask(name, name.toUpperCase(), ['timeperiod'], values, { inputs, ...more }));
const still = (names: string, inputs: readonly string[]): IndicatorAsk[] =>
  names.split(' ').map((name) => ask(name, name.toUpperCase(), [], [[]], { inputs }));

/** Kinds of averages in TA-Lib's numbers, which are ours: simple, exponential, weighted, double, triple, triangular, adaptive, T3. */
const kinds = [0, 1, 2, 3, 4, 5, 6];
const tillson = 8;
const triangular = 5;
const withKinds = (sets: readonly (readonly number[])[]): number[][] =>
  sets.flatMap((set) => kinds.map((kind) => [...set, kind]));

const lines = (
  ours: readonly string[],
  fn: string,
  names: readonly string[],
  sets: readonly number[][],
  more: More = {},
) => ours.flatMap((name, output) => (name === '' ? [] : [ask(name, fn, names, sets, { ...more, output })]));

const band = (ours: string, output: number): IndicatorAsk => ({
  ...ask(ours, 'BBANDS', [], [], { output }),
  sets: [
    [5, 2],
    [20, 2],
    [20, 1.5],
    [50, 3],
  ].map(([n = 0, k = 0]) => ({ mine: [n, k], theirs: { timeperiod: n, nbdevup: k, nbdevdn: k, matype: 0 } })),
});
const generalBand = (ours: string, output: number): IndicatorAsk => ({
  ...ask(ours, 'BBANDS', [], [], { output }),
  sets: [...kinds, tillson].map((kind) => ({
    mine: [20, 2, kind === tillson ? 7 : kind],
    theirs: { timeperiod: 20, nbdevup: 2, nbdevdn: 2, matype: kind },
  })),
});
const macdExtNames = ['fastperiod', 'fastmatype', 'slowperiod', 'slowmatype', 'signalperiod', 'signalmatype'];
const macdSets = [
  [12, 26, 9],
  [5, 35, 5],
  [3, 10, 16],
];
const macdExtSets = [
  [12, 0, 26, 0, 9, 0],
  [12, 1, 26, 1, 9, 1],
  [8, 2, 21, 3, 5, 4],
  [10, 5, 30, 6, 7, 2],
];
/** The slow stochastic: our lengths are raw, smoothed and signal; averages are simple. */
const stochastic = (ours: string, output: number): IndicatorAsk => ({
  ...ask(ours, 'STOCH', [], [], { inputs: bars.hlc, output }),
  sets: [
    [5, 3, 3],
    [14, 3, 3],
    [21, 5, 7],
  ].map(([k = 0, slow = 0, d = 0]) => ({
    mine: [k, slow, d],
    theirs: { fastk_period: k, slowk_period: slow, slowd_period: d, slowk_matype: 0, slowd_matype: 0 },
  })),
});

const patterns =
  'dark_cloud_cover:CDLDARKCLOUDCOVER doji:CDLDOJI engulfing:CDLENGULFING evening_star:CDLEVENINGSTAR hammer:CDLHAMMER hanging_man:CDLHANGINGMAN harami:CDLHARAMI inverted_hammer:CDLINVERTEDHAMMER marubozu:CDLMARUBOZU morning_star:CDLMORNINGSTAR piercing:CDLPIERCING shooting_star:CDLSHOOTINGSTAR three_black_crows:CDL3BLACKCROWS three_inside:CDL3INSIDE three_white_soldiers:CDL3WHITESOLDIERS';

export const indicatorAsks: readonly IndicatorAsk[] = [
  ...plain('sma ema wma dema tema trima kama', ['close']),
  ask(
    't3',
    'T3',
    ['timeperiod', 'vfactor'],
    [
      [5, 0.7],
      [10, 0.5],
      [30, 1],
    ],
  ),
  ...plain('rsi cmo mom roc rocp rocr rocr100 trix midpoint', ['close']),
  ...plain('linearreg linearreg_slope linearreg_intercept tsf sum avgdev stddev var', ['close']),
  ...plain('linearreg_angle', ['close'], { convention: 'rounding' }),
  ...plain('midprice', bars.hl),
  ...plain('plus_dm minus_dm', bars.hl),
  ...plain('plus_di minus_di dx adx adxr atr natr willr', bars.hlc),
  ...plain('cci', bars.hlc, { convention: 'tie' }),
  ...plain('mfi', hlcv, { convention: 'tie' }),
  ...plain('imi', ['open', 'close'], { convention: 'still' }),
  ...still('avgprice bop', bars.ohlc),
  ...still('medprice', bars.hl),
  ...still('typprice wclprice trange', bars.hlc),
  ...still('ad', hlcv),
  ...still('obv', ['close', 'volume']),
  ask('highest', 'MAX', ['timeperiod'], lengths),
  ask('lowest', 'MIN', ['timeperiod'], lengths),
  ask('correl', 'CORREL', ['timeperiod'], [[5], [30], [100]], { inputs: ['close', 'open'] }),
  ask('beta', 'BETA', ['timeperiod'], [[5], [30], [100]], { inputs: ['close', 'open'] }),
  ask(
    'adosc',
    'ADOSC',
    ['fastperiod', 'slowperiod'],
    [
      [3, 10],
      [5, 20],
      [12, 4],
    ],
    { inputs: hlcv, convention: 'rounding' },
  ),
  ask(
    'apo',
    'APO',
    ['fastperiod', 'slowperiod', 'matype'],
    withKinds([
      [12, 26],
      [5, 20],
    ]),
  ),
  ask(
    'ppo',
    'PPO',
    ['fastperiod', 'slowperiod', 'matype'],
    withKinds([
      [12, 26],
      [5, 20],
    ]).filter((set) => set[2] !== triangular),
  ),
  ask(
    'ppo',
    'PPO',
    ['fastperiod', 'slowperiod', 'matype'],
    [
      [12, 26, triangular],
      [5, 20, triangular],
    ],
    { convention: 'rounding' },
  ),
  ask(
    'ultosc',
    'ULTOSC',
    ['timeperiod1', 'timeperiod2', 'timeperiod3'],
    [
      [7, 14, 28],
      [3, 5, 9],
    ],
    { inputs: bars.hlc },
  ),
  ask(
    'sar',
    'SAR',
    ['acceleration', 'maximum'],
    [
      [0.02, 0.2],
      [0.01, 0.1],
      [0.05, 0.5],
    ],
    { inputs: bars.hl },
  ),
  ...lines(['aroon_down', 'aroon_up'], 'AROON', ['timeperiod'], [[14], [25], [50]], { inputs: bars.hl }),
  ask('aroon_oscillator', 'AROONOSC', ['timeperiod'], [[14], [25], [50]], { inputs: bars.hl }),
  ...lines(['accbands_upper', 'accbands_middle', 'accbands_lower'], 'ACCBANDS', ['timeperiod'], [[10], [20], [50]], {
    inputs: bars.hlc,
  }),
  band('bb_upper', 0),
  band('bb_middle', 1),
  band('bb_lower', 2),
  generalBand('bands_upper', 0),
  generalBand('bands_lower', 2),
  ...lines(['macd', 'macd_signal', 'macd_histogram'], 'MACD', ['fastperiod', 'slowperiod', 'signalperiod'], macdSets),
  ...lines(['macd_fix', 'macd_fix_signal', 'macd_fix_histogram'], 'MACDFIX', ['signalperiod'], [[9], [5], [21]]),
  ...lines(['macd_ext', 'macd_ext_signal', 'macd_ext_histogram'], 'MACDEXT', macdExtNames, macdExtSets),
  stochastic('stoch_k', 0),
  stochastic('stoch_d', 1),
  ...lines(
    ['stochf_k', 'stochf_d'],
    'STOCHF',
    ['fastk_period', 'fastd_period'],
    [
      [5, 3],
      [14, 5],
    ],
    { inputs: bars.hlc },
  ),
  ...lines(
    ['stoch_rsi_k', 'stoch_rsi_d'],
    'STOCHRSI',
    ['timeperiod', 'fastk_period', 'fastd_period'],
    [
      [14, 5, 3],
      [14, 14, 3],
      [21, 9, 7],
    ],
  ),
  ...patterns.split(' ').map((pair) => {
    const [ours = '', fn = ''] = pair.split(':');
    return ask(`cdl_${ours}`, fn, [], [[]], { inputs: bars.ohlc });
  }),
  // The newer functions of TA-Lib that the library has too.
  ask(
    'ao',
    'AO',
    ['fastperiod', 'slowperiod'],
    [
      [5, 34],
      [3, 10],
    ],
    { inputs: bars.hl },
  ),
  ...lines(['donchian_upper', 'donchian_middle', 'donchian_lower'], 'DONCHIAN', ['timeperiod'], [[10], [20], [55]], {
    inputs: bars.hl,
    convention: 'previous-bars',
  }),
  ...plain('hma', ['close'], {}, [[9], [20], [49]]),
  ask('smma', 'RMA', ['timeperiod'], lengths),
  ask('cmo_simple', 'CMOU', ['timeperiod'], lengths),
  ask('vwma', 'VWMA', ['timeperiod'], [[10], [20], [50]], { inputs: ['close', 'volume'] }),
  ask('cmf', 'CMF', ['timeperiod'], [[10], [20], [50]], { inputs: hlcv }),
  ask('vwap_cumulative', 'VWAP', [], [[]], { inputs: hlcv }),
  ask('force_index', 'EFI', ['timeperiod'], [[2], [13]], { inputs: ['close', 'volume'] }),
  ...lines(['elder_bull', 'elder_bear'], 'ERI', ['timeperiod'], [[13], [26]], { inputs: bars.hlc }),
  ...lines(['vortex_plus', 'vortex_minus'], 'VORTEX', ['timeperiod'], [[14], [30]], { inputs: bars.hlc }),
  ask(
    'tsi',
    'TSI',
    ['firstperiod', 'secondperiod'],
    [
      [25, 13],
      [13, 7],
    ],
  ),
  ask(
    'supertrend',
    'SUPERTREND',
    ['timeperiod', 'multiplier'],
    [
      [10, 3],
      [7, 2],
    ],
    { inputs: bars.hlc, convention: 'first-direction' },
  ),
  ask(
    'supertrend_direction',
    'SUPERTREND',
    ['timeperiod', 'multiplier'],
    [
      [10, 3],
      [7, 2],
    ],
    {
      inputs: bars.hlc,
      convention: 'first-direction',
      output: 1,
    },
  ),
  ...lines(
    ['keltner_upper', 'keltner_middle', 'keltner_lower'],
    'KC of closes',
    ['timeperiod', 'nbdev', 'atrperiod'],
    [
      [20, 2, 10],
      [10, 1.5, 14],
    ],
    { inputs: bars.hlc },
  ),
  ask('percent_rank', 'PERCENTRANK', ['timeperiod'], [[20], [100]]),
];
