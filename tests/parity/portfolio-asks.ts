/** Portfolios in our words and PyPortfolioOpt's: each ask has our answer and, for optima, the figure that is optimal. */
import { ensureDefined } from '../../shared/core/assert.ts';
import type { Result } from '../../shared/core/result.ts';
import { blackLitterman, impliedWeights } from '../../shared/quant/optimizer/black-litterman.ts';
import { type ConstraintSet, constraintsOf, type SectorLimits } from '../../shared/quant/optimizer/constraints.ts';
import * as efficient from '../../shared/quant/optimizer/efficient.ts';
import { defaultExpectation } from '../../shared/quant/optimizer/expected-returns/define.ts';
import { expectedReturns } from '../../shared/quant/optimizer/expected-returns/index.ts';
import { hierarchicalRiskParity } from '../../shared/quant/optimizer/hierarchical-risk-parity.ts';
import type { LinearSolver } from '../../shared/quant/optimizer/linear/solver.ts';
import { solveTail, tailOf } from '../../shared/quant/optimizer/linear/tail-risk.ts';
import { dot, quadraticForm } from '../../shared/quant/optimizer/linear-algebra.ts';
import { linkages } from '../../shared/quant/optimizer/linkage.ts';
import { type Assets, performanceOf } from '../../shared/quant/optimizer/portfolio.ts';
import { returnsOfPrices } from '../../shared/quant/optimizer/returns-table.ts';
import { defaultRisk } from '../../shared/quant/optimizer/risk-models/define.ts';
import { riskModels } from '../../shared/quant/optimizer/risk-models/index.ts';
import { maxSemiUtility, minSemivariance, semivarianceRisk } from '../../shared/quant/optimizer/semivariance.ts';
import { sampleCovariance } from '../../shared/quant/statistics/covariance.ts';
import type { PriceColumns } from './price-tables.ts';

