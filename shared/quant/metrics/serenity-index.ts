/** Serenity index: sum of the returns over the ulcer index times the shortfall of the drawdown in deviations. */
import { mean, standardDeviation } from '../statistics/moments.ts';
import { normalQuantile } from '../statistics/normal.ts';
import { drawdownSeries } from './curves.ts';
import { defineMetric } from './define.ts';
import { known, sum } from './series.ts';
import { ulcerIndexOf } from './ulcer.ts';

export const serenityIndex = defineMetric({
  name: 'serenity-index',
  title: 'Serenity index',
  group: 'ratio',
  unit: 'number',
  inputs: ['returns'],
  least: 2,
  compute: ({ returns }) => {
    const drawdown = drawdownSeries(returns);
    const limit = mean(drawdown) + standardDeviation(drawdown, 1) * normalQuantile(0.05);
    const pitfall = -mean(drawdown.filter((d) => d < limit)) / standardDeviation(returns, 1);
    const ulcer = ulcerIndexOf(returns, 1);
    if (!(pitfall > 0) || !(ulcer > 0)) return 'no drawdown lies below its value at risk';
    return sum(known(returns)) / (ulcer * pitfall);
  },
  description: 'Sum of the returns over the ulcer index times the shortfall of the drawdown in deviations.',
  source: 'KeyQuant; QuantStats serenity_index',
});
