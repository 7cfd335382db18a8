/** Any metric over a moving window. */
import type { Metric, MetricSeries, MetricValue } from './define.ts';

/**
 * @param window periods of each window, at least 1
 * @returns one value for each full window, the first ending at row `window - 1`; none when there are fewer rows
 */
export function rollingMetric(
  metric: Metric,
  series: MetricSeries,
  window: number,
  given: Readonly<Record<string, number>> = {},
): MetricValue[] {
  const out: MetricValue[] = [];
  for (let end = window; end <= series.returns.length; end++) {
    const cut = (x: Float64Array): Float64Array => x.subarray(end - window, end);
    out.push(
      metric.compute(
        {
          returns: cut(series.returns),
          ...(series.benchmark === undefined ? {} : { benchmark: cut(series.benchmark) }),
          ...(series.rates === undefined ? {} : { rates: cut(series.rates) }),
          ...(series.trades === undefined ? {} : { trades: series.trades }),
        },
        given,
      ),
    );
  }
  return out;
}
