/** A line or model fitted over all bars and then read at each of them. */
import { extentOf, words } from '../history.ts';
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, keywordOf, type SyntaxNode } from '../syntax.ts';

const direct =
  /^(polyfit|lstsq|linregress|curve_fit|siegelslopes|theilslopes|Polynomial_fit|linearRegression|leastSquares|regress|coint|fitLine)$/;
const models =
  /^(OLS|GLS|WLS|RLM|GLSAR|ols|LinearRegression|Ridge|Lasso|ElasticNet|HuberRegressor|BayesianRidge|TheilSenRegressor|RANSACRegressor|ARIMA|SARIMAX|ExponentialSmoothing|MarkovRegression|arch_model|VAR|Prophet|AutoReg)$/;

export const fullSampleRegression = defineSourceRule({
  name: 'full-sample-regression',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    const fix = 'fit on a trailing window or on the training part.';
    const whole = (nodes: readonly (SyntaxNode | undefined)[]): boolean =>
      nodes.some((n) => n !== undefined && extentOf(n, model) === 'whole' && !/train/i.test(words(n)));
    const isBounded = (nodes: readonly (SyntaxNode | undefined)[]): boolean =>
      nodes.some((n) => n !== undefined && extentOf(n, model) === 'bounded');
    for (const call of model.calls) {
      const name = model.method(call);
      const given = argumentsOf(call).slice(0, 3);
      const object = call.parts[0]?.kind === 'member' ? call.parts[0].parts[0] : undefined;
      if (direct.test(name) && !model.functions.has(name) && whole(given) && !isBounded(given))
        report(call, `${name} over all bars lets each bar know the slope of the later ones.`, fix);
      else if (name === 'detrend' && whole(given)) report(call, 'The trend taken out is that of all bars.', fix);
      else if (/^(fit|fit_transform|from_formula)$/.test(name) && object) {
        const made = model.resolve(object);
        const maker = made.kind === 'call' ? model.method(made) : '';
        if (!models.test(maker)) continue;
        const data = given.length > 0 ? given : [...argumentsOf(made), keywordOf(made, 'endog', 'data', 'exog')];
        if (whole(data) && !isBounded(data)) report(call, `${maker} is fitted on all of the history.`, fix);
      }
    }
  },
});
