/** One backtest as a page of its own: curves, months, trades, costs, the worst and best case, every statistic. */
import { isoTime } from '../../../shared/core/time.ts';
import type { TradeRecord } from '../../../shared/domain/metrics.ts';
import type { MetricValue } from '../../../shared/quant/metrics/define.ts';
import { metrics as registry } from '../../../shared/quant/metrics/index.ts';
import { monthlyReturns } from '../../../shared/quant/metrics/monthly-returns.ts';
import { curveChart } from './charts.ts';
import { amount, change, count, date, percent, price, ratio } from './format.ts';
import { html, type Markup } from './html.ts';
import { monthTable, yearRows } from './months.ts';
import { style } from './style.ts';
import { excursionChart, histogram } from './trade-charts.ts';

export interface BacktestPageInput {
  readonly title: string;
  readonly symbols: readonly string[];
  readonly timeframe: string;
  readonly capital: number;
  readonly times: readonly number[];
  readonly equity: readonly number[];
  readonly trades: readonly (TradeRecord & { readonly adverse: number; readonly favourable: number })[];
  readonly metrics: Readonly<Record<string, MetricValue>>;
  /** Growth of the benchmark from the capital, one per time; empty without one. */
  readonly benchmark: readonly number[];
  readonly benchmarkName: string | null;
  /** Equity when what can go either way inside a bar goes for the better; empty where it cannot. */
  readonly bestEquity: readonly number[];
  /** Rolling Sharpe ratio, NaN while the window is not full, one per time. */
  readonly rollingSharpe: readonly number[];
  readonly rollingWindow: number;
  readonly costs: readonly { readonly name: string; readonly amount: number }[];
  readonly assumptions: readonly string[];
  readonly warnings: readonly string[];
  readonly openPositions: readonly {
    readonly symbol: string;
    readonly quantity: number;
    readonly marketPrice: number;
  }[];
}

const shownTrades = 300;

