/** Filters that run over the history forwards and backwards, smoothers, and windows over a reversed series. */
import { keyOf } from '../model.ts';
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, type SyntaxNode } from '../syntax.ts';

const twoWay =
  /^(filtfilt|sosfiltfilt|hpfilter|bkfilter|cffilter|rts_smooth\w*|rtsSmooth\w*|kalman_smooth\w*|decimate|fftfilt_zero_phase|smoothed_state|em_smooth)$/;
const trailing =
  /^(rolling|ewm|expanding|cummax|cummin|cumsum|cumprod|lfilter|ema|sma|ffill|accumulate|reduce|map|EMA|SMA|shift)$/;

export const forwardBackwardFilter = defineSourceRule({
  name: 'forward-backward-filter',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    const fix = 'run the filter forwards only.';
    const isReversed = (node: SyntaxNode | undefined, left = 5): boolean => {
      if (!node || left === 0) return false;
      if (node.kind === 'index' && node.parts[1]?.kind === 'slice' && model.number(node.parts[1].parts[2]) === -1)
        return true;
      if (node.kind === 'call' && /^(reverse|toReversed|flip|flipud|reversed|reverse_rows)$/.test(model.method(node)))
        return true;
      if (keyOf(node) !== undefined) return isReversed(model.boundTo(node), left - 1);
      const inner = node.kind === 'call' || node.kind === 'member' || node.kind === 'index' ? node.parts[0] : undefined;
      return isReversed(inner, left - 1);
    };
    for (const call of model.calls) {
      const name = model.method(call);
      const object = call.parts[0]?.kind === 'member' ? call.parts[0].parts[0] : undefined;
      if (twoWay.test(name)) report(call, `${name} smooths each bar with the bars after it.`, fix);
      else if (/^smooth(ed)?$/.test(name) && object && /kalman|kf|ukf|model|res|filter/i.test(keyOf(object) ?? ''))
        report(call, 'A smoother uses later observations; a filter does not.', 'use filter() and the filtered state.');
      else if (
        trailing.test(name) &&
        (isReversed(object) ||
          argumentsOf(call)
            .slice(0, 1)
            .some((a) => isReversed(a)))
      )
        report(call, 'A window over the reversed series is made of later bars.', fix);
    }
    for (const node of model.nodes)
      if (
        node.kind === 'member' &&
        /^(smoothed_state|smoothed_state_means|smoothed_marginal_probabilities|smoother_results)$/.test(node.text)
      )
        report(node, 'Smoothed states and probabilities use all later bars.', 'use the filtered ones.');
  },
});
