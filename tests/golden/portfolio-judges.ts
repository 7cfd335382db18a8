/** Judges of the recorded portfolio cases: each runs the optimizer as a case asks and compares within the case's tolerance. */
import { expect } from 'vitest';
import type { Result } from '../../shared/core/result.ts';
import {
  blackLitterman,
  impliedReturns,
  impliedRiskAversion,
  impliedWeights,
  type View,
} from '../../shared/quant/optimizer/black-litterman.ts';
import { bestOnLine, criticalLine, type TurningPoint } from '../../shared/quant/optimizer/critical-line.ts';
import { allocate, greedySide } from '../../shared/quant/optimizer/discrete-allocation.ts';
import * as efficient from '../../shared/quant/optimizer/efficient.ts';
import { clusterVariance, hierarchicalRiskParity } from '../../shared/quant/optimizer/hierarchical-risk-parity.ts';
import { loadHighs } from '../../shared/quant/optimizer/linear/highs.ts';
import { integerSide } from '../../shared/quant/optimizer/linear/share-allocation.ts';
import type { LinearSolver } from '../../shared/quant/optimizer/linear/solver.ts';
import { solveTail } from '../../shared/quant/optimizer/linear/tail-risk.ts';
import { dot, identity } from '../../shared/quant/optimizer/linear-algebra.ts';
import type { Linkage } from '../../shared/quant/optimizer/linkage.ts';
import { type Assets, performanceOf } from '../../shared/quant/optimizer/portfolio.ts';
import { nearestPositiveSemidefinite } from '../../shared/quant/optimizer/positive-semidefinite.ts';
import { returnsOfPrices } from '../../shared/quant/optimizer/returns-table.ts';
import { pairwiseCovariance, symmetric } from '../../shared/quant/optimizer/risk-models/define.ts';
import { portfolioReturns, semideviation } from '../../shared/quant/optimizer/scenarios.ts';
import { maxSemiUtility, minSemivariance, semivarianceRisk } from '../../shared/quant/optimizer/semivariance.ts';
import type { TailMeasure } from '../../shared/quant/optimizer/tail-cuts.ts';
import { correlation, mean } from '../../shared/quant/statistics/moments.ts';
import { referenceFile, type Tolerance } from '../support/conformance.ts';
import {
  assetsOf,
  type Case,
  constraintsOfCase,
  expectAll,
  expectation,
  expectOne,
  inOrder,
  marketOn,
  must,
  namedRisk,
  pricesOf,
  riskOf,
  scenariosOf,
  spyPrices,
  stockPrices,
} from './portfolio-cases.ts';

export const reference = referenceFile('portfolio.json') as { cases: Case[] } | undefined;
let solver: LinearSolver;
/** The integer and linear cases need it first. */
export async function loadSolver(): Promise<void> {
  solver = await loadHighs();
}

function expectVector(c: Case, mine: Float64Array, names: readonly string[]): void {
  expectAll(mine, inOrder(c.expected.vector, names), c.tolerance as Tolerance, 'vector');
}
function expectMatrix(c: Case, mine: readonly Float64Array[]): void {
  const theirs = (c.expected.matrix as number[][]).flat();
  expectAll(
    mine.flatMap((row) => [...row]),
    theirs,
    c.tolerance as Tolerance,
    'matrix',
  );
}

/** Mean-variance weights and figures. */
function expectPortfolio(c: Case, weights: Float64Array, assets: Assets, riskFree: number): void {
  const mine = performanceOf(weights, assets, riskFree);
  const { ret, vol, sharpe } = c.expected.performance;
  for (const [what, a, b] of [
    ['return', mine.return, ret],
    ['volatility', mine.volatility, vol],
    ['ratio', mine.sharpe, sharpe],
  ] as const)
    expectOne(a, b, c.tolerance.performance, what);
  expectAll(weights, inOrder(c.expected.weights, assets.names), c.tolerance.weights, 'weights');
}

function expectationCase(name: string) {
  return (c: Case): void => {
    const prices = pricesOf(c);
    const table = returnsOfPrices(prices, c.params.log_returns === true ? 'log' : 'simple');
    const p = c.params;
    const options = {
      periodsPerYear: p.frequency ?? 252,
      compounding: p.compounding ?? true,
      riskFree: p.risk_free_rate ?? 0,
      ...(p.span === undefined ? {} : { span: p.span }),
      ...(p.market === 'spy_prices.csv' ? { market: marketOn(stockPrices(), table) } : {}),
    };
    expectVector(c, expectation(name, table, options), prices.names);
  };
}

