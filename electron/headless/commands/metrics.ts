/** `quantai metrics`: every statistic of a series of returns, with its conventions named. */
import { Option } from 'commander';
import { type Result, refuse } from '../../../shared/core/result.ts';
import { aggregateReturns } from '../../../shared/quant/metrics/aggregate.ts';
import { alignByDate } from '../../../shared/quant/metrics/align.ts';
import type { Metric, MetricSeries, MetricTrade, MetricValue } from '../../../shared/quant/metrics/define.ts';
import { metrics as registry } from '../../../shared/quant/metrics/index.ts';
import { rollingMetric } from '../../../shared/quant/metrics/rolling.ts';
import { readColumns } from '../columns-file.ts';
import { decimalNumber, type HostCommand, wholeNumber } from '../command.ts';
import { type ReturnKind, readReturns, returnKinds } from '../returns-file.ts';
import { table } from '../text/table.ts';

/** Trades of a CSV file: `pnl`, and where they are there `adverse`, `favourable` and `notional`. */
async function readTrades(path: string): Promise<Result<MetricTrade[]>> {
  const file = await readColumns(path);
  if (!file.ok) return file;
  const column = (name: string): Float64Array | undefined =>
    file.value.columns.find((c) => c.name.toLowerCase() === name)?.values;
  const pnl = column('pnl');
  if (pnl === undefined || pnl.some(Number.isNaN))
    return refuse('no-results', 'Every trade needs a result in a column named pnl.', {
      where: file.value.name,
      fix: 'Name the column pnl and fill every row.',
    });
  const others = (['adverse', 'favourable', 'notional'] as const).map((name) => [name, column(name)] as const);
  const rows = Array.from(pnl, (value, i) => ({
    pnl: value,
    ...Object.fromEntries(
      others.flatMap(([name, x]) => (x && !Number.isNaN(x[i]) ? [[name, x[i] as number] as const] : [])),
    ),
  }));
  return { ok: true, value: rows };
}

const groups: Readonly<Record<Metric['group'], string>> = {
  return: 'Return',
  risk: 'Risk',
  distribution: 'Distribution',
  ratio: 'Ratios',
  benchmark: 'Against the benchmark',
  trades: 'Trades',
};

function shown(metric: Metric, answer: MetricValue): string {
  if (answer.value === null) return '-';
  if (metric.unit === 'share') return `${(answer.value * 100).toFixed(3)} %`;
  return metric.unit === 'periods' && Number.isInteger(answer.value) ? String(answer.value) : answer.value.toFixed(4);
}

