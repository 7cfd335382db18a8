/** One strategy's part of the report: words, curves, statistics by window, months, checks and trades. */
import type { Performance } from '../../../shared/domain/metrics.ts';
import { monthlyReturns } from '../../../shared/quant/metrics/monthly-returns.ts';
import { curveChart } from './charts.ts';
import { amount, change, count, date, percent, price, ratio } from './format.ts';
import { html, type Markup } from './html.ts';
import { monthTable, yearRows } from './months.ts';
import type { ReportStrategy } from './run-report-input.ts';

const shownTrades = 40;

export function strategySection(s: ReportStrategy, benchmarkName: string | null): Markup {
  const { result } = s;
  const { capital } = result;
  const verdict = s.verdict === 'go' ? html`<span class="pill go">GO</span>` : html`<span class="pill no">NO-GO</span>`;
  const benchmark = s.benchmarkEquity.map((v) => v * capital);
  return html`<section class="card" id="${s.strategyId}">
<h2 style="margin-top:0">${s.name} ${verdict}</h2>
<p class="soft small">${s.strategyId} · spec ${result.specHash.slice(0, 12)} · ${result.symbols.length} symbols · ${result.timeframe} bars</p>
<p>${s.reason}</p>
<p><b>Why it should work.</b> ${s.thesis}</p>
<p><b>What would prove it wrong.</b> ${s.falsifier}</p>
<ul class="plain">${s.words.map((w) => html`<li>${w}</li>`)}</ul>
<details><summary>Rules</summary><ul class="plain">${s.rules.map((r) => html`<li>${r.name}: <code>${r.text}</code></li>`)}</ul></details>
<h3>Equity</h3>
${curveChart({
  label: `Equity of ${s.name} from ${amount(capital)} to ${amount(result.finalEquity)}`,
  times: result.times,
  curves: [
    ...(benchmark.length === result.times.length ? [{ values: benchmark, kind: 'other' as const }] : []),
    { values: result.equity, kind: 'main' },
  ],
  shadeFrom: s.inSampleEnd,
  formatValue: (v) => amount(v),
  height: 300,
})}
<div class="legend"><span><i></i>strategy, after costs</span>${benchmark.length > 0 ? html`<span><i class="other"></i>${benchmarkName ?? 'benchmark'}, bought and held</span>` : null}${
    s.inSampleEnd === null ? null : html`<span><i class="shaded"></i>out of sample: the search never saw it</span>`
  }</div>
<h3>Fall from the peak</h3>
${curveChart({
  label: `Deepest fall ${percent(s.performance.maxDrawdown)}`,
  times: result.times,
  curves: [{ values: result.drawdown.map((d) => -d), kind: 'main' }],
  shadeFrom: s.inSampleEnd,
  formatValue: (v) => percent(v, 0),
  isFall: true,
  height: 160,
})}
<h3>Statistics</h3>${statisticsTable(s)}
<h3>Months</h3>${monthTable(yearRows(monthlyReturns(result.times, result.equity, capital)))}
${s.checks.length === 0 ? null : html`<h3>Checks</h3>${checkTable(s)}`}
<h3>Trades</h3>${tradeTable(s)}
</section>`;
}

const rows: readonly [string, (p: Performance) => string][] = [
  ['Total return', (p) => change(p.totalReturn)],
  ['Annual return', (p) => change(p.annualReturn)],
  ['Annual volatility', (p) => percent(p.annualVolatility)],
  ['Sharpe ratio', (p) => ratio(p.sharpe)],
  ['Sortino ratio', (p) => ratio(p.sortino)],
  ['Deepest fall', (p) => percent(p.maxDrawdown)],
  ['Longest time under water', (p) => `${count(p.maxDrawdownBars)} bars`],
  ['Calmar ratio', (p) => ratio(p.calmar)],
  ['Trades', (p) => count(p.trades)],
  ['Winners', (p) => percent(p.winRate)],
  ['Profit factor', (p) => ratio(p.profitFactor)],
  ['Profit per trade', (p) => amount(p.expectancy)],
  ['Bars with a position', (p) => percent(p.exposure)],
  ['Turnover a year', (p) => ratio(p.turnover, 1)],
  ['Costs', (p) => amount(p.costs)],
];

function statisticsTable(s: ReportStrategy): Markup {
  const columns: [string, Performance | null][] = [
    ['All', s.performance],
    ['In sample', s.inSample],
    ['Sealed', s.outOfSample],
    ['Best case', s.bestCase],
    ['Benchmark', s.benchmark],
  ];
  const shown = columns.filter((c): c is [string, Performance] => c[1] !== null);
  return html`<div class="scroll"><table><thead><tr><th></th>${shown.map(([name]) => html`<th class="n">${name}</th>`)}</tr></thead><tbody>${rows.map(
    ([name, say], i) =>
      html`<tr><td>${name}</td>${shown.map(([column, p]) => html`<td class="n">${column === 'Benchmark' && i >= 8 ? '–' : say(p)}</td>`)}</tr>`,
  )}</tbody></table></div><p class="soft small">Best case: a bar that touches both the stop and the target is taken for the better. Everything else assumes the worse.</p>`;
}

function checkTable(s: ReportStrategy): Markup {
  return html`<div class="scroll"><table><tbody>${s.checks.map(
    (c) =>
      html`<tr><td>${c.passed ? html`<span class="pill go">passed</span>` : html`<span class="pill no">failed</span>`}</td><td>${c.check}</td><td>${c.evidence}</td></tr>`,
  )}</tbody></table></div>`;
}

function tradeTable(s: ReportStrategy): Markup {
  const { trades, openPositions, refusedOrders } = s.result;
  const latest = trades.slice(-shownTrades).reverse();
  const open = openPositions.length === 0 ? '' : ` ${openPositions.length} still open at the end.`;
  const refused = refusedOrders === 0 ? '' : ` ${count(refusedOrders)} orders were refused.`;
  return html`<p class="small soft">${count(trades.length)} round trips, the latest ${latest.length} below.${open}${refused}</p>
<details><summary>Show trades</summary><div class="scroll"><table><thead><tr><th>Symbol</th><th>Side</th><th class="n">Quantity</th><th>Entry</th><th class="n">at</th><th>Exit</th><th class="n">at</th><th>Why</th><th class="n">Fees</th><th class="n">Profit</th></tr></thead><tbody>${latest.map(
    (t) =>
      html`<tr><td>${t.symbol}</td><td>${t.side}</td><td class="n">${count(t.quantity)}</td><td>${date(t.entryTime)}</td><td class="n">${price(t.entryPrice)}</td><td>${date(t.exitTime)}</td><td class="n">${price(t.exitPrice)}</td><td>${t.exitReason}</td><td class="n">${ratio(t.fees)}</td><td class="n ${t.pnl >= 0 ? 'gain' : 'loss'}">${t.pnl > 0 ? '+' : ''}${amount(t.pnl)}</td></tr>`,
  )}</tbody></table></div></details>`;
}
