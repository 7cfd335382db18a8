/** `quantai backtest`: a strategy over price files, with trades, equity, statistics and a report. */
import { Option } from 'commander';
import { type ChosenPart, readPart } from '../../../agents/engine/columnar/chosen-parts.ts';
import { costModels } from '../../../agents/engine/columnar/costs/index.ts';
import { fillModels } from '../../../agents/engine/columnar/fills/index.ts';
import { sizingModels } from '../../../agents/engine/columnar/sizing/index.ts';
import { backtestPage } from '../../../agents/engine/report/backtest-page.ts';
import { equityCsv, tradesCsv } from '../../../agents/engine/report/exports.ts';
import { type Result, refuse } from '../../../shared/core/result.ts';
import { dayMs, isoTime } from '../../../shared/core/time.ts';
import { type CalendarId, calendarIds } from '../../../shared/domain/calendar.ts';
import { metrics as registry } from '../../../shared/quant/metrics/index.ts';
import { periodsPerYear } from '../../../shared/quant/metrics/periods.ts';
import { returnsOf } from '../../../shared/quant/metrics/returns.ts';
import { rollingMetric } from '../../../shared/quant/metrics/rolling.ts';
import { type BacktestMarket, readMarket } from '../backtest-market.ts';
import { type BacktestAnswer, type RunRequest, runRequest } from '../backtest-run.ts';
import { readSignals } from '../backtest-signals.ts';
import { readStrategy } from '../backtest-strategy.ts';
import { type Answer, decimalNumber, type HostCommand } from '../command.ts';
import { table } from '../text/table.ts';
import { writeWhole } from '../write-whole.ts';

const rollingBars = 63;
const headline = ['total-return', 'annual-return', 'annual-volatility', 'sharpe', 'sortino', 'calmar', 'max-drawdown'];

