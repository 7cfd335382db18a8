/** Gathers a research run from the journal and its artefacts into one HTML page. */
import { ok, type Refusal, type Result, refuse } from '../../shared/core/result.ts';
import { explainStrategy } from '../../shared/strategy/compile.ts';
import type { BacktestJobOutput } from '../engine/jobs/backtest.ts';
import { type ReportCandidate, type ReportStrategy, runReport } from '../engine/report/run-report.ts';
import { type Case, createCasebook } from './casebook.ts';
import { correlationOf } from './research.ts';
import { type DeskServices, messagesOf } from './services.ts';

/** Strategies shown in full: more make a page nobody reads to its end. */
const shownInFull = 5;

const candidateOf = (c: Case): ReportCandidate => ({
  strategyId: c.strategyId,
  name: c.proposed.spec.name,
  family: c.proposed.spec.family,
  generation: c.proposed.place.generation,
  verdict: c.verdict?.verdict ?? 'no-go',
  decidedBy: c.verdict?.decidedBy ?? 'desk',
  reason: c.verdict?.reason ?? 'The run ended before it was judged.',
  failedCheck: (c.verdict?.checks ?? []).find((check) => !check.passed)?.check ?? null,
  performance: c.report?.performance ?? null,
  outOfSample: c.report?.outOfSample ?? null,
  deflatedSharpe: c.verdict?.deflatedSharpe ?? null,
});

/** Accepted ones first, then by the Sharpe ratio of the part the search never saw. */
const bestFirst = (a: Case, b: Case): number =>
  Number(b.verdict?.verdict === 'go') - Number(a.verdict?.verdict === 'go') ||
  (b.report?.outOfSample.sharpe ?? -99) - (a.report?.outOfSample.sharpe ?? -99) ||
  (a.strategyId < b.strategyId ? -1 : 1);

async function strategyOf(services: DeskServices, c: Case): Promise<ReportStrategy[]> {
  if (c.run === undefined || c.report === undefined) return [];
  const tested = await services.store.artefacts.get<BacktestJobOutput>(c.run.resultHash);
  const { spec } = c.proposed;
  const { verdict, decidedBy, reason } = candidateOf(c);
  return [
    {
      strategyId: c.strategyId,
      name: spec.name,
      verdict,
      reason: `${decidedBy}: ${reason}`,
      thesis: spec.thesis,
      falsifier: spec.falsifier,
      words: explainStrategy(spec),
      rules: Object.entries({ ...spec.rules, regimeFilter: spec.regimeFilter }).flatMap(([name, text]) =>
        text === null ? [] : [{ name, text }],
      ),
      result: tested.worst,
      benchmarkEquity: tested.benchmarkEquity,
      inSampleEnd: tested.inSampleEnd,
      performance: c.report.performance,
      inSample: c.report.inSample,
      outOfSample: c.report.outOfSample,
      bestCase: c.report.bestCase,
      benchmark: c.report.benchmark,
      checks: [...(c.checked?.checks ?? []), ...(c.verdict?.checks ?? [])],
    },
  ];
}

export async function reportOfRun(services: DeskServices, runId: string): Promise<Result<{ html: string }, Refusal>> {
  const { store, clock } = services;
  const run = store.runs.find(runId);
  if (run === undefined)
    return refuse('unknown-run', `No run is called ${runId}.`, {
      where: 'runId',
      fix: 'see `quantai status` for the runs of this desk.',
    });
  const manifest = store.datasets.find(run.datasetId);
  if (manifest === undefined)
    return refuse('unknown-dataset', `The data of ${runId} is not on this desk any more.`, { where: run.datasetId });
  // The journal, not the living casebook: a later run may have handled the same strategies again.
  const casebook = createCasebook();
  const correlationId = correlationOf(run);
  for (const message of messagesOf(store, correlationId)) casebook.file(message);
  const cases = casebook.ofRun(correlationId);
  const best = cases
    .filter((c) => c.report !== undefined)
    .sort(bestFirst)
    .slice(0, shownInFull);
  const daily = manifest.series.filter((s) => s.timeframe === '1d');
  const series = daily.length > 0 ? daily : manifest.series;
  const lessons = cases.flatMap((c) => (c.lesson === undefined ? [] : [c.lesson.lesson.claim]));
  const html = runReport({
    runId,
    seed: run.seed,
    writtenAt: run.finishedAt ?? clock.now(),
    datasetId: manifest.id,
    datasetName: manifest.name,
    synthetic: manifest.synthetic,
    benchmarkName: manifest.benchmark,
    from: Math.min(...series.map((s) => s.from)),
    to: Math.max(...series.map((s) => s.to)),
    symbols: new Set(series.map((s) => s.symbol)).size,
    generations: (run.options as { generations: number }).generations,
    trials: Math.max(0, ...cases.map((c) => c.verdict?.trials ?? 0)),
    candidates: cases.map(candidateOf),
    strategies: (await Promise.all(best.map((c) => strategyOf(services, c)))).flat(),
    notes: [...new Set(lessons)].slice(0, 5),
  });
  return ok({ html });
}
