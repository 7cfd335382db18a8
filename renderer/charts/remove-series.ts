/** Takes a series off a chart that may itself be gone already: React cleans the chart up before what hangs on it. */
import type { IChartApi, ISeriesApi, SeriesType } from 'lightweight-charts';

export function removeSeries<T extends SeriesType>(chart: IChartApi, series: ISeriesApi<T>): void {
  try {
    chart.removeSeries(series);
  } catch {
    // A removed chart has removed its series.
  }
}