/** A day as `2020-03-28`; the end of it when `last`. */
function dayOption(text: unknown, flag: string, last: boolean): Result<number | undefined> {
  if (text === undefined) return { ok: true, value: undefined };
  const time = /^\d{4}-\d{2}-\d{2}$/.test(String(text)) ? Date.parse(`${String(text)}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time))
    return refuse('bad-option', `"${String(text)}" is no day.`, { where: flag, fix: 'Write days as 2020-03-28.' });
  return { ok: true, value: last ? time + dayMs - 1 : time };
}

function readParts(texts: readonly string[]): Result<ChosenPart[]> {
  const parts: ChosenPart[] = [];
  for (const text of texts) {
    const part = readPart(text);
    if (!part.ok) return part;
    parts.push(part.value);
  }
  return { ok: true, value: parts };
}

function write(path: unknown, text: () => string): Result<string[]> {
  if (path === undefined) return { ok: true, value: [] };
  try {
    writeWhole(String(path), text());
    return { ok: true, value: [String(path)] };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The text is made in here too: a fault of the program is not the disk's.
    if (code === undefined) throw error;
    return refuse('not-written', `The file could not be written: ${code}.`, {
      where: String(path),
      fix: 'Choose a folder that exists and may be written to.',
    });
  }
}

const list = (value: unknown): string[] => (value === undefined ? [] : (value as string[]));

export const backtest: HostCommand = {
  name: 'backtest',
  summary: 'run a strategy over price files: trades, equity, statistics, report',
  options: [
    new Option('--strategy <file>', 'a spec as JSON, or the name of a template'),
    new Option(
      '--signals <file>',
      'in place of a strategy: CSV columns entry_long, exit_long, entry_short, exit_short',
    ),
    new Option('--data <files>', 'CSV files of bars, one a symbol, separated by commas').makeOptionMandatory(),
    new Option('--set <parameters>', 'parameters of the strategy, e.g. fast=10,slow=30'),
    decimalNumber('--cash <money>', 'account value at the start', 1e-6, 1e15).default(100_000),
    decimalNumber('--commission <share>', 'share of the traded value: 0.001 is 0.1 percent', 0, 0.5).default(0),
    decimalNumber('--slippage <share>', 'share of the price that market and stop fills slip', 0, 0.5).default(0),
    new Option('--fill <models...>', 'how orders meet bars, e.g. volume-share:0.05').default(['next-open']),
    new Option('--cost <models...>', 'more costs, e.g. per-share:rate=0.005;minimum=1'),
    new Option('--sizing <model>', "in place of the strategy's own, e.g. fixed:10"),
    decimalNumber('--leverage <n>', 'gross exposure over equity', 0.01, 20).default(1),
    decimalNumber('--lot <n>', 'smallest step of a quantity', 1e-9, 1e9).default(1),
    new Option('--calendar <id>', 'sessions of days').choices(calendarIds).default('us-equity'),
    new Option('--unadjusted', 'prices are as traded: book the dividends and splits of the files'),
    new Option('--from <day>', 'first day on which it trades; rules may look back before it'),
    new Option('--to <day>', 'last day'),
    new Option('--benchmark <file>', 'CSV file, bought and held'),
    new Option('--report <file>', 'write a page with charts'),
    new Option('--trades <file>', 'write the trades as CSV'),
    new Option('--equity <file>', 'write the equity as CSV'),
  ],
  more: [
    'Example: quantai backtest --strategy average-cross --set fast=10,slow=30 --data SPY.csv --commission 0.001 --json',
    `Fill models: ${fillModels.map((m) => m.name).join(', ')}.`,
    `Costs: ${costModels.map((m) => m.name).join(', ')}. Sizing: ${sizingModels.map((m) => m.name).join(', ')}.`,
  ].join('\n'),
  async run(_context, _parameters, o) {
    const from = dayOption(o.from, '--from', false);
    if (!from.ok) return from;
    const to = dayOption(o.to, '--to', true);
    if (!to.ok) return to;
    const fills = readParts(list(o.fill));
    if (!fills.ok) return fills;
    const costs = readParts(list(o.cost));
    if (!costs.ok) return costs;
    const sizing = readParts(o.sizing === undefined ? [] : [String(o.sizing)]);
    if (!sizing.ok) return sizing;
    const commission = Number(o.commission);
    const slippage = Number(o.slippage);
    const calendar = o.calendar as CalendarId;
    const asked = { calendar, lotSize: Number(o.lot), isUnadjusted: o.unadjusted === true };
    const paths = String(o.data)
      .split(',')
      .map((p) => p.trim())
      .filter((p) => p !== '');
    const data = await readMarket({ ...asked, paths });
    if (!data.ok) return data;
    const strategy = await readAsked(o, data.value);
    if (!strategy.ok) return strategy;
    const other = o.benchmark === undefined ? undefined : await readMarket({ ...asked, paths: [String(o.benchmark)] });
    if (other?.ok === false) return other;
    const series = other?.value.series[0];
    const chosenCosts: ChosenPart[] = [
      ...(commission > 0 ? [{ name: 'percent', parameters: { percent: commission * 100 } }] : []),
      ...(slippage > 0 ? [{ name: 'fixed-slippage', parameters: { bps: slippage * 10_000 } }] : []),
      ...costs.value,
    ];
    const answer = runRequest({
      strategy: strategy.value,
      data: data.value,
      capital: Number(o.cash),
      leverage: Number(o.leverage),
      fills: fills.value,
      costs: chosenCosts,
      sizing: sizing.value[0],
      from: from.value,
      to: to.value,
      benchmark: series && { name: series.symbol, times: series.columns.closeTime, close: series.columns.close },
    });
    if (!answer.ok) return answer;
    const assumptions = [
      `Fills: ${fills.value.map((f) => f.name).join(', ')}. Costs: ${chosenCosts.map((c) => c.name).join(', ') || 'none'}.`,
      ...(chosenCosts.length === 0 ? ['No cost was asked for: real trading is dearer.'] : []),
      ...data.value.notes,
    ];
    const title = `Backtest of ${'spec' in strategy.value ? strategy.value.spec.name : 'signals'}`;
    const written: string[] = [];
    for (const file of [
      write(o.report, () => page(title, data.value, answer.value, assumptions, series?.symbol ?? null, Number(o.cash))),
      write(o.trades, () => tradesCsv({ trades: [...answer.value.trades] })),
      write(o.equity, () => equityText(answer.value, Number(o.cash))),
    ]) {
      if (!file.ok) return file;
      written.push(...file.value);
    }
    return {
      ok: true,
      value: say(title, data.value, answer.value, assumptions, written, Number(o.cash), series?.symbol),
    };
  },
};

/** The strategy or the signals that were asked for, exactly one of them. */
async function readAsked(o: Record<string, unknown>, data: BacktestMarket): Promise<Result<RunRequest['strategy']>> {
  const { market, timeframe } = data;
  if ((o.strategy === undefined) === (o.signals === undefined))
    return refuse('bad-usage', 'A backtest runs either a strategy or signals.', {
      where: '--strategy, --signals',
      fix: 'Give one of them.',
    });
  if (o.signals !== undefined) return readSignals(String(o.signals), market);
  const set = o.set as string | undefined;
  return readStrategy({ strategy: String(o.strategy), set, symbols: market.symbols, timeframe });
}

function equityText({ times, equity }: BacktestAnswer, capital: number): string {
  let peak = capital;
  const drawdown = equity.map((value) => {
    peak = Math.max(peak, value);
    return 1 - value / peak;
  });
  return equityCsv({ times: [...times], equity: [...equity], drawdown });
}

function page(
  title: string,
  data: BacktestMarket,
  answer: BacktestAnswer,
  assumptions: readonly string[],
  benchmarkName: string | null,
  capital: number,
): string {
  const sharpe = registry.find((m) => m.name === 'sharpe');
  const returns = returnsOf([capital, ...answer.equity]);
  const rolling = sharpe
    ? rollingMetric(sharpe, { returns }, rollingBars, { periodsPerYear: periodsPerYear[data.timeframe] })
    : [];
  const { totals } = answer;
  return backtestPage({
    title,
    symbols: data.market.symbols,
    timeframe: data.timeframe,
    capital,
    times: answer.times,
    equity: answer.equity,
    trades: answer.trades,
    metrics: answer.metrics,
    benchmark: answer.benchmark,
    benchmarkName,
    bestEquity: answer.bestEquity,
    rollingSharpe: answer.equity.map((_, i) => rolling[i - rollingBars + 1]?.value ?? Number.NaN),
    rollingWindow: rollingBars,
    costs: [
      { name: 'Commission and fees', amount: totals.fees },
      { name: 'Slippage', amount: totals.slippage },
      { name: 'Borrowing of shares', amount: totals.borrow },
      { name: 'Interest', amount: totals.interest },
      { name: 'Dividends received', amount: totals.dividends },
    ],
    assumptions,
    warnings: answer.warnings,
    openPositions: answer.openPositions,
  });
}

function say(
  title: string,
  data: BacktestMarket,
  answer: BacktestAnswer,
  assumptions: readonly string[],
  written: readonly string[],
  capital: number,
  benchmark: string | undefined,
): Answer {
  const { times, equity, trades, metrics, totals } = answer;
  const value = (name: string): string => {
    const metric = registry.find((m) => m.name === name);
    const number = metrics[name]?.value ?? null;
    if (number === null) return '-';
    return metric?.unit === 'share' ? `${(number * 100).toFixed(2)} %` : number.toFixed(3);
  };
  const best = answer.bestEquity[answer.bestEquity.length - 1];
  return {
    json: {
      title,
      data: data.files,
      timeframe: data.timeframe,
      from: times.length === 0 ? null : isoTime(times[0] as number),
      to: times.length === 0 ? null : isoTime(times[times.length - 1] as number),
      bars: times.length,
      capital,
      finalEquity: answer.finalEquity,
      bestCaseEquity: best ?? answer.finalEquity,
      orders: answer.orders,
      fills: answer.fillCount,
      rejected: answer.rejected,
      marginCalls: answer.marginCalls,
      totals,
      assumptions,
      warnings: answer.warnings,
      trades: trades.map((t) => ({ ...t, entryTime: isoTime(t.entryTime), exitTime: isoTime(t.exitTime) })),
      openPositions: answer.openPositions,
      equity: { times: times.map(isoTime), values: equity },
      ...(benchmark === undefined ? {} : { benchmark: { name: benchmark, values: answer.benchmark } }),
      metrics: Object.fromEntries(Object.entries(metrics).map(([name, m]) => [name, m.value])),
      undefinedMetrics: Object.fromEntries(
        Object.entries(metrics).flatMap(([name, m]) => (m.value === null ? [[name, m.reason]] : [])),
      ),
      written,
    },
    lines: [
      title,
      ...data.files.map((f) => `${f.symbol}: ${f.bars} bars of ${f.file}`),
      ...assumptions.map((a) => `note: ${a}`),
      ...answer.warnings.map((w) => `WARNING: ${w}`),
      `${capital} became ${answer.finalEquity.toFixed(2)} in ${times.length} bars, with ${trades.length} round trips and ${answer.orders} orders.`,
      ...(best === undefined || best === answer.finalEquity
        ? []
        : [`Where a bar touches stop and target the worse is taken; for the better it were ${best.toFixed(2)}.`]),
      ...table(
        [{ title: 'statistic' }, { title: 'value', align: 'right' }],
        headline.map((name) => [name, value(name)]),
      ),
      ...table(
        [
          { title: 'last trades' },
          { title: 'side' },
          { title: 'quantity', align: 'right' },
          { title: 'entry' },
          { title: 'at', align: 'right' },
          { title: 'exit' },
          { title: 'at', align: 'right' },
          { title: 'profit', align: 'right' },
        ],
        trades
          .slice(-10)
          .map((t) => [
            t.symbol,
            t.side,
            String(t.quantity),
            isoTime(t.entryTime).slice(0, 10),
            t.entryPrice.toFixed(4),
            isoTime(t.exitTime).slice(0, 10),
            t.exitPrice.toFixed(4),
            t.pnl.toFixed(2),
          ]),
      ),
      ...written.map((path) => `written: ${path}`),
    ],
  };
}
