/** Every metric against the recorded answers of empyrical, where the reference folder is present. */
import { describe, expect, test } from 'vitest';
import { aggregateReturns, type Span } from '../../shared/quant/metrics/aggregate.ts';
import { alignByDate, type DatedColumn } from '../../shared/quant/metrics/align.ts';
import { cumulativeReturns, drawdownSeries } from '../../shared/quant/metrics/curves.ts';
import type { MetricSeries } from '../../shared/quant/metrics/define.ts';
import { metrics } from '../../shared/quant/metrics/index.ts';
import { returnsOf } from '../../shared/quant/metrics/returns.ts';
import { rollingMetric } from '../../shared/quant/metrics/rolling.ts';
import { agrees, allAgree, numberOf, referenceFile } from '../support/conformance.ts';

interface Case {
  id: string;
  fn: string;
  params: Record<string, unknown>;
  input: Record<string, string>;
  expected: unknown;
  tolerance: { abs: number; rel: number };
}
type Column = { index: string[] | null; values: unknown[] };

const reference = referenceFile('metrics.json') as { cases: Case[] } | undefined;
const columns = (referenceFile('metrics_series.json') ?? {}) as Record<string, Column>;

/** empyrical's names, and the metrics here that answer them. */
const names: Record<string, string | readonly string[]> = {
  cum_returns_final: 'total-return',
  max_drawdown: 'max-drawdown',
  annual_return: 'annual-return',
  cagr: 'annual-return',
  annual_volatility: 'annual-volatility',
  calmar_ratio: 'calmar',
  omega_ratio: 'omega',
  sharpe_ratio: 'sharpe',
  downside_risk: 'downside-risk',
  sortino_ratio: 'sortino',
  excess_sharpe: 'information-ratio',
  alpha: 'alpha',
  beta: 'beta',
  alpha_beta: ['alpha', 'beta'],
  up_alpha_beta: ['up-alpha', 'up-beta'],
  down_alpha_beta: ['down-alpha', 'down-beta'],
  stability_of_timeseries: 'stability',
  tail_ratio: 'tail-ratio',
  capture: 'capture',
  up_capture: 'up-capture',
  down_capture: 'down-capture',
  up_down_capture: 'up-down-capture',
  value_at_risk: 'value-at-risk',
  conditional_value_at_risk: 'conditional-value-at-risk',
  batting_average: ['batting-average', 'up-batting-average', 'down-batting-average'],
  skewness: 'skewness',
  kurtosis_excess: 'excess-kurtosis',
  roll_max_drawdown: 'max-drawdown',
  roll_sharpe_ratio: 'sharpe',
  roll_annual_volatility: 'annual-volatility',
  roll_alpha_beta: ['alpha', 'beta'],
  roll_up_capture: 'up-capture',
  roll_down_capture: 'down-capture',
  roll_up_down_capture: 'up-down-capture',
};

/** Cases that are not matched, by the convention that differs. */
const conventions: readonly [reason: string, applies: (c: Case) => boolean][] = [
  [
    'generalised Pareto estimates are not offered: the answer depends on the optimizer and its start',
    (c) => c.fn === 'gpd_risk_estimates',
  ],
  [
    'a ratio over a risk of nothing is undefined with a reason, never infinite',
    (c) => c.expected === 'Infinity' && ['sharpe_ratio', 'sortino_ratio'].includes(c.fn),
  ],
  [
    'a return from a price of 0 is refused where prices are read; the other 998 of this case are equal',
    (c) => c.fn === 'simple_returns' && (c.expected as unknown[]).includes('Infinity'),
  ],
  [
    'returns that are all the same have no spread: the reference divides by rounding noise',
    (c) => c.fn === 'sharpe_ratio' && Math.abs(numberOf(c.expected)) > 1e12,
  ],
];

const perYear: Record<string, number> = { daily: 252, weekly: 52, monthly: 12, quarterly: 4, yearly: 1 };
const isTable = (c: Column | undefined): boolean => Array.isArray(c?.values[0]);
/** One input per column of the reference's table; a plain series is a table of one. */
const spread = (column: Column): DatedColumn[] => {
  const dates = column.index ?? column.values.map((_, i) => String(i).padStart(6, '0'));
  if (!isTable(column)) return [{ dates, values: column.values.map(numberOf) }];
  return (column.values[0] as unknown[]).map((_, c) => ({
    dates,
    values: column.values.map((row) => numberOf((row as unknown[])[c])),
  }));
};

function parametersOf(c: Case): Record<string, number> {
  const given: Record<string, number> = { periodsPerYear: Number(perYear[String(c.params.period ?? 'daily')]) };
  if (typeof c.params.annualization === 'number') given.periodsPerYear = c.params.annualization;
  if (typeof c.params.risk_free === 'number') given.riskFree = c.params.risk_free;
  if (typeof c.params.required_return === 'number')
    given[c.fn === 'omega_ratio' ? 'annualRequiredReturn' : 'requiredReturn'] = c.params.required_return;
  if (typeof c.params.cutoff === 'number') given.cutoff = c.params.cutoff;
  return given;
}

