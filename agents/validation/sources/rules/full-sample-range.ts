/** Scaling or thresholds by the minimum, maximum, rank or quantile of the whole sample. */
import { scalesAcrossAll } from '../full-sample.ts';
import { defineSourceRule } from '../rule.ts';

export const fullSampleRange = defineSourceRule({
  name: 'full-sample-range',
  kind: 'look-ahead',
  severity: 'fail',
  run: (model, report) =>
    scalesAcrossAll(model, report, {
      aggregates:
        /^(min|max|quantile|percentile|nanmin|nanmax|nanpercentile|nanquantile|amin|amax|ptp|idxmax|idxmin|argmax|argmin|rank|qcut|cut)$/,
      calls: /^(MinMaxScaler|MaxAbsScaler|minmax_scale|maxabs_scale|qcut|rank|KBinsDiscretizer)$/,
      what: 'the minimum, maximum or quantile of all bars',
      fix: 'use rolling(n).min() and .max(), or an expanding quantile.',
    }),
});
