/** What the metrics of the desk and their sources are asked for, in both tongues. */

export interface MetricAsk {
  readonly ours: string;
  readonly module: 'empyrical' | 'quantstats' | 'scipy' | 'restated';
  readonly function: string;
  readonly inputs: readonly ('returns' | 'benchmark')[];
  readonly mine: Readonly<Record<string, number>>;
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  /** Which of several answers. */
  readonly part: number | null;
  /** Set where the desk follows another definition: the pair must differ, and the restated one must agree. */
  readonly convention?: string;
  /** Rolling statistics: the window. */
  readonly window?: number;
}

type More = Partial<Pick<MetricAsk, 'mine' | 'parameters' | 'part' | 'window' | 'convention'>>;

const asking =
  (module: MetricAsk['module'], inputs: MetricAsk['inputs']) =>
  (ours: string, fn: string, more: More = {}): MetricAsk => ({
    ours,
    module,
    function: fn,
    inputs,
    mine: {},
    parameters: {},
    part: null,
    ...more,
  });

const alone = asking('empyrical', ['returns']);
const beside = asking('empyrical', ['returns', 'benchmark']);
const stats = asking('quantstats', ['returns']);
const statsBeside = asking('quantstats', ['returns', 'benchmark']);
const restated = asking('restated', ['returns']);
const scipy = asking('scipy', ['returns']);

const monthly = { mine: { periodsPerYear: 12 }, parameters: { period: 'monthly' } };
const weekly = { mine: { periodsPerYear: 52 }, parameters: { period: 'weekly' } };
const rate = 0.0001;
const rated = { mine: { riskFree: rate }, parameters: { risk_free: rate } };
const required = { mine: { requiredReturn: rate }, parameters: { required_return: rate } };

export const metricAsks: readonly MetricAsk[] = [
  alone('total-return', 'cum_returns_final'),
  alone('annual-return', 'annual_return'),
  alone('annual-return', 'cagr', monthly),
  alone('annual-volatility', 'annual_volatility'),
  alone('annual-volatility', 'annual_volatility', weekly),
  alone('max-drawdown', 'max_drawdown'),
  alone('calmar', 'calmar_ratio'),
  alone('calmar', 'calmar_ratio', weekly),
  alone('omega', 'omega_ratio'),
  alone('omega', 'omega_ratio', {
    mine: { riskFree: rate, annualRequiredReturn: 0.05 },
    parameters: { risk_free: rate, required_return: 0.05 },
  }),
  alone('sharpe', 'sharpe_ratio'),
  alone('sharpe', 'sharpe_ratio', monthly),
  alone('sharpe', 'sharpe_ratio', rated),
  alone('sortino', 'sortino_ratio'),
  alone('sortino', 'sortino_ratio', required),
  alone('downside-risk', 'downside_risk'),
  alone('downside-risk', 'downside_risk', required),
  alone('stability', 'stability_of_timeseries'),
  alone('tail-ratio', 'tail_ratio'),
  ...[0.01, 0.05, 0.1].flatMap((cutoff) => [
    alone('value-at-risk', 'value_at_risk', { mine: { cutoff }, parameters: { cutoff } }),
    alone('conditional-value-at-risk', 'conditional_value_at_risk', { mine: { cutoff }, parameters: { cutoff } }),
  ]),
  scipy('skewness', 'skew'),
  scipy('excess-kurtosis', 'kurtosis'),
  beside('information-ratio', 'excess_sharpe'),
  beside('alpha', 'alpha'),
  beside('alpha', 'alpha', rated),
  beside('beta', 'beta'),
  beside('beta', 'beta', rated),
  beside('up-alpha', 'up_alpha_beta', { part: 0 }),
  beside('up-beta', 'up_alpha_beta', { part: 1 }),
  beside('down-alpha', 'down_alpha_beta', { part: 0 }),
  beside('down-beta', 'down_alpha_beta', { part: 1 }),
  beside('capture', 'capture'),
  beside('up-capture', 'up_capture'),
  beside('down-capture', 'down_capture'),
  beside('up-down-capture', 'up_down_capture'),
  beside('batting-average', 'batting_average', { part: 0 }),
  beside('up-batting-average', 'batting_average', {
    part: 1,
    convention: 'empyrical counts periods in which the benchmark did not move as rising ones',
  }),
  beside('down-batting-average', 'batting_average', { part: 2 }),
  alone('max-drawdown', 'roll_max_drawdown', { window: 60, parameters: { window: 60 } }),
  alone('sharpe', 'roll_sharpe_ratio', { window: 60, parameters: { window: 60 } }),
  alone('annual-volatility', 'roll_annual_volatility', { window: 21, parameters: { window: 21 } }),
  beside('alpha', 'roll_alpha_beta', { window: 60, parameters: { window: 60 }, part: 0 }),
  beside('beta', 'roll_alpha_beta', { window: 60, parameters: { window: 60 }, part: 1 }),
  beside('up-capture', 'roll_up_capture', { window: 120, parameters: { window: 120 } }),
  beside('down-capture', 'roll_down_capture', { window: 120, parameters: { window: 120 } }),

  stats('geometric-mean', 'geometric_mean'),
  stats('best-period', 'best'),
  stats('worst-period', 'worst'),
  stats('win-rate', 'win_rate'),
  stats('average-win', 'avg_win'),
  stats('average-loss', 'avg_loss'),
  stats('consecutive-wins', 'consecutive_wins'),
  stats('consecutive-losses', 'consecutive_losses'),
  stats('ulcer-index', 'ulcer_index'),
  stats('ulcer-performance-index', 'ulcer_performance_index'),
  stats('serenity-index', 'serenity_index', {
    convention: 'QuantStats since 0.0.83 takes the shortfall of a normal distribution instead of that of the drawdowns',
  }),
  stats('gaussian-value-at-risk', 'value_at_risk'),
  stats('gaussian-value-at-risk', 'value_at_risk', { mine: { cutoff: 0.01 }, parameters: { confidence: 0.99 } }),
  stats('outlier-win-ratio', 'outlier_win_ratio'),
  stats('outlier-loss-ratio', 'outlier_loss_ratio'),
  stats('smart-sharpe', 'smart_sharpe'),
  stats('smart-sortino', 'smart_sortino'),
  stats('adjusted-sortino', 'adjusted_sortino'),
  stats('probabilistic-sharpe', 'probabilistic_sharpe_ratio', {
    convention: 'QuantStats takes sample skewness and kurtosis, the paper and the desk those of the population',
  }),
  stats('gain-to-pain', 'gain_to_pain_ratio'),
  stats('profit-factor', 'profit_factor'),
  stats('profit-ratio', 'profit_ratio'),
  stats('payoff-ratio', 'payoff_ratio'),
  stats('kelly', 'kelly_criterion'),
  stats('cpc-index', 'cpc_index'),
  stats('common-sense-ratio', 'common_sense_ratio'),
  stats('recovery-factor', 'recovery_factor'),
  stats('risk-return-ratio', 'risk_return_ratio'),
  stats('return-on-exposure', 'rar', { convention: 'QuantStats rounds the exposure up to a whole percent' }),
  stats('risk-of-ruin', 'risk_of_ruin'),
  restated('serenity-index', 'serenity_of_shortfall'),
  restated('probabilistic-sharpe', 'probabilistic_of_population_moments'),
  restated('return-on-exposure', 'rar_of_exact_exposure'),
  asking('restated', ['returns', 'benchmark'])('up-batting-average', 'up_batting_where_benchmark_rose'),
  statsBeside('r-squared', 'r_squared'),
  statsBeside('information-ratio', 'information_ratio'),
];