export interface PortfolioAsk {
  readonly what: string;
  readonly name: string;
  /** What python/portfolios.py is asked. */
  readonly question: Readonly<Record<string, unknown>>;
  readonly ours: (solver: LinearSolver) => ArrayLike<number>;
  /** The figure that weights make best; absent where every number is compared to 1e-8. */
  readonly objective?: (weights: ArrayLike<number>) => number;
}

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.message} (${result.error.where})`);
  return result.value;
};
const flat = (matrix: readonly Float64Array[]): number[] => matrix.flatMap((row) => [...row]);

/** Every ask about one table of prices. */
export function portfolioAsks(prices: PriceColumns): readonly PortfolioAsk[] {
  const { names } = prices;
  const table = returnsOfPrices(prices);
  const returns = table.columns;
  const expectation = (name: string, options = {}) =>
    ensureDefined(
      expectedReturns.find((m) => m.name === name),
      name,
    ).estimate(table, { ...defaultExpectation, ...options });
  const risk = (name: string, options = {}) =>
    ensureDefined(
      riskModels.find((m) => m.name === name),
      name,
    ).estimate(table, { ...defaultRisk, ...options }).covariance;
  const assets: Assets = { names, expected: expectation('mean'), covariance: risk('sample') };
  const n = names.length;
  const variance = (w: ArrayLike<number>): number => quadraticForm(assets.covariance, w);
  const annual = (w: ArrayLike<number>): number => dot(w, assets.expected);
  const squares = (w: ArrayLike<number>): number => dot(w, w);

  const groups = ['first', 'second', 'third'];
  const sectors: SectorLimits = {
    of: Object.fromEntries(names.map((name, i) => [name, groups[i % 3] as string])),
    lower: { first: 0.2 },
    upper: { second: 0.3, third: 0.4 },
  };
  const rules = (low: number, high: number, limits?: SectorLimits): ConstraintSet =>
    must(constraintsOf(names, { bounds: { low, high }, ...(limits === undefined ? {} : { sectors: limits }) }));

  const sets = [
    { name: 'long only', bounds: [0, 1], constraints: rules(0, 1) },
    { name: 'at most 15 % each', bounds: [0, 0.15], constraints: rules(0, 0.15) },
    { name: 'long and short', bounds: [-0.3, 0.5], constraints: rules(-0.3, 0.5) },
    { name: 'sectors', bounds: [0, 1], constraints: rules(0, 1, sectors), sectors },
  ] as const;
  // Reachable under every set: between the calmest portfolio and the equal one.
  const even = new Float64Array(n).fill(1 / n);
  const target = annual(even);
  const wanted = Math.sqrt(variance(even)) * 1.05;

  type Set = (typeof sets)[number];
  const optimum = (
    what: string,
    set: Set,
    more: Record<string, unknown>,
    ours: PortfolioAsk['ours'],
    objective: NonNullable<PortfolioAsk['objective']>,
  ): PortfolioAsk => ({
    what,
    name: `${what}, ${set.name}`,
    question: {
      function: 'weights',
      measure: 'variance',
      bounds: set.bounds,
      ...('sectors' in set ? { sectors: set.sectors } : {}),
      ...more,
    },
    ours,
    objective,
  });

  const meanVariance = sets.flatMap((set) => {
    const c = set.constraints;
    return [
      optimum(
        'min volatility',
        set,
        { call: 'min_volatility' },
        () => must(efficient.minVolatility(assets, c)).weights,
        variance,
      ),
      optimum(
        'min volatility with L2',
        set,
        { call: 'min_volatility', l2: 0.5 },
        () => must(efficient.minVolatility(assets, c, { l2: 0.5 })).weights,
        (w) => variance(w) + 0.5 * squares(w),
      ),
      optimum(
        'max Sharpe',
        set,
        { call: 'max_sharpe', named: { risk_free_rate: 0.02 } },
        () => must(efficient.maxSharpe(assets, c, 0.02)).weights,
        (w) => performanceOf(w, assets, 0.02).sharpe,
      ),
      optimum(
        'efficient return',
        set,
        { call: 'efficient_return', arguments: [target] },
        () => must(efficient.efficientReturn(assets, c, target)).weights,
        variance,
      ),
      optimum(
        'efficient risk',
        set,
        { call: 'efficient_risk', arguments: [wanted] },
        () => must(efficient.efficientRisk(assets, c, wanted)).weights,
        annual,
      ),
      ...[1, 5].map((aversion) =>
        optimum(
          `quadratic utility, aversion ${aversion}`,
          set,
          { call: 'max_quadratic_utility', named: { risk_aversion: aversion } },
          () => must(efficient.maxQuadraticUtility(assets, c, aversion)).weights,
          (w) => annual(w) - (aversion / 2) * variance(w),
        ),
      ),
    ];
  });

  const simple = sets.slice(0, 2);
  const shortfalls = { returns, expected: assets.expected, periodsPerYear: 252, benchmark: 0 };
  const semi = (w: ArrayLike<number>): number => {
    let sum = 0;
    const rows = returns[0]?.length ?? 0;
    for (let t = 0; t < rows; t++) {
      let r = 0;
      for (const [i, column] of returns.entries()) r += (w[i] as number) * (column[t] as number);
      sum += Math.min(r, 0) ** 2;
    }
    return (sum / rows) * 252;
  };
  const semideviation = Math.sqrt(semi(even));
  const belowZero = simple.flatMap((set) => [
    optimum(
      'min semivariance',
      set,
      { measure: 'semivariance', call: 'min_semivariance' },
      () => must(minSemivariance(shortfalls, set.constraints)),
      semi,
    ),
    optimum(
      'semivariance, efficient return',
      set,
      { measure: 'semivariance', call: 'efficient_return', arguments: [target] },
      () => must(minSemivariance(shortfalls, set.constraints, target)),
      semi,
    ),
    optimum(
      'semivariance, efficient risk',
      set,
      { measure: 'semivariance', call: 'efficient_risk', arguments: [semideviation] },
      () => must(semivarianceRisk(shortfalls, set.constraints, semideviation)),
      annual,
    ),
    optimum(
      'semivariance, utility',
      set,
      { measure: 'semivariance', call: 'max_quadratic_utility', named: { risk_aversion: 5 } },
      () => must(maxSemiUtility(shortfalls, set.constraints, 5)),
      (w) => annual(w) - 2.5 * semi(w),
    ),
  ]);

  const tails = (['cvar', 'cdar'] as const).flatMap((measure) =>
    simple.flatMap((set) =>
      [0.95, 0.8].flatMap((beta) => {
        const problem = { measure, returns, expected: assets.expected, beta, constraints: set.constraints };
        const tail = (w: ArrayLike<number>): number => tailOf(measure, returns, w, beta);
        const word = measure === 'cvar' ? 'CVaR' : 'CDaR';
        return [
          optimum(
            `min ${word} ${beta}`,
            set,
            { measure, beta, call: `min_${measure}` },
            (solver) => must(solveTail(problem, solver)).weights,
            tail,
          ),
          optimum(
            `${word} ${beta}, efficient return`,
            set,
            { measure, beta, call: 'efficient_return', arguments: [target] },
            (solver) => must(solveTail({ ...problem, target }, solver)).weights,
            tail,
          ),
          optimum(
            `${word} ${beta}, efficient risk`,
            set,
            { measure, beta, call: 'efficient_risk', arguments: [tail(even)] },
            (solver) => must(solveTail({ ...problem, limit: tail(even) }, solver)).weights,
            annual,
          ),
        ];
      }),
    ),
  );

  const estimates: PortfolioAsk[] = (
    [
      ['mean', () => assets.expected],
      ['ema', () => expectation('ema', { span: 500 })],
      ['sample', () => flat(assets.covariance)],
      ['semi', () => flat(risk('semi', { benchmark: 0 }))],
      ['exp', () => flat(risk('exp', { span: 180 }))],
      ['ledoit-wolf', () => flat(risk('ledoit-wolf'))],
      ['oas', () => flat(risk('oas'))],
    ] as const
  ).map(([name, ours]) => ({ what: 'estimates', name, question: { function: 'estimate', name }, ours }));

  const covariance = sampleCovariance(returns);
  const correlation = covariance.map((row, i) =>
    row.map((v, j) => v / Math.sqrt((covariance[i]?.[i] as number) * (covariance[j]?.[j] as number))),
  );
  const trees: PortfolioAsk[] = linkages.map((linkage) => ({
    what: 'hierarchical risk parity',
    name: linkage,
    question: { function: 'hierarchical', linkage },
    ours: () => must(hierarchicalRiskParity(covariance, correlation, linkage)).weights,
  }));

  const opinions = [0.15, -0.05, 0.1].map((value, k) => [names[2 * k] as string, value] as const);
  const black: PortfolioAsk[] = [0.05, 0.3].map((tau) => ({
    what: 'Black-Litterman',
    name: `tau ${tau}`,
    question: { function: 'views', views: opinions, tau },
    ours: () => {
      const views = opinions.map(([name, value]) => ({
        portfolio: Float64Array.from(names, (other) => +(other === name)),
        value,
      }));
      const found = must(blackLitterman(assets.covariance, even, views, { tau }));
      return [...found.expected, ...flat(found.covariance), ...must(impliedWeights(assets.covariance, found.expected))];
    },
  }));

  return [...estimates, ...meanVariance, ...belowZero, ...tails, ...trees, ...black];
}
