/** What a metric is: a named statistic with named conventions, whose undefined answers say why. */

/** One closed round trip, as far as metrics look at it; money in account currency. */
export interface MetricTrade {
  readonly pnl: number;
  /** Worst and best open result of the trade as a share of its entry notional: at most 0, at least 0. */
  readonly adverse?: number;
  readonly favourable?: number;
  /** Traded notional, both sides. */
  readonly notional?: number;
}

/** What metrics are computed from: equally long columns, oldest first, NaN where there is no value. */
export interface MetricSeries {
  /** Simple returns per period. */
  readonly returns: Float64Array;
  readonly benchmark?: Float64Array;
  /** Rates that change from period to period; they replace the parameters `riskFree` and `requiredReturn`. */
  readonly rates?: Float64Array;
  readonly trades?: readonly MetricTrade[];
}

export type MetricInput = 'returns' | 'benchmark' | 'trades';
export type MetricGroup = 'return' | 'risk' | 'ratio' | 'distribution' | 'benchmark' | 'trades';
/** How the number reads: 0.1 = 10 %, a plain number, a count of periods, or account currency. */
export type MetricUnit = 'share' | 'number' | 'periods' | 'money';

export interface MetricParameter {
  readonly default: number;
  readonly description: string;
}

/** A finite number, or null with the reason. */
export type MetricValue = { readonly value: number } | { readonly value: null; readonly reason: string };

interface MetricDescription {
  /** kebab-case. */
  readonly name: string;
  readonly title: string;
  readonly group: MetricGroup;
  readonly unit: MetricUnit;
  readonly inputs: readonly MetricInput[];
  /** What the number says and which convention it follows. */
  readonly description: string;
  /** Where the formula comes from. */
  readonly source: string;
}

export interface Metric extends MetricDescription {
  readonly parameters: Readonly<Record<string, MetricParameter>>;
  /** Never throws and never answers NaN or Infinity. */
  compute(series: MetricSeries, given?: Readonly<Record<string, number>>): MetricValue;
}

/** Series with every input present; those a metric did not ask for are empty. */
export type GivenSeries = Required<Omit<MetricSeries, 'rates'>> & Pick<MetricSeries, 'rates'>;

interface MetricSpec<P extends string> extends MetricDescription {
  readonly parameters?: Readonly<Record<P, MetricParameter>>;
  /** Fewest rows of the main input, NaN rows counting as empyrical counts them; 1 when left out. */
  readonly least?: number;
  /** A number, or the reason why there is none. A NaN or an infinity becomes a reason of its own. */
  compute(series: GivenSeries, parameters: Readonly<Record<P, number>>): number | string;
}

const none = (reason: string): MetricValue => ({ value: null, reason });

/** Makes a metric: checks what it needs, fills its parameters with the defaults, turns what is not finite into a reason. */
export function defineMetric<P extends string = never>(spec: MetricSpec<P>): Metric {
  const { compute, least = 1, parameters = {} as Record<P, MetricParameter>, ...description } = spec;
  return {
    ...description,
    parameters,
    compute(series, given = {}) {
      const { returns, benchmark, trades } = series;
      if (description.inputs.includes('benchmark') && benchmark === undefined) return none('needs a benchmark');
      if (description.inputs.includes('trades') && trades === undefined) return none('needs trades');
      if (benchmark !== undefined && benchmark.length !== returns.length)
        return none('the benchmark is not aligned with the returns');
      const rows = description.inputs.includes('returns') ? returns.length : (trades ?? []).length;
      if (rows < least) return none(`needs at least ${least} ${description.inputs[0]}, got ${rows}`);
      const values = Object.fromEntries(
        Object.entries<MetricParameter>(parameters).map(([name, p]) => [name, given[name] ?? p.default]),
      ) as Record<P, number>;
      const empty = new Float64Array(0);
      const answer = compute({ ...series, benchmark: benchmark ?? empty, trades: trades ?? [] }, values);
      if (typeof answer === 'string') return none(answer);
      return Number.isFinite(answer) ? { value: answer + 0 } : none('the result is not a finite number');
    },
  };
}
