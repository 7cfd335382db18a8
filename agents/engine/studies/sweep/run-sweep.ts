/** A parameter sweep: a search method asks, workers answer, and everything that was tried is counted. */
import { createRandom } from '../../../../shared/core/random.ts';
import { type Result, refuse } from '../../../../shared/core/result.ts';
import { type StrategySpec, specHash } from '../../../../shared/strategy/spec.ts';
import type { TrialLedgerPort } from '../../../kernel/ports.ts';
import { crossingRunner } from './crossing-runner.ts';
import { searchMethods } from './methods/index.ts';
import { scoreOf } from './objective.ts';
import { checkSpace, parametersOf, sizeOf, withParameters } from './space.ts';
import { heatMap, plateauOf } from './surface.ts';
import type { PointRunner, SweepContext, SweepRequest, SweepResult, Variant } from './sweep.ts';
import { summarise } from './variant.ts';
import { variantRunner } from './variant-runner.ts';

const largestGrid = 1_000_000;

/** Refusals name what is wrong; a failing worker is thrown as the pool's error. */
export async function runSweep(request: SweepRequest, context: SweepContext): Promise<Result<SweepResult>> {
  const { space, budget, objective, leastTrades } = request;
  const { spec, capital } = request.study;
  const checked = checkSpace(space, spec);
  if (!checked.ok) return checked;
  const size = sizeOf(space);
  const method = Object.hasOwn(searchMethods, request.method) ? searchMethods[request.method] : undefined;
  if (method === undefined)
    return refuse('bad-usage', `There is no search method "${request.method}".`, {
      fix: `Choose one of ${Object.keys(searchMethods).join(', ')}.`,
    });
  if (method.name === 'grid' && size > Math.min(budget, largestGrid))
    return refuse(
      'sweep-too-large',
      `The grid has ${size.toLocaleString('en')} points; ${Math.min(budget, largestGrid).toLocaleString('en')} are the most.`,
      {
        fix: 'Use larger steps, a larger --n, or another --method.',
      },
    );
  const chosen = await chooseRunner(request, context);
  if (!chosen.ok) return chosen;
  const { runner, engine, notes } = chosen.value;

  const search = method.start(space, { budget, random: createRandom(`sweep/${method.name}/${request.seed}`) });
  const variants: Variant[] = [];
  let stopped = false;
  for (let points = search.ask(); points.length > 0 && !stopped; points = search.ask()) {
    const figures = await runner.run(points);
    if (!figures.ok) return figures;
    const batch: Variant[] = [];
    points.forEach((point, i) => {
      const found = figures.value[i];
      if (found === undefined) {
        stopped = true;
        return;
      }
      const summary = summarise(found, capital, spec.timeframe);
      batch.push({
        point,
        parameters: parametersOf(space, point),
        score: scoreOf(summary, objective, leastTrades),
        summary,
      });
    });
    context.onTried?.(batch);
    variants.push(...batch);
    search.tell(batch);
  }
  let best: Variant | null = null;
  for (const v of variants) if (v.score !== null && (best?.score == null || v.score > best.score)) best = v;
  return {
    ok: true,
    value: {
      variants,
      tried: variants.length,
      size,
      best,
      plateau: best === null ? null : plateauOf(space, variants, best),
      heatMap: space.length < 2 ? null : heatMap(space, variants, 0, 1),
      engine,
      notes,
      stopped,
      sharedBytes: runner.sharedBytes(),
    },
  };
}

async function chooseRunner(
  request: SweepRequest,
  context: SweepContext,
): Promise<Result<{ runner: PointRunner; engine: 'fast' | 'full'; notes: string[] }>> {
  const full = { runner: variantRunner(request, context), engine: 'full' as const };
  if (request.engine === 'full') return { ok: true, value: { ...full, notes: [] } };
  const fast = crossingRunner(request, context);
  if ('runner' in fast)
    return {
      ok: true,
      value: {
        runner: fast.runner,
        engine: 'fast',
        notes: ['Ranked with fractional shares, without dividends, volume caps and account limits.'],
      },
    };
  if (request.engine === 'fast')
    return refuse('not-a-crossing', `The fast engine cannot run the strategy: ${fast.reason}.`, {
      fix: 'Use --engine full.',
    });
  return { ok: true, value: { ...full, notes: [`Run with the full engine: ${fast.reason}.`] } };
}

/** The spec of a variant: its hash is its name in the ledger of trials. */
export const variantSpec = (spec: StrategySpec, variant: Pick<Variant, 'parameters'>): StrategySpec =>
  withParameters(spec, variant.parameters);

/** Writes every tried variant to the ledger of trials, equal ones once: what a desk does with each result it shows. */
export async function recordTrials(
  variants: readonly Variant[],
  of: { readonly spec: StrategySpec; readonly datasetId: string; readonly runId: string; readonly at: number },
  ledger: TrialLedgerPort,
): Promise<void> {
  const { spec, datasetId, runId, at } = of;
  for (const variant of variants)
    await ledger.record({
      specHash: specHash(variantSpec(spec, variant)),
      datasetId,
      runId,
      barSharpe: variant.summary.barSharpe ?? 0,
      at,
    });
}
