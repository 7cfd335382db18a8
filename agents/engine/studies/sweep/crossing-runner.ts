/** Runs points with the crossing kernels over one shared memory: columns worked out once, results left where they were made. */
import { type Result, refuse } from '../../../../shared/core/result.ts';
import { parameterValues } from '../../../../shared/strategy/spec-rules.ts';
import { dispatch } from '../dispatch.ts';
import { type CrossingPlan, columnsOf, crossingPlan } from './crossing-plan.ts';
import { crossingBytes, layOut, setChoices, setPrices, summaryOf } from './kernel/table.ts';
import { type Point, parametersOf } from './space.ts';
import { type PointRunner, rowsOf, type SweepContext, type SweepRequest } from './sweep.ts';
import type { VariantFigures } from './variant.ts';

/** Combinations and columns of a task. */
const taskCombinations = 64;
const taskColumns = 8;

export function crossingRunner(
  request: SweepRequest,
  context: SweepContext,
): { readonly runner: PointRunner } | { readonly reason: string } {
  const { spec, costs } = request.study;
  const plan = crossingPlan(spec, costs);
  if ('reason' in plan) return plan;
  const bars = context.dataset.series(plan.symbol, spec.timeframe)?.columns;
  if (bars === undefined) return { reason: `${plan.symbol} has no ${spec.timeframe} bars` };
  let sharedBytes = 0;
  return {
    runner: {
      sharedBytes: () => sharedBytes,
      async run(points) {
        const done = await runPoints(request, context, plan, points);
        if (!done.ok) return done;
        sharedBytes = Math.max(sharedBytes, done.value.bytes);
        return { ok: true, value: done.value.figures };
      },
    },
  };
}

async function runPoints(
  { study, space, kernel = 'vector', window }: SweepRequest,
  { runtime, watch, dataset }: SweepContext,
  plan: CrossingPlan,
  points: readonly Point[],
): Promise<Result<{ figures: readonly (VariantFigures | undefined)[]; bytes: number }>> {
  const { spec, costs, capital, datasetId } = study;
  const columns = dataset.series(plan.symbol, spec.timeframe)?.columns;
  if (columns === undefined) return refuse('no-bars', `${plan.symbol} has no bars.`);
  const { first, end } = rowsOf(columns, window);
  if (end - first < 2) return refuse('too-short', 'The window has fewer than two bars.', { where: plan.symbol });
  const { texts, fast, slow } = columnsOf(
    plan,
    parameterValues(spec),
    points.map((point) => parametersOf(space, point)),
  );
  const setup = {
    bars: end - first,
    columns: texts.length,
    combinations: points.length,
    mode: plan.mode,
    capital,
    fraction: plan.fraction,
    costs: { commission: costs.commissionBps / 1e4, slippage: costs.slippageBps / 1e4 },
  };
  const laid = layOut(setup);
  if (!laid.ok) return laid;
  const table = laid.value;
  setPrices(table, columns.open.subarray(first, end), columns.close.subarray(first, end));
  setChoices(table, fast, slow);
  const nothing = { figures: points.map(() => undefined), bytes: crossingBytes(setup) };

  const columnTasks = [];
  for (let i = 0; i < texts.length; i += taskColumns) {
    const part = texts.slice(i, i + taskColumns);
    const input = {
      table,
      datasetId,
      symbol: plan.symbol,
      timeframe: spec.timeframe,
      firstBar: first,
      texts: part,
      firstColumn: i,
    };
    columnTasks.push({ input, units: part.length });
  }
  const prepared = await dispatch<{ gap: string | null }>(
    runtime,
    watch,
    'indicator columns',
    'sweep-columns',
    columnTasks,
  );
  if (prepared.stopped) return { ok: true, value: nothing };
  const gap = prepared.outputs.find((output) => output?.gap != null)?.gap;
  if (gap != null)
    return refuse('gap-in-column', `"${gap}" has bars without a value after its first one, which hides crossings.`, {
      fix: 'Use --engine full.',
    });

  const tasks = [];
  for (let from = 0; from < points.length; from += taskCombinations) {
    const to = Math.min(points.length, from + taskCombinations);
    tasks.push({ input: { table, kernel, from, to }, units: to - from });
  }
  const { outputs } = await dispatch<{ finished: boolean }>(runtime, watch, 'variants', 'sweep-crossings', tasks);
  const figures = points.map((_, k): VariantFigures | undefined => {
    if (outputs[Math.floor(k / taskCombinations)]?.finished !== true) return undefined;
    const { finalEquity, maxDrawdown, trades, sum, squares } = summaryOf(table, k);
    return { bars: setup.bars, finalEquity, maxDrawdown, trades, sum, squares };
  });
  return { ok: true, value: { figures, bytes: nothing.bytes } };
}
