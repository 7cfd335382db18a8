/** Windows that are centred on the bar: half of them lies in the future. */
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, keywordOf } from '../syntax.ts';

const centred =
  /^(savgol_filter|gaussian_filter1?d?|uniform_filter1?d?|median_filter|medfilt|lowess|seasonal_decompose|STL|detrend_two_sided|convolve1d|correlate1d|maximum_filter1d|minimum_filter1d)$/;

export const centredWindow = defineSourceRule({
  name: 'centred-window',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    for (const call of model.calls) {
      const name = model.method(call);
      if (/^(rolling|rolling_mean|ewm|window)$/.test(name)) {
        const centre = model.constant(model.keyword(call, 'center', 'centered', 'centre') ?? argumentsOf(call)[2]);
        if (centre === true)
          report(
            call,
            'A centred window uses bars after the one it is written to.',
            'use a trailing window: center=False.',
          );
      } else if (centred.test(name)) {
        const isOneSided = model.constant(keywordOf(call, 'two_sided')) === false;
        if (!isOneSided)
          report(call, `${name} smooths with bars on both sides.`, 'use a trailing filter, e.g. ewm or lfilter.');
      } else if (name === 'convolve') {
        const mode = model.string(keywordOf(call, 'mode') ?? argumentsOf(call)[2]) ?? 'full';
        if (mode === 'same')
          report(
            call,
            "convolve with mode 'same' centres its kernel on each bar.",
            "use mode='full' and keep the first n values, or lfilter.",
          );
      }
    }
  },
});
