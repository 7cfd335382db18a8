/** Peaks, troughs and zigzags are only known after the price has turned. */
import { defineSourceRule } from '../rule.ts';

const finders =
  /^(find_peaks(_cwt)?|argrelextrema|argrelmax|argrelmin|zig_?zag\w*|peak_valley_pivots|peak_valley_pivots_detailed|detect_peaks|peakdetect|peakutils|findPeaks|findPivots|zigZag|indexes_of_peaks|pivot_?(high|low)s?|swing_?points?|local_max\w*|local_min\w*)$/i;

export const peakFinder = defineSourceRule({
  name: 'peak-finder',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    for (const call of model.calls) {
      const name = model.method(call);
      if (finders.test(name) && !model.functions.has(name))
        report(
          call,
          `${name} marks a turn on the bar of the turn, which later bars decide.`,
          'use a trailing highest or lowest, or mark a turn on the bar that confirms it.',
        );
    }
  },
});
