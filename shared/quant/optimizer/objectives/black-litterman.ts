/** Objective: what the market implies, bent by views, at its best ratio under the constraints. */
import { impliedReturns, impliedWeights, blackLitterman as posteriorOf } from '../black-litterman.ts';
import { maxSharpe } from '../efficient.ts';
import { answerOf, type Objective } from './define.ts';

export const blackLitterman: Objective = {
  name: 'black-litterman',
  title: 'Black-Litterman, highest Sharpe ratio of the posterior',
  constrained: true,
  async run(input) {
    const { assets, views, tau, marketAversion } = input;
    const n = assets.names.length;
    const sizes = input.sizes ?? new Float64Array(n).fill(1);
    const prior = impliedReturns(assets.covariance, sizes, marketAversion, input.riskFree);
    const uncertainty = views.some((v) => v.confidence !== undefined) ? 'idzorek' : 'proportional';
    const posterior = posteriorOf(assets.covariance, prior, views, { tau, uncertainty });
    if (!posterior.ok) return posterior;
    const { expected, covariance, omega } = posterior.value;
    const seen = { names: assets.names, expected, covariance };
    const found = maxSharpe(seen, input.constraints, input.riskFree, input);
    if (!found.ok) return found;
    const free = impliedWeights(assets.covariance, expected, marketAversion);
    const named = (x: Float64Array) => Object.fromEntries(assets.names.map((name, i) => [name, x[i]]));
    return {
      ok: true,
      value: answerOf(
        { ...input, assets: seen },
        found.value.weights,
        {},
        {
          prior: named(prior),
          posterior: named(expected),
          omega: [...omega],
          impliedWeights: free.ok ? named(free.value) : null,
        },
      ),
    };
  },
};
