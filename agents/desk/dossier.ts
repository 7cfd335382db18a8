/** Puts a dossier together: everything a person reads before a yes or a no. */
import { ok, type Refusal, type Result, refuse } from '../../shared/core/result.ts';
import type { Dossier } from '../../shared/desk-api/requests.ts';
import { retirementWords } from '../../shared/domain/retirement-words.ts';
import { monthlyReturns } from '../../shared/quant/metrics/monthly-returns.ts';
import { explainStrategy } from '../../shared/strategy/compile.ts';
import { specHash } from '../../shared/strategy/spec.ts';
import type { BacktestJobOutput } from '../engine/jobs/backtest.ts';
import { defaultStrategyLimits } from '../engine/orders/default-limits.ts';
import { offeredSeal } from './approvals.ts';
import type { DeskServices } from './services.ts';

interface SourceText {
  readonly target: string;
  readonly fileName: string;
  readonly text: string;
}

/** Until the parity suite has run an export on its platform, that is what it is. */
const notProven = 'not proven here';

export async function buildDossier(services: DeskServices, strategyId: string): Promise<Result<Dossier, Refusal>> {
  const { casebook, view, store } = services;
  const found = casebook.find(strategyId);
  const row = view.get('strategies', strategyId);
  if (found === undefined || row === undefined)
    return refuse('unknown-strategy', `No strategy is called ${strategyId}.`, {
      where: 'strategyId',
      fix: 'see `quantai strategies`.',
    });
  const { spec } = found.proposed;
  const manifest = store.datasets.find(found.proposed.datasetId);
  const sources = await Promise.all((found.coded?.sources ?? []).map((s) => store.artefacts.get<SourceText>(s.hash)));
  const tested =
    found.run === undefined ? undefined : await store.artefacts.get<BacktestJobOutput>(found.run.resultHash);
  const worst = tested?.worst;
  return ok({
    row,
    spec,
    specHash: specHash(spec),
    plainWords: explainStrategy(spec),
    sources: sources.map(({ target, fileName, text }) => ({ target, fileName, text, proven: notProven })),
    checks: row.checks,
    performance: found.report?.performance ?? null,
    inSample: found.report?.inSample ?? null,
    outOfSample: found.report?.outOfSample ?? null,
    bestCase: found.report?.bestCase ?? null,
    benchmark: found.report?.benchmark ?? null,
    equity: worst === undefined ? null : { time: worst.times, equity: worst.equity, drawdown: worst.drawdown },
    // The benchmark is kept as growth of 1; on the chart it starts with the same capital.
    benchmarkEquity:
      worst === undefined || tested === undefined || tested.benchmarkEquity.length === 0
        ? null
        : tested.benchmarkEquity.map((growth) => growth * worst.capital),
    trades: worst?.trades ?? [],
    outOfSampleFrom: tested?.inSampleEnd ?? null,
    monthly: worst === undefined ? {} : monthlyReturns(worst.times, worst.equity, worst.capital),
    synthetic: manifest?.synthetic ?? false,
    datasetName: manifest?.name ?? '',
    retirement: found.verdict?.retirement ? retirementWords(found.verdict.retirement) : null,
    seal: offeredSeal(services, strategyId, defaultStrategyLimits),
  });
}
