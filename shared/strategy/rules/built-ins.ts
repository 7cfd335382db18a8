/** The built-in functions of the rule language: what each takes, gives and means. Indicators are functions too, by their own registry. */

/** `label` and `volatility-label` are words that may only be compared with a quoted word. */
export type RuleType = 'number' | 'truth' | 'label' | 'volatility-label' | 'text';

/** `whole`: a constant whole number of bars; `either`: a number or a condition; the last three are quoted words. */
export type Takes = 'number' | 'truth' | 'whole' | 'either' | 'timeframe' | 'symbol' | 'period';

/** Stretches of the calendar that may start and end. */
export const periods = ['day', 'week', 'month', 'quarter'] as const;
export type Period = (typeof periods)[number];

export interface BuiltIn {
  readonly takes: readonly Takes[];
  /** `same`: the type of its last argument. */
  readonly gives: RuleType | 'same';
  /** How it is called, with the names of its arguments. */
  readonly usage: string;
  readonly description: string;
  /** Plain words with `{0}`, `{1}` for the arguments. */
  readonly phrase: string;
  /** First schema of the strategy specification that knows it; 1 where absent. */
  readonly since?: 2;
  /** Where its arguments are looked up: other bars, one other symbol, or all symbols of the strategy. */
  readonly looksAt?: 'higher-timeframe' | 'other-symbol' | 'all-symbols';
}

