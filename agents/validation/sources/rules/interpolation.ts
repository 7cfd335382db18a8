/** Interpolation draws a line from the last known value to the next one, which is not known inside the gap. */
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, keywordOf } from '../syntax.ts';

export const interpolation = defineSourceRule({
  name: 'interpolation',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    const fix = 'carry the last known value forward (ffill).';
    for (const call of model.calls) {
      const name = model.method(call);
      if (name === 'interpolate' || name === 'interpolate_by') {
        const how = model.string(keywordOf(call, 'method') ?? argumentsOf(call)[0]) ?? 'linear';
        if (!/^(pad|ffill|previous|zero)$/.test(how))
          report(call, 'Interpolation over a gap uses the value after it.', fix);
      } else if (
        /^(interp1d|CubicSpline|PchipInterpolator|Akima1DInterpolator|UnivariateSpline|splrep|make_interp_spline|BSpline|interpolateGaps|lerp)$/.test(
          name,
        )
      ) {
        const kind = model.string(keywordOf(call, 'kind') ?? argumentsOf(call)[2]) ?? '';
        if (!/^(previous|zero)$/.test(kind)) report(call, `${name} passes through values on both sides of a gap.`, fix);
      } else if (name === 'interp' && argumentsOf(call).length >= 3)
        report(call, 'interp uses the values on both sides of a gap.', fix);
    }
  },
});