function riskCase(name: string) {
  return (c: Case): void => {
    const table = returnsOfPrices(pricesOf(c), c.params.log_returns === true ? 'log' : 'simple');
    const { frequency, span, benchmark, delta, shrinkage_target } = c.params;
    const full =
      shrinkage_target === undefined || shrinkage_target === 'constant_variance'
        ? name
        : `${name}-${String(shrinkage_target).replace('_', '-')}`;
    const found = riskOf(full, table, {
      periodsPerYear: frequency ?? 252,
      ...(span === undefined ? {} : { span }),
      ...(benchmark === undefined ? {} : { benchmark }),
      ...(delta === undefined ? {} : { shrinkage: delta }),
    });
    expectMatrix(c, found.covariance);
    if (c.expected.delta !== undefined)
      expectOne(found.shrinkage as number, c.expected.delta, { rel: 1e-8, abs: 1e-10 }, 'shrinkage');
  };
}

function frontierCase(c: Case): void {
  const assets = assetsOf(c);
  const p = c.params;
  const constraints = constraintsOfCase(c, assets.names);
  const n = assets.names.length;
  const extras = {
    l2: p.l2_gamma ?? 0,
    ...(p.transaction_cost === undefined
      ? {}
      : { cost: { rate: Number(p.transaction_cost.k), previous: new Float64Array(n).fill(1 / n) } }),
  };
  const found: Record<string, () => Result<{ weights: Float64Array }>> = {
    min_volatility: () => efficient.minVolatility(assets, constraints, extras),
    max_sharpe: () => efficient.maxSharpe(assets, constraints, p.risk_free_rate, extras),
    max_quadratic_utility: () => efficient.maxQuadraticUtility(assets, constraints, p.risk_aversion, extras),
    efficient_risk: () => efficient.efficientRisk(assets, constraints, p.target_volatility, extras),
    efficient_return: () => efficient.efficientReturn(assets, constraints, p.target_return, extras),
  };
  expectPortfolio(
    c,
    must((found[p.objective] as () => Result<{ weights: Float64Array }>)()).weights,
    assets,
    p.risk_free_rate,
  );
}

/** The optimum of a tail can be flat: weights are judged loosely by the case itself. */
function scenarioCase(
  c: Case,
  risk: string,
  solve: (s: ReturnType<typeof scenariosOf>) => { weights: Float64Array; risk: number },
): void {
  const s = scenariosOf(c);
  const mine = solve(s);
  const theirs = c.expected.performance;
  expectOne(mine.risk, theirs[risk], c.tolerance.performance, risk);
  expectOne(dot(mine.weights, s.expected), theirs.ret, c.tolerance.performance, 'return');
  expectAll(mine.weights, inOrder(c.expected.weights, s.names), c.tolerance.weights, 'weights');
}

function semivarianceCase(c: Case): void {
  const p = c.params;
  scenarioCase(c, 'semideviation', (s) => {
    const constraints = constraintsOfCase(c, s.names);
    const shortfalls = { ...s, periodsPerYear: p.frequency, benchmark: p.benchmark, l2: p.l2_gamma ?? 0 };
    const weights = must(
      p.objective === 'utility'
        ? maxSemiUtility(shortfalls, constraints, p.risk_aversion)
        : p.objective === 'risk'
          ? semivarianceRisk(shortfalls, constraints, p.target_semideviation)
          : minSemivariance(shortfalls, constraints, p.target_return),
    );
    return { weights, risk: semideviation(portfolioReturns(s.returns, weights), p.benchmark, p.frequency) };
  });
}

function tailCase(measure: TailMeasure) {
  return (c: Case): void => {
    const p = c.params;
    const limit = p.target_cvar ?? p.target_cdar;
    scenarioCase(c, measure, (s) => {
      const found = must(
        solveTail(
          {
            measure,
            ...s,
            beta: p.beta,
            constraints: constraintsOfCase(c, s.names),
            l2: p.l2_gamma ?? 0,
            ...(p.target_return === undefined ? {} : { target: p.target_return }),
            ...(limit === undefined ? {} : { limit }),
          },
          solver,
        ),
      );
      return { weights: found.weights, risk: found.tail };
    });
  };
}