export const builtIns: Readonly<Record<string, BuiltIn>> = {
  cross_over: {
    takes: ['number', 'number'],
    gives: 'truth',
    usage: 'cross_over(a, b)',
    description: 'True on the bar on which a rises above b: a was at or below b one bar before.',
    phrase: '{0} crosses above {1}',
  },
  cross_under: {
    takes: ['number', 'number'],
    gives: 'truth',
    usage: 'cross_under(a, b)',
    description: 'True on the bar on which a falls below b: a was at or above b one bar before.',
    phrase: '{0} crosses below {1}',
  },
  prev: {
    takes: ['number', 'whole'],
    gives: 'number',
    usage: 'prev(x, bars)',
    description: 'The value of x some bars ago.',
    phrase: '{0} {1} bars ago',
  },
  abs: {
    takes: ['number'],
    gives: 'number',
    usage: 'abs(x)',
    description: 'The size of x without its sign.',
    phrase: 'the size of {0}',
  },
  min: {
    takes: ['number', 'number'],
    gives: 'number',
    usage: 'min(a, b)',
    description: 'The smaller of two values.',
    phrase: 'the smaller of {0} and {1}',
  },
  max: {
    takes: ['number', 'number'],
    gives: 'number',
    usage: 'max(a, b)',
    description: 'The larger of two values.',
    phrase: 'the larger of {0} and {1}',
  },
  log: {
    takes: ['number'],
    gives: 'number',
    usage: 'log(x)',
    description: 'Natural logarithm; unknown for x <= 0.',
    phrase: 'the logarithm of {0}',
  },
  sqrt: {
    takes: ['number'],
    gives: 'number',
    usage: 'sqrt(x)',
    description: 'Square root; unknown for x < 0.',
    phrase: 'the square root of {0}',
  },
  if: {
    takes: ['truth', 'number', 'number'],
    gives: 'number',
    usage: 'if(condition, a, b)',
    description: 'a where the condition holds, else b.',
    phrase: '{1} where {0}, else {2}',
  },
  regime: {
    takes: [],
    gives: 'label',
    usage: 'regime() == "bull"',
    description: 'The market regime known at the close: "bull", "bear" or "sideways".',
    phrase: 'the market regime',
  },
  volatility_regime: {
    takes: [],
    gives: 'volatility-label',
    usage: 'volatility_regime() == "low"',
    description: 'The volatility regime known at the close: "low", "normal" or "high".',
    phrase: 'the volatility regime',
  },
  signal: {
    takes: [],
    gives: 'number',
    usage: 'signal()',
    description: 'The fused signal of the symbol, -1 to 1.',
    phrase: 'the fused signal',
  },
  day_of_week: {
    takes: [],
    gives: 'number',
    usage: 'day_of_week()',
    description: 'Day of the bar, 1 = Monday to 7 = Sunday (UTC).',
    phrase: 'the day of the week (1 = Monday)',
  },
  month: {
    takes: [],
    gives: 'number',
    usage: 'month()',
    description: 'Month of the bar, 1 to 12 (UTC).',
    phrase: 'the month',
  },
  on: {
    takes: ['timeframe', 'either'],
    gives: 'same',
    usage: 'on("1w", x)',
    description:
      'x worked out on longer bars made of the own ones, as of the last one that has closed; a bar that is still forming is never seen.',
    phrase: '{1} on {0} bars',
    since: 2,
    looksAt: 'higher-timeframe',
  },
  other: {
    takes: ['symbol', 'either'],
    gives: 'same',
    usage: 'other("SPY", x)',
    description:
      'x of another symbol, as of its last bar closed by now; unknown once that is older than ten days (three bars where they are longer).',
    phrase: '{1} of {0}',
    since: 2,
    looksAt: 'other-symbol',
  },
  partner: {
    takes: ['either'],
    gives: 'same',
    usage: 'partner(x)',
    description: 'x of the other symbol of the pair, joined as other() does; needs pairs, or exactly two symbols.',
    phrase: '{0} of its partner',
    since: 2,
    looksAt: 'other-symbol',
  },
  rank: {
    takes: ['number'],
    gives: 'number',
    usage: 'rank(x)',
    description:
      'Place of the symbol among all symbols of the strategy by x, 1 = highest; equal values go by name; unknown where x is.',
    phrase: 'the rank by {0}',
    since: 2,
    looksAt: 'all-symbols',
  },
  universe_mean: {
    takes: ['number'],
    gives: 'number',
    usage: 'universe_mean(x)',
    description: 'Mean of x over those symbols of the strategy that have a value.',
    phrase: 'the mean over all symbols of {0}',
    since: 2,
    looksAt: 'all-symbols',
  },
  universe_share: {
    takes: ['truth'],
    gives: 'number',
    usage: 'universe_share(condition)',
    description: 'Share of the symbols of the strategy for which the condition holds, 0 to 1.',
    phrase: 'the share of symbols for which {0}',
    since: 2,
    looksAt: 'all-symbols',
  },
  starts: {
    takes: ['period'],
    gives: 'truth',
    usage: 'starts("month")',
    description: 'True on the first bar of a "day", "week", "month" or "quarter".',
    phrase: 'a new {0} has begun',
    since: 2,
  },
  ends: {
    takes: ['period'],
    gives: 'truth',
    usage: 'ends("month")',
    description:
      'True on the last bar of a "day", "week", "month" or "quarter" by the exchange calendar, which is published in advance.',
    phrase: 'the {0} ends',
    since: 2,
  },
  trading_day_of_month: {
    takes: [],
    gives: 'number',
    usage: 'trading_day_of_month()',
    description: 'Which trading day of its month the bar belongs to, from 1, by the exchange calendar.',
    phrase: 'the trading day of the month',
    since: 2,
  },
  trading_days_left: {
    takes: [],
    gives: 'number',
    usage: 'trading_days_left()',
    description:
      'Trading days still to come in the month after that of the bar, 0 on the last, by the exchange calendar.',
    phrase: 'the number of trading days left in the month',
    since: 2,
  },
  time_of_day: {
    takes: [],
    gives: 'number',
    usage: 'time_of_day()',
    description: 'Minutes since midnight on the clock of the exchange at the close of the bar, e.g. 600 = 10:00.',
    phrase: 'the time of day in minutes',
    since: 2,
  },
  minutes_to_close: {
    takes: [],
    gives: 'number',
    usage: 'minutes_to_close()',
    description: 'Minutes from the close of the bar to the end of the session; unknown outside a session.',
    phrase: 'the number of minutes to the close of the session',
    since: 2,
  },
  dividend: {
    takes: [],
    gives: 'number',
    usage: 'dividend()',
    description: 'Cash per share that went ex on the bar, 0 on most.',
    phrase: 'the dividend',
    since: 2,
  },
};

/** Functions that mean something only within a day. */
export const intradayFunctions: readonly string[] = ['time_of_day', 'minutes_to_close'];
