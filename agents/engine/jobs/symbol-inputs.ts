/** What the studies of a strategy look at: a seeded handful of its symbols with what was known at each close. */
import { createRandom } from '../../../shared/core/random.ts';
import { type CompiledStrategy, compileStrategy } from '../../../shared/strategy/compile.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import type { JobServices } from '../../kernel/job.ts';
import { createRuleMarket } from '../backtest/rule-market.ts';
import type { SymbolInput } from '../studies/look-ahead.ts';
import { readHistories } from './histories.ts';

export interface StudyRequest {
  readonly spec: StrategySpec;
  readonly datasetId: string;
  readonly regimeHash: string;
  readonly signalHash: string;
  readonly seed: number;
  readonly symbols: number;
}

/** @throws Error when the spec does not compile. */
export async function studyInputs(
  request: StudyRequest,
  services: JobServices,
): Promise<{ compiled: CompiledStrategy; inputs: SymbolInput[] }> {
  const compiled = compileStrategy(request.spec);
  if (!compiled.ok)
    throw new Error(`the strategy does not compile: ${compiled.error.message} (${compiled.error.where})`);
  const dataset = await services.dataset(request.datasetId);
  const { regime, signal } = await readHistories(services, request);
  const random = createRandom(`study/${request.seed}`);
  const present = request.spec.symbols.filter(
    (s) => (dataset.series(s, request.spec.timeframe)?.columns.close.length ?? 0) > 0,
  );
  const chosen = random
    .shuffle([...new Set(present)].sort())
    .slice(0, request.symbols)
    .sort();
  const market = createRuleMarket(dataset, request.spec.timeframe, regime, signal);
  const inputs = chosen.flatMap((symbol): SymbolInput[] => {
    const series = market.series(symbol);
    return series ? [{ symbol, ...series, ...(compiled.value.needs.market && { market }) }] : [];
  });
  return { compiled: compiled.value, inputs };
}