function hrpInputs(c: Case) {
  const { names } = stockPrices();
  const table = returnsOfPrices(pricesOf(c));
  const fromShrinkage = String(c.params.input ?? '').includes('ledoit_wolf');
  const covariance = fromShrinkage
    ? namedRisk('ledoit_wolf constant_variance', table)
    : pairwiseCovariance(table.columns);
  const correlations = symmetric(names.length, (i, j) =>
    fromShrinkage
      ? ((covariance[i] as Float64Array)[j] as number) /
        Math.sqrt(((covariance[i] as Float64Array)[i] as number) * ((covariance[j] as Float64Array)[j] as number))
      : i === j
        ? 1
        : correlation(table.columns[i] as Float64Array, table.columns[j] as Float64Array),
  );
  return { names, table, covariance, correlations };
}

function hrpCase(c: Case): void {
  const { names, table, covariance, correlations } = hrpInputs(c);
  const found = must(hierarchicalRiskParity(covariance, correlations, c.params.linkage_method as Linkage));
  expectAll(found.weights, inOrder(c.expected.weights, names), c.tolerance.weights, 'weights');
  if (c.expected.order) expect(found.order.map((i) => names[i])).toEqual(c.expected.order);
  if (c.tolerance.performance === undefined || !c.expected.performance) return;
  const annual: Assets = {
    names,
    expected: Float64Array.from(table.columns, (column) => mean(column) * 252),
    covariance: covariance.map((row) => row.map((v) => v * 252)),
  };
  const mine = performanceOf(found.weights, annual, 0.02);
  const { ret, vol, sharpe } = c.expected.performance;
  expectAll([mine.return, mine.volatility, mine.sharpe], [ret, vol, sharpe], c.tolerance.performance, 'performance');
}

export function lineOf(c: Case): { assets: Assets; points: TurningPoint[] } {
  const assets = assetsOf(c);
  const { lower, upper } = constraintsOfCase(c, assets.names);
  return { assets, points: must(criticalLine(assets, lower, upper)) };
}
function criticalLineCase(c: Case): void {
  const { assets, points } = lineOf(c);
  const weights =
    c.params.objective === 'max_sharpe' ? bestOnLine(points, assets) : (points.at(-1) as TurningPoint).weights;
  expectPortfolio(c, weights, assets, c.params.risk_free_rate_in_performance);
}

function blackLittermanCase(c: Case): void {
  const p = c.params;
  const names = p.cov === 'identity 5x5' ? ['0', '1', '2', '3', '4'] : stockPrices().names;
  const n = names.length;
  const prices = stockPrices();
  const table = returnsOfPrices(prices);
  const covariance = p.cov === 'identity 5x5' ? identity(5) : namedRisk(p.cov, table);
  const caps = reference?.cases.find((other) => other.id === 'bl-prior')?.params.market_caps as Record<string, number>;
  const aversionAtZero = reference?.cases.find((other) => other.id === 'bl-delta-rf0')?.expected.value as number;
  const market = (aversion: number, riskFree: number) =>
    impliedReturns(
      covariance,
      names.map((name) => caps[name] as number),
      aversion,
      riskFree,
    );
  const priors: Record<string, () => Float64Array> = {
    zero: () => new Float64Array(n),
    'bl-prior case': () => market(2.685491066228307, 0.02),
    'equal: 1/n each': () => new Float64Array(n).fill(1 / n),
    'ema_historical_return span=500': () => expectation('ema', table),
    'market, risk aversion of bl-delta-rf0, rf 0': () => market(aversionAtZero, 0),
    'market (risk aversion 1, rf 0)': () => market(1, 0),
  };
  const prior = Array.isArray(p.pi) ? Float64Array.from(p.pi as number[]) : (priors[p.pi] as () => Float64Array)();
  const one = (i: number): Float64Array => Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0));
  const portfolios: [Float64Array, number][] = Array.isArray(p.P)
    ? (p.P as number[][]).map((row, k) => [Float64Array.from(row), p.Q[k]])
    : Array.isArray(p.absolute_views)
      ? (p.absolute_views as number[]).map((v, i) => [one(i), v])
      : p.absolute_views
        ? Object.entries(p.absolute_views as Record<string, number>).map(([name, v]) => [one(names.indexOf(name)), v])
        : names.map((_, i) => [one(i), 0.1]);
  const views: View[] = portfolios.map(([portfolio, value], k) => ({
    portfolio,
    value,
    ...(p.view_confidences ? { confidence: p.view_confidences[k] } : {}),
  }));
  const mine = must(
    blackLitterman(covariance, prior, views, {
      tau: p.tau ?? 0.05,
      uncertainty: Array.isArray(p.omega)
        ? Float64Array.from(p.omega as number[])
        : p.omega === 'idzorek'
          ? 'idzorek'
          : 'proportional',
    }),
  );
  const within = c.tolerance as Tolerance;
  const e = c.expected;
  expectAll(mine.expected, inOrder(e.posterior_returns, names), within, 'posterior returns');
  if (e.posterior_cov)
    expectAll(
      mine.covariance.flatMap((row) => [...row]),
      e.posterior_cov.flat(),
      within,
      'posterior covariance',
    );
  if (e.omega_diag) expectAll(mine.omega, e.omega_diag, within, 'omega');
  if (!e.weights) return;
  const weights = must(impliedWeights(covariance, mine.expected, p.risk_aversion_for_weights ?? 1));
  expectAll(weights, inOrder(e.weights, names), within, 'weights');
  const figures = performanceOf(weights, { names, ...mine }, 0.02);
  const { ret, vol, sharpe } = e.performance;
  expectAll([figures.return, figures.volatility, figures.sharpe], [ret, vol, sharpe], within, 'performance');
}