/** A page that needs nothing from elsewhere. */
export function backtestPage(input: BacktestPageInput): string {
  const { times, equity, capital } = input;
  const last = equity[equity.length - 1] ?? capital;
  let peak = capital;
  const falls = equity.map((value) => {
    peak = Math.max(peak, value);
    return value / peak - 1;
  });
  const deepest = falls.reduce((a, b) => Math.min(a, b), 0);
  const best = input.bestEquity[input.bestEquity.length - 1];
  const wins = input.trades.filter((t) => t.pnl > 0).length;
  const tile = (value: string, name: string): Markup =>
    html`<div class="tile"><b>${value}</b><span>${name}</span></div>`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${input.title}</title><style>${{ markup: `${style}.gain-bar{fill:var(--gain)}.loss-bar{fill:var(--loss)}` }}</style></head>
<body><main>
<h1>${input.title}</h1>
<p class="soft">${input.symbols.join(', ')} · ${input.timeframe} bars · ${times.length === 0 ? 'no bars' : `${date(times[0] as number)} to ${date(times[times.length - 1] as number)}`}</p>
${input.warnings.map((w) => html`<div class="banner" role="note">${w}</div>`)}
<div class="tiles">
${tile(change(last / capital - 1), 'total return')}${tile(ratio(input.metrics.sharpe?.value ?? null), 'Sharpe ratio')}${tile(percent(Math.abs(deepest)), 'deepest fall')}${tile(count(input.trades.length), 'round trips')}${tile(input.trades.length === 0 ? '–' : percent(wins / input.trades.length, 0), 'winners')}
</div>
<section class="card"><h2>Equity</h2>${curveChart({
    label: `Equity from ${amount(capital)} to ${amount(last)}`,
    times,
    curves: [
      ...(input.benchmark.length === times.length ? [{ values: input.benchmark, kind: 'other' as const }] : []),
      { values: equity, kind: 'main' },
    ],
    shadeFrom: null,
    formatValue: (v) => amount(v),
    height: 300,
  })}<div class="legend"><span><i></i>after costs</span>${input.benchmarkName === null ? null : html`<span><i class="other"></i>${input.benchmarkName}, bought and held</span>`}</div>
<h3>Fall from the peak</h3>${curveChart({ label: `Deepest fall ${percent(Math.abs(deepest))}`, times, curves: [{ values: falls, kind: 'main' }], shadeFrom: null, formatValue: (v) => percent(v, 0), isFall: true, height: 160 })}
<h3>Sharpe ratio over ${count(input.rollingWindow)} bars</h3>${curveChart({ label: 'Rolling Sharpe ratio', times, curves: [{ values: input.rollingSharpe, kind: 'main' }], shadeFrom: null, formatValue: (v) => ratio(v, 1), height: 160 })}
</section>
<section class="card"><h2>Months</h2>${monthTable(yearRows(monthlyReturns([...times], [...equity], capital)))}</section>
<section class="card"><h2>Worst and best case</h2>${
    best === undefined
      ? html`<p>No bar could resolve two ways: there is one result.</p>`
      : html`<p>Where a bar touches both a stop and a target, everything on this page takes the worse. Taken for the better the run would end at ${amount(best)} instead of ${amount(last)}.</p>${curveChart(
          {
            label: `Worst ${amount(last)}, best ${amount(best)}`,
            times,
            curves: [
              { values: input.bestEquity, kind: 'other' },
              { values: equity, kind: 'main' },
            ],
            shadeFrom: null,
            formatValue: (v) => amount(v),
            height: 180,
          },
        )}`
  }</section>
<section class="card"><h2>Costs and assumptions</h2><div class="scroll"><table><tbody>${input.costs.map(
    (c) => html`<tr><td>${c.name}</td><td class="n">${amount(c.amount)}</td></tr>`,
  )}</tbody></table></div><ul class="plain">${input.assumptions.map((a) => html`<li>${a}</li>`)}</ul></section>
<section class="card"><h2>Trades</h2>${histogram(
    input.trades.map((t) => t.pnl),
    'Results of the round trips',
    amount,
  )}<h3>How far trades went for and against</h3>${excursionChart(
    input.trades.map((t) => ({ adverse: t.adverse, favourable: t.favourable, isGain: t.pnl > 0 })),
  )}${tradeTable(input)}</section>
<section class="card"><h2>Statistics</h2>${metricTable(input.metrics)}</section>
</main></body></html>
`;
  return page.markup;
}

function tradeTable({ trades, openPositions }: BacktestPageInput): Markup {
  const latest = trades.slice(-shownTrades).reverse();
  const open = openPositions.map((p) => `${p.symbol} ${p.quantity} at ${price(p.marketPrice)}`).join(', ');
  return html`<p class="small soft">${count(trades.length)} round trips, the latest ${count(latest.length)} below.${open === '' ? '' : ` Still open at the end: ${open}.`}</p>
<details><summary>Show trades</summary><div class="scroll"><table><thead><tr><th>Symbol</th><th>Side</th><th class="n">Quantity</th><th>Entry</th><th class="n">at</th><th>Exit</th><th class="n">at</th><th>Why</th><th class="n">Fees</th><th class="n">Profit</th></tr></thead><tbody>${latest.map(
    (t) =>
      html`<tr><td>${t.symbol}</td><td>${t.side}</td><td class="n">${count(t.quantity)}</td><td>${isoTime(t.entryTime).slice(0, 16).replace('T', ' ')}</td><td class="n">${price(t.entryPrice)}</td><td>${isoTime(t.exitTime).slice(0, 16).replace('T', ' ')}</td><td class="n">${price(t.exitPrice)}</td><td>${t.exitReason}</td><td class="n">${ratio(t.fees)}</td><td class="n ${t.pnl >= 0 ? 'gain' : 'loss'}">${t.pnl > 0 ? '+' : ''}${amount(t.pnl)}</td></tr>`,
  )}</tbody></table></div></details>`;
}

function metricTable(values: Readonly<Record<string, MetricValue>>): Markup {
  const shown = registry.filter((metric) => values[metric.name] !== undefined);
  return html`<div class="scroll"><table><tbody>${shown.map((metric) => {
    const answer = values[metric.name] as MetricValue;
    const text =
      answer.value === null
        ? html`<span class="soft">${answer.reason}</span>`
        : html`${metric.unit === 'share' ? percent(answer.value, 2) : metric.unit === 'money' ? amount(answer.value) : metric.unit === 'periods' ? count(answer.value) : ratio(answer.value, 3)}`;
    return html`<tr><td title="${metric.description}">${metric.title}</td><td class="n">${text}</td></tr>`;
  })}</tbody></table></div>`;
}
