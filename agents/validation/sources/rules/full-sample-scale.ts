/** Scaling by the mean and deviation of the whole sample: early bars know how the later ones are spread. */
import { scalesAcrossAll } from '../full-sample.ts';
import { defineSourceRule } from '../rule.ts';

export const fullSampleScale = defineSourceRule({
  name: 'full-sample-scale',
  kind: 'look-ahead',
  severity: 'fail',
  run: (model, report) =>
    scalesAcrossAll(model, report, {
      aggregates:
        /^(mean|std|var|median|nanmean|nanstd|nanmedian|average|mad|sum|reduce|stdev|stddev|standardDeviation|variance|pstdev|deviation|avg)$/,
      calls:
        /^(zscore|scale|StandardScaler|RobustScaler|PowerTransformer|Normalizer|QuantileTransformer|standardize|normalise|normalize_all)$/,
      what: 'the mean or deviation of all bars',
      fix: 'use rolling(n) or expanding(), or fit the scaler on the training part only.',
    }),
});