function allocationCase(c: Case): void {
  const p = c.params;
  const names = Object.keys(p.weights);
  const request = {
    names,
    weights: inOrder(p.weights, names),
    prices: inOrder(p.latest_prices, names),
    capital: Number(p.total_portfolio_value),
    ...(p.short_ratio === undefined || p.short_ratio === null ? {} : { shortRatio: p.short_ratio }),
    reinvest: p.reinvest === true,
  };
  const mine = must(allocate(request, c.fn === 'discrete_allocation_lp' ? integerSide(solver) : greedySide));
  const held = Object.fromEntries(names.flatMap((name, i) => (mine.shares[i] === 0 ? [] : [[name, mine.shares[i]]])));
  if (c.fn === 'discrete_allocation_lp') {
    const away = names.reduce(
      (sum, _, i) =>
        sum +
        Math.abs(
          (request.weights[i] as number) * request.capital - (mine.shares[i] as number) * (request.prices[i] as number),
        ),
      0,
    );
    expectOne(away + mine.leftover, c.expected.objective, c.tolerance.objective, 'objective');
    return;
  }
  expect(held).toEqual(c.expected.allocation);
  expectOne(mine.leftover, c.expected.leftover, c.tolerance.leftover, 'leftover');
  expectOne(mine.error, c.expected.rmse, c.tolerance.rmse, 'root mean squared error');
}

export const judges: Record<string, (c: Case) => void> = {
  mean_historical_return: expectationCase('mean'),
  ema_historical_return: expectationCase('ema'),
  capm_return: expectationCase('capm'),
  sample_cov: riskCase('sample'),
  semicovariance: riskCase('semi'),
  exp_cov: riskCase('exp'),
  ledoit_wolf: riskCase('ledoit-wolf'),
  oracle_approximating: riskCase('oas'),
  shrunk_covariance: riskCase('shrunk'),
  fix_nonpositive_semidefinite(c) {
    const matrix = (c.params.matrix as number[][]).map((row) => Float64Array.from(row));
    expectMatrix(c, [...nearestPositiveSemidefinite(matrix, c.params.method === 'diag' ? 'diagonal' : 'spectral')]);
  },
  efficient_frontier: frontierCase,
  efficient_semivariance: semivarianceCase,
  efficient_cvar: tailCase('cvar'),
  efficient_cdar: tailCase('cdar'),
  hrp: hrpCase,
  hrp_cluster_variance(c) {
    const { names, covariance } = hrpInputs(c);
    const members = (c.params.tickers as string[]).map((name) => names.indexOf(name));
    expectOne(clusterVariance(covariance, members), c.expected.value, c.tolerance as Tolerance, 'variance');
  },
  cla: criticalLineCase,
  market_implied_risk_aversion(c) {
    const returns = returnsOfPrices(spyPrices()).columns[0] as Float64Array;
    expectOne(
      impliedRiskAversion(returns, c.params.frequency, c.params.risk_free_rate),
      c.expected.value,
      c.tolerance as Tolerance,
      'risk aversion',
    );
  },
  market_implied_prior_returns(c) {
    const { names } = stockPrices();
    const covariance = namedRisk('sample_cov', returnsOfPrices(stockPrices()));
    const sizes = names.map((name) => c.params.market_caps[name] as number);
    expectVector(c, impliedReturns(covariance, sizes, c.params.risk_aversion, c.params.risk_free_rate), names);
  },
  black_litterman: blackLittermanCase,
  discrete_allocation_greedy: allocationCase,
  discrete_allocation_lp: allocationCase,
};
