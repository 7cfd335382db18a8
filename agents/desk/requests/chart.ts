/** Chart requests: the last bars of a series, and any expression of the rule language drawn over them. */
import { ok, type Refusal, type Result, refuse } from '../../../shared/core/result.ts';
import type { BarSeries, Timeframe } from '../../../shared/domain/bar.ts';
import { checkExpression } from '../../../shared/strategy/rules/check.ts';
import { evaluateExpression } from '../../../shared/strategy/rules/evaluate.ts';
import { parseExpression } from '../../../shared/strategy/rules/parse.ts';
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
    const { columns } = found.value.series;
    const values = evaluateExpression(parsed.value, { columns, parameters: {} });
    return ok({
      time: tail(columns.closeTime, query.limit),
      value: tail(Float64Array.from(values), query.limit).map((v) => (Number.isFinite(v) ? v : null)),
    });
  },
});
