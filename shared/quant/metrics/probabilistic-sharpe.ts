/** Probabilistic Sharpe ratio: probability that the true ratio is above the benchmark ratio (both per period). */
import { probabilisticSharpe } from '../overfitting/sharpe.ts';
import { rawKurtosis, skewness } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';
import { sharpeRatio } from './returns.ts';
import { known } from './series.ts';

export const probabilisticSharpeMetric = defineMetric({
  name: 'probabilistic-sharpe',
  title: 'Probabilistic Sharpe ratio',
  group: 'ratio',
  unit: 'share',
  inputs: ['returns'],
  parameters: { benchmarkSharpe: { default: 0, description: 'Sharpe ratio per period that must be beaten' } },
  least: 3,
  compute: ({ returns }, p) => {
    const sharpe = sharpeRatio(returns, 1);
    const kurtosis = rawKurtosis(returns);
    return probabilisticSharpe(
      { sharpe, bars: known(returns).length, skewness: skewness(returns), kurtosis },
      p.benchmarkSharpe,
    );
  },
  description: 'Probability that the true ratio is above the benchmark ratio (both per period).',
  source: 'Bailey and Lopez de Prado (2012)',
});