/** The inputs of a case side by side by date, once for every column of the returns. */
function seriesOf(c: Case): { dates: string[]; series: MetricSeries }[] {
  const literal = c.params.returns as unknown[] | undefined;
  const main = literal ? { index: null, values: literal } : columns[c.input.returns ?? c.input.arr ?? ''];
  const other = columns[c.input.factor_returns ?? ''];
  const rates = columns[c.input.risk_free ?? c.input.required_return ?? ''];
  return spread(main as Column).map((column) => {
    const parts = [column, ...[other, rates].flatMap((x) => (x === undefined ? [] : spread(x)))];
    const { dates, values } = alignByDate(parts);
    const fixed = c.params.factor_returns;
    const benchmark = other
      ? values[1]
      : typeof fixed === 'number'
        ? new Float64Array(dates.length).fill(fixed)
        : undefined;
    return {
      dates,
      series: {
        returns: values[0] as Float64Array,
        ...(benchmark ? { benchmark } : {}),
        ...(rates ? { rates: values.at(-1) as Float64Array } : {}),
      },
    };
  });
}

const metric = (name: string) => {
  const found = metrics.find((m) => m.name === name);
  if (found === undefined) throw new Error(`no metric is called ${name}`);
  return found;
};

function matches(c: Case): boolean {
  const fits = (mine: ArrayLike<number | null>, theirs: unknown) => allAgree(mine, theirs as unknown[], c.tolerance);
  const starting = Number(c.params.starting_value ?? 0);
  if (c.fn === 'simple_returns')
    return fits(returnsOf((columns[c.input.prices as string] as Column).values.map(numberOf)), c.expected);
  const inputs = seriesOf(c);
  if (c.fn === 'cum_returns' || c.fn === 'drawdown_series') {
    const mine = inputs.map(({ series }) =>
      c.fn === 'cum_returns' ? cumulativeReturns(series.returns, starting) : drawdownSeries(series.returns),
    );
    const theirs = c.expected as unknown[];
    if (!Array.isArray(theirs[0])) return fits(mine[0] ?? [], theirs);
    return mine.every((column, i) =>
      fits(
        column,
        theirs.map((row) => (row as unknown[])[i]),
      ),
    );
  }
  const first = inputs[0] ?? { dates: [], series: { returns: new Float64Array(0) } };
  if (c.fn === 'aggregate_returns') {
    const mine = aggregateReturns(first.dates, first.series.returns, c.params.convert_to as Span);
    const theirs = c.expected as { index: (number[] | string | number)[]; values: number[] };
    const keys = theirs.index.map((key) => [key].flat().map(Number).join('/'));
    return (
      mine.every(
        (row, i) =>
          keys[i] ===
          row.key
            .split(/-[QW]?/)
            .map(Number)
            .join('/'),
      ) &&
      fits(
        mine.map((row) => row.value),
        theirs.values,
      )
    );
  }
  const wanted = [names[c.fn] as string].flat().map(metric);
  if (c.fn.startsWith('roll_')) {
    const each = wanted.map((m) => rollingMetric(m, first.series, Number(c.params.window), parametersOf(c)));
    const theirs = c.expected as unknown[];
    return each.every((mine, k) =>
      fits(
        mine.map((v) => v.value),
        wanted.length === 1 ? theirs : theirs.map((row) => (row as unknown[])[k]),
      ),
    );
  }
  // A total with a starting value is the value of the account.
  const worth = (v: number | null) =>
    c.fn === 'cum_returns_final' && starting !== 0 && v !== null ? (1 + v) * starting : v;
  const mine = inputs.flatMap(({ series }) => wanted.map((m) => worth(m.compute(series, parametersOf(c)).value)));
  return Array.isArray(c.expected)
    ? fits(mine, c.expected)
    : mine.length === 1 && agrees(mine[0] as number | null, c.expected, c.tolerance);
}

describe.skipIf(reference === undefined)('metrics (skipped without the reference folder)', () => {
  const cases = reference?.cases ?? [];
  const listed = new Map<string, string[]>();
  const judged = cases.filter((c) => {
    const reason = conventions.find(([, applies]) => applies(c))?.[0];
    if (reason !== undefined) listed.set(reason, [...(listed.get(reason) ?? []), c.id]);
    return reason === undefined;
  });

  test.each(judged.map((c) => [c.id, c] as const))('%s', (_id, c) => expect(matches(c)).toBe(true));

  test('what is not matched is listed, and is few', () => {
    const count = [...listed.values()].flat().length;
    console.info(`metrics.json: ${judged.length} matched, ${count} listed of ${cases.length}`);
    for (const [reason, ids] of listed) console.info(`  ${ids.length} x ${reason}: ${ids.join(', ')}`);
    expect(judged.length + count).toBe(499);
    expect(count).toBe(14);
  });
});
