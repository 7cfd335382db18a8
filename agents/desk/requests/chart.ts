/** Chart requests: the last bars of a series, and any expression of the rule language drawn over them. */
import { ok, type Refusal, type Result, refuse } from '../../../shared/core/result.ts';
import type { BarSeries, Timeframe } from '../../../shared/domain/bar.ts';
import { checkExpression } from '../../../shared/strategy/rules/check.ts';
import { constantValue } from '../../../shared/strategy/rules/constant.ts';
import { evaluateExpression } from '../../../shared/strategy/rules/evaluate.ts';
import { parseExpression } from '../../../shared/strategy/rules/parse.ts';
import type { Expression } from '../../../shared/strategy/rules/syntax.ts';
import type { Dataset } from '../../kernel/ports.ts';
import { defineHandlers } from '../handler.ts';
import type { DeskServices } from '../services.ts';

async function seriesOf(
  services: DeskServices,
  query: { datasetId: string; symbol: string; timeframe: Timeframe },
): Promise<Result<{ dataset: Dataset; series: BarSeries }, Refusal>> {
  if (!services.store.datasets.list().some((m) => m.id === query.datasetId))
    return refuse('unknown-dataset', `No dataset is called ${query.datasetId}.`, {
      where: 'datasetId',
      fix: 'pick one from the Data screen or from `quantai datasets`.',
    });
  const dataset = await services.store.datasets.open(query.datasetId);
  const series = dataset.series(query.symbol, query.timeframe);
  if (series === undefined)
    return refuse('unknown-series', `${query.symbol} has no ${query.timeframe} bars in this dataset.`, {
      where: 'symbol',
      fix: 'choose another symbol or timeframe.',
    });
  return ok({ dataset, series });
}

const tail = (column: Float64Array, limit: number): number[] =>
  Array.from(column.subarray(Math.max(0, column.length - limit)));

/** Bars times lengths that are worked off at once: about half a second for the slowest indicators. */
const mostSteps = 400_000_000;

/** The lengths of all calls together: what an expression costs per bar, at most. */
function lengthsIn(node: Expression): number {
  if (node.kind === 'unary') return lengthsIn(node.operand);
  if (node.kind === 'binary') return lengthsIn(node.left) + lengthsIn(node.right);
  if (node.kind !== 'call') return 0;
  const longest = Math.max(1, ...node.arguments.map((part) => constantValue(part, {}) ?? 1));
  return node.arguments.reduce((sum, part) => sum + lengthsIn(part), longest);
}

export const chartHandlers = defineHandlers({
  'chart.series': async (services, query) => {
    const found = await seriesOf(services, query);
    if (!found.ok) return found;
    const { dataset, series } = found.value;
    const { columns } = series;
    return ok({
      symbol: series.symbol,
      timeframe: series.timeframe,
      synthetic: dataset.manifest.synthetic,
      time: tail(columns.closeTime, query.limit),
      open: tail(columns.open, query.limit),
      high: tail(columns.high, query.limit),
      low: tail(columns.low, query.limit),
      close: tail(columns.close, query.limit),
      volume: tail(columns.volume, query.limit),
    });
  },
  'chart.expression': async (services, query) => {
    const found = await seriesOf(services, query);
    if (!found.ok) return found;
    const parsed = parseExpression(query.expression);
    if (!parsed.ok) return parsed;
    const checked = checkExpression(parsed.value, { parameters: {} });
    if (!checked.ok) return checked;
    if (checked.value === 'text')
      return refuse('rule-type', 'A quoted word alone draws nothing.', {
        where: 'expression',
        fix: 'compare it, e.g. regime() == "bull".',
      });
    const { columns } = found.value.series;
    const steps = columns.close.length * lengthsIn(parsed.value);
    if (steps > mostSteps)
      return refuse('expression-too-slow', `Drawing this over ${columns.close.length} bars would hold up the desk.`, {
        where: 'expression',
        fix: 'use shorter lengths, fewer indicators inside each other, or a longer timeframe.',
      });
    const values = evaluateExpression(parsed.value, { columns, parameters: {} });
    return ok({
      time: tail(columns.closeTime, query.limit),
      value: tail(Float64Array.from(values), query.limit).map((v) => (Number.isFinite(v) ? v : null)),
    });
  },
});