export const metrics: HostCommand = {
  name: 'metrics',
  summary: 'compute the statistics of a series of returns',
  options: [
    new Option('--returns <file>', 'CSV file of returns per period').makeOptionMandatory(),
    new Option('--benchmark <file>', 'CSV file of the benchmark, joined by date'),
    new Option('--trades <file>', 'CSV file of closed trades with a column pnl'),
    new Option('--rates <file>', 'CSV file of rates per period: risk-free and required return at once'),
    new Option('--column <name>', 'column to read where a file has several'),
    new Option('--kind <kind>', 'what the numbers are').choices(returnKinds).default('simple'),
    decimalNumber('--periods <n>', 'periods in a year', 1e-6, 1e9).default(252),
    decimalNumber('--risk-free <rate>', 'risk-free return per period', -0.99, 10).default(0),
    decimalNumber('--required <rate>', 'required return per period', -0.99, 10).default(0),
    decimalNumber('--cutoff <share>', 'share of the worst periods', 1e-6, 0.5).default(0.05),
    wholeNumber('--ddof <n>', 'deviations divide by n - ddof', 0, 1).default(1),
    decimalNumber('--capital <money>', 'account value before the first return', 1e-9, 1e15).default(100_000),
    new Option('--rolling <metric>', 'also one metric over a moving window'),
    wholeNumber('--window <n>', 'periods of the window', 1, 1_000_000).default(63),
  ],
  more: 'Example: quantai metrics --returns returns.csv --benchmark spy.csv --periods 252 --json',
  async run(_context, _parameters, o) {
    const kind = o.kind as ReturnKind;
    const column = o.column as string | undefined;
    const main = await readReturns(String(o.returns), column, kind);
    if (!main.ok) return main;
    const parts = [main.value];
    for (const [path, theirKind] of [
      [o.benchmark, kind],
      [o.rates, 'simple'],
    ] as const) {
      if (path === undefined) continue;
      const read = await readReturns(String(path), theirKind === kind ? column : undefined, theirKind);
      if (!read.ok) return read;
      if (
        read.value.dated !== main.value.dated ||
        (!read.value.dated && read.value.values.length !== main.value.values.length)
      )
        return refuse('not-alignable', 'The files cannot be put side by side.', {
          where: String(path),
          fix: 'Give dates in both files, or none in either and equally many rows.',
        });
      parts.push(read.value);
    }
    const trades = o.trades === undefined ? undefined : await readTrades(String(o.trades));
    if (trades?.ok === false) return trades;
    const { dates, values } = alignByDate(parts);
    const series: MetricSeries = {
      returns: values[0] as Float64Array,
      ...(o.benchmark === undefined ? {} : { benchmark: values[1] as Float64Array }),
      ...(o.rates === undefined ? {} : { rates: values.at(-1) as Float64Array }),
      ...(trades === undefined ? {} : { trades: trades.value }),
    };
    const given = {
      periodsPerYear: o.periods as number,
      riskFree: o.riskFree as number,
      requiredReturn: o.required as number,
      annualRequiredReturn: (1 + (o.required as number)) ** (o.periods as number) - 1,
      cutoff: o.cutoff as number,
      ddof: o.ddof as number,
      capital: o.capital as number,
    };
    const wanted = registry.filter((m) => m.inputs.every((input) => series[input] !== undefined));
    const answers = wanted.map((metric) => ({ metric, answer: metric.compute(series, given) }));
    const moving = o.rolling === undefined ? undefined : registry.find((m) => m.name === o.rolling);
    if (o.rolling !== undefined && moving === undefined)
      return refuse('unknown-metric', `There is no metric called "${String(o.rolling)}".`, {
        where: '--rolling',
        fix: `Choose one of: ${registry.map((m) => m.name).join(', ')}.`,
      });
    const window = o.window as number;
    const rolling = moving && rollingMetric(moving, series, window, given).map((v) => v.value);
    const monthly = main.value.dated ? aggregateReturns(dates, series.returns, 'monthly') : [];
    const yearly = main.value.dated ? aggregateReturns(dates, series.returns, 'yearly') : [];
    return {
      ok: true,
      value: {
        json: {
          periods: series.returns.length,
          from: main.value.dated ? dates[0] : undefined,
          to: main.value.dated ? dates.at(-1) : undefined,
          conventions: given,
          metrics: Object.fromEntries(answers.map(({ metric, answer }) => [metric.name, answer.value])),
          undefinedBecause: Object.fromEntries(
            answers.flatMap(({ metric, answer }) => (answer.value === null ? [[metric.name, answer.reason]] : [])),
          ),
          monthly: Object.fromEntries(monthly.map((m) => [m.key, m.value])),
          yearly: Object.fromEntries(yearly.map((y) => [y.key, y.value])),
          ...(rolling ? { rolling: { metric: moving.name, window, values: rolling } } : {}),
        },
        lines: [
          `${series.returns.length} periods${main.value.dated ? ` from ${dates[0]} to ${dates.at(-1)}` : ''}, ${given.periodsPerYear} in a year`,
          ...Object.entries(groups).flatMap(([group, title]) => {
            const rows = answers.filter(({ metric }) => metric.group === group);
            if (rows.length === 0) return [];
            return [
              '',
              ...table(
                [{ title }, { title: 'value', align: 'right' as const }, { title: '' }],
                rows.map(({ metric, answer }) => [
                  metric.title,
                  shown(metric, answer),
                  answer.value === null ? answer.reason : '',
                ]),
              ),
            ];
          }),
          ...(yearly.length === 0
            ? []
            : [
                '',
                ...table(
                  [{ title: 'Year' }, { title: 'return', align: 'right' }],
                  yearly.map((y) => [y.key, `${(y.value * 100).toFixed(2)} %`]),
                ),
              ]),
          ...(rolling ? ['', `Last ${moving.title} over ${window} periods: ${rolling.at(-1)?.toFixed(4) ?? '-'}`] : []),
        ],
      },
    };
  },
};
