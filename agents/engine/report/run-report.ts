/** A research run as one self-contained HTML page: no script, no request, light or dark as the reader's system is. */
import { isoTime } from '../../../shared/core/time.ts';
import { change, count, date, percent, ratio } from './format.ts';
import { html, type Markup } from './html.ts';
import type { ReportCandidate, RunReportInput } from './run-report-input.ts';
import { strategySection } from './strategy-section.ts';
import { style } from './style.ts';

export type { ReportCandidate, ReportStrategy, RunReportInput } from './run-report-input.ts';

/** The page as text, ready to be written to a file. */
export function runReport(input: RunReportInput): string {
  const passed = input.candidates.filter((c) => c.verdict === 'go').length;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Research run ${input.runId}${input.synthetic ? ' (synthetic data)' : ''}</title><style>${{ markup: style }}</style></head>
<body><main>
<h1>Research run ${input.runId}</h1>
<p class="soft">${input.datasetName} · ${count(input.symbols)} symbols · ${date(input.from)} to ${date(input.to)} · seed ${input.seed} · written ${isoTime(input.writtenAt).slice(0, 16).replace('T', ' ')} UTC</p>
${input.synthetic ? html`<div class="banner" role="note">SYNTHETIC DATA. This market was generated from a seed. Nothing here says anything about real prices.</div>` : null}
${summary(input, passed)}
${input.notes.length === 0 ? null : html`<ul class="plain">${input.notes.map((n) => html`<li>${n}</li>`)}</ul>`}
<h2>Why candidates were refused</h2>${reasons(input.candidates)}
<h2>Every candidate</h2>${candidateTable(input)}
<h2>The strategies in full</h2>
${input.strategies.length === 0 ? html`<p class="soft">No candidate reached a backtest.</p>` : input.strategies.map((s) => strategySection(s, input.benchmarkName))}
<h2>How to read this</h2>
<p>A decision is made at the close of a bar and fills at the next open at the earliest, after commission and slippage. A stop and a target inside one bar resolve for the worse. The last part of the history was sealed: the search never saw it. The deflated Sharpe ratio is the chance that a strategy is better than the best of ${count(input.trials)} worthless variants would look; the count of variants is kept by the desk and cannot be lowered.</p>
<p class="soft small">Dataset ${input.datasetId}. Past results, on real or synthetic data, do not promise future ones.</p>
</main></body></html>
`;
  return page.markup;
}

function summary(input: RunReportInput, passed: number): Markup {
  const best = input.candidates.reduce<ReportCandidate | undefined>(
    (top, c) =>
      (c.outOfSample?.sharpe ?? Number.NEGATIVE_INFINITY) > (top?.outOfSample?.sharpe ?? Number.NEGATIVE_INFINITY)
        ? c
        : top,
    undefined,
  );
  const tile = (value: string, name: string): Markup =>
    html`<div class="tile"><b>${value}</b><span>${name}</span></div>`;
  return html`<div class="tiles">
${tile(count(input.candidates.length), `candidates in ${input.generations} generation${input.generations === 1 ? '' : 's'}`)}
${tile(count(passed), 'passed every check and wait for a person')}
${tile(count(input.candidates.length - passed), 'refused, each with a reason')}
${tile(count(input.trials), 'variants tried on this data, all counted')}
${tile(ratio(best?.outOfSample?.sharpe ?? null), 'best out-of-sample Sharpe ratio')}
</div>`;
}

/** How many were refused by whom, by the first check that failed. */
function reasons(candidates: readonly ReportCandidate[]): Markup {
  const counts = new Map<string, number>();
  for (const c of candidates) {
    if (c.verdict === 'go') continue;
    const kind = `${c.decidedBy}: ${(c.failedCheck ?? 'no check named').replaceAll('-', ' ')}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (sorted.length === 0) return html`<p class="soft">None was refused.</p>`;
  const most = sorted[0]?.[1] ?? 1;
  return html`<div class="card scroll"><table><tbody>${sorted.map(
    ([kind, n]) =>
      html`<tr><td style="width:52%">${kind}</td><td class="n">${n}</td><td style="width:40%"><svg viewBox="0 0 200 12" role="img" aria-label="${n} of ${candidates.length}" style="height:12px"><rect class="bar" width="${Math.max(2, Math.round((n / most) * 200))}" height="12" rx="3"/></svg></td></tr>`,
  )}</tbody></table></div>`;
}

/** The deepest fall as a size, as everywhere on the desk. */
const fallOf = ({ performance }: ReportCandidate): number | null =>
  performance === null || performance.maxDrawdown === null ? null : Math.abs(performance.maxDrawdown);

function candidateTable(input: RunReportInput): Markup {
  const linked = new Set(input.strategies.map((s) => s.strategyId));
  const name = (c: ReportCandidate): Markup =>
    linked.has(c.strategyId) ? html`<a href="#${c.strategyId}">${c.name}</a>` : html`${c.name}`;
  return html`<div class="card scroll"><table><thead><tr><th>Verdict</th><th>Strategy</th><th>Family</th><th class="n">Gen.</th><th class="n">A year</th><th class="n">Sharpe</th><th class="n">Sealed</th><th class="n">Deepest fall</th><th class="n">Trades</th><th class="n">Deflated Sharpe</th><th>Reason</th></tr></thead><tbody>${input.candidates.map(
    (c) =>
      html`<tr><td>${c.verdict === 'go' ? html`<span class="pill go">GO</span>` : html`<span class="pill no">NO-GO</span>`}</td><td>${name(c)}</td><td>${c.family}</td><td class="n">${c.generation + 1}</td><td class="n">${change(c.performance?.annualReturn ?? null)}</td><td class="n">${ratio(c.performance?.sharpe ?? null)}</td><td class="n">${ratio(c.outOfSample?.sharpe ?? null)}</td><td class="n">${percent(fallOf(c), 0)}</td><td class="n">${c.performance ? count(c.performance.trades) : '–'}</td><td class="n">${ratio(c.deflatedSharpe)}</td><td>${c.decidedBy}: ${c.reason}</td></tr>`,
  )}</tbody></table></div>`;
}
