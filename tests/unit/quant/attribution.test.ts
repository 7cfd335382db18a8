/** Attribution: the parts add up to the whole, and small cases come out as by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attribute } from '../../../agents/engine/studies/attribution/attribute.ts';
import { createEvaluate } from '../../../agents/engine/studies/evaluate.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { addEffects, brinsonFachler } from '../../../shared/quant/attribution/brinson-fachler.ts';
import { contributionsBy } from '../../../shared/quant/attribution/contributions.ts';
import { factorRegression } from '../../../shared/quant/attribution/factor-regression.ts';
import { riskContributions } from '../../../shared/quant/attribution/risk-contributions.ts';
import { mean, standardDeviation } from '../../../shared/quant/statistics/moments.ts';
import { symmetricEigen } from '../../../shared/quant/statistics/symmetric-eigen.ts';
import { smallMarket } from '../../support/small-market.ts';
import { crossingSpec, studyOf } from '../../support/study-fixture.ts';

const total = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

it('adds profits up by key', () => {
  const trades = [
    { key: 'a', pnl: 10, fees: 1 },
    { key: 'b', pnl: -4, fees: 1 },
    { key: 'a', pnl: -2, fees: 1 },
  ];
  expect(contributionsBy(trades, (t) => t.key, 100)).toEqual([
    { key: 'a', trades: 2, pnl: 8, fees: 2, winRate: 0.5, return: 0.08 },
    { key: 'b', trades: 1, pnl: -4, fees: 1, winRate: 0, return: -0.04 },
  ]);
});

describe('Brinson and Fachler', () => {
  it('give these effects for two segments', () => {
    const effects = brinsonFachler([
      { name: 'x', weight: 0.7, return: 0.1, benchmarkWeight: 0.5, benchmarkReturn: 0.08 },
      { name: 'y', weight: 0.3, return: 0.02, benchmarkWeight: 0.5, benchmarkReturn: 0.04 },
    ]);
    // The benchmark earned 6 %; x is 20 % over, in a segment 2 % better than the benchmark.
    expect(effects[0]?.allocation).toBeCloseTo(0.2 * 0.02, 15);
    expect(effects[0]?.selection).toBeCloseTo(0.5 * 0.02, 15);
    expect(effects[0]?.interaction).toBeCloseTo(0.2 * 0.02, 15);
    expect(total(effects.map((e) => e.total))).toBeCloseTo(0.7 * 0.1 + 0.3 * 0.02 - 0.06, 15);
  });

  it('add up to the active return of any weights that add up to one', () => {
    const rate = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    const segment = fc.record({
      w: fc.integer({ min: 1, max: 9 }),
      b: fc.integer({ min: 1, max: 9 }),
      own: rate,
      theirs: rate,
    });
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 8 }), (list) => {
        const ws = total(list.map((s) => s.w));
        const bs = total(list.map((s) => s.b));
        const segments = list.map((s, i) => ({
          name: `s${i}`,
          weight: s.w / ws,
          return: s.own,
          benchmarkWeight: s.b / bs,
          benchmarkReturn: s.theirs,
        }));
        const active = total(segments.map((s) => s.weight * s.return - s.benchmarkWeight * s.benchmarkReturn));
        const twice = addEffects([brinsonFachler(segments), brinsonFachler(segments)]);
        expect(Math.abs(total(twice.map((e) => e.total)) - 2 * active)).toBeLessThan(1e-12);
      }),
      { seed: 2 },
    );
  });
});

it('finds the loadings it was given, and alpha and contributions make the mean', () => {
  const random = createRandom('factors');
  const column = (): Float64Array => Float64Array.from({ length: 2000 }, () => 0.01 * random.normal());
  const [market, value] = [column(), column()];
  const returns = market.map((m, i) => 0.0004 + 1.3 * m - 0.4 * (value[i] as number) + 0.001 * random.normal());
  const fit = factorRegression(returns, [
    { name: 'market', values: market },
    { name: 'value', values: value },
  ]);
  expect(fit?.loadings[0]?.beta).toBeCloseTo(1.3, 1);
  expect(fit?.loadings[1]?.beta).toBeCloseTo(-0.4, 1);
  expect(Math.abs((fit?.loadings[0]?.beta ?? 0) - 1.3)).toBeLessThan(4 * (fit?.loadings[0]?.error ?? 0));
  expect((fit?.alpha ?? 0) + total(fit?.loadings.map((l) => l.contribution) ?? [])).toBeCloseTo(mean(returns), 14);
  expect(fit?.lags).toBe(7);
  expect(
    factorRegression(returns, [
      { name: 'a', values: market },
      { name: 'b', values: market },
    ]),
  ).toBeUndefined();
});

it('takes risk apart so that the parts add up', () => {
  const random = createRandom('risk');
  const positions = ['a', 'b', 'c'].map((name, k) => ({
    name,
    contributions: Float64Array.from({ length: 500 }, () => 0.01 * (k + 1) * random.normal()),
  }));
  const whole = positions[0]?.contributions.map((_, i) => total(positions.map((p) => p.contributions[i] as number)));
  const risk = riskContributions(positions, 0.05);
  expect(risk.volatility).toBeCloseTo(standardDeviation(whole ?? [], 1), 15);
  for (const name of ['volatility', 'valueAtRisk', 'expectedShortfall'] as const)
    expect(total(risk.parts.map((p) => p[name]))).toBeCloseTo(risk[name], 14);
  const sorted = [...(whole ?? [])].sort((a, b) => a - b);
  expect(risk.valueAtRisk).toBe(-(sorted[24] as number));
  expect(risk.expectedShortfall).toBeCloseTo(-mean(sorted.slice(0, 25)), 14);
  // Independent positions carry risk in proportion to their variance.
  expect((risk.parts[2]?.volatility ?? 0) / (risk.parts[0]?.volatility ?? 1)).toBeGreaterThan(5);
});

it('finds eigenvectors of a symmetric matrix', () => {
  const { values, vectors } = symmetricEigen([
    [2, 1, 0],
    [1, 2, 0],
    [0, 0, 5],
  ]);
  expect([...values].map((v) => Number(v.toFixed(12)))).toEqual([5, 3, 1]);
  expect(Math.abs(vectors[1]?.[0] as number)).toBeCloseTo(Math.SQRT1_2, 12);
  expect(total([...(vectors[0] as Float64Array)].map((v, i) => v * (vectors[1]?.[i] as number)))).toBeCloseTo(0, 12);
});

it('explains a run: profits, effects, factors and risk each add up', () => {
  const dataset = smallMarket({ bars: 900, symbols: 4 });
  const spec = {
    ...crossingSpec,
    symbols: ['SA', 'SB', 'SC', 'SD'],
    maxOpenPositions: 4,
    sizing: { kind: 'percent-of-equity', percent: 25 } as const,
  };
  const outcome = createEvaluate({ ...studyOf(dataset, spec), dataset })({});
  const a = attribute(outcome, spec, dataset);
  expect(outcome.trades.length).toBeGreaterThan(20);
  for (const list of [a.bySymbol, a.bySector, a.bySide])
    expect(total(list.map((c) => c.pnl)) + a.openPnl).toBeCloseTo(a.totalPnl, 6);
  const { brinson } = a;
  if (brinson === null) throw new Error('there are bars');
  expect(total(brinson.segments.map((s) => s.total)) + brinson.trading).toBeCloseTo(
    brinson.own - brinson.benchmark,
    10,
  );
  // Costs and the way from open to close on entry and exit: small beside what was earned and lost.
  expect(Math.abs(brinson.trading)).toBeLessThan(0.25);
  expect(total(a.risk.parts.map((p) => p.volatility))).toBeCloseTo(a.risk.volatility, 12);
  expect(a.risk.parts.find((p) => p.name === 'trading')?.volatility).toBeLessThan(0.35 * a.risk.volatility);
  expect(a.factors?.loadings[0]?.name).toBe('INDEX');
  expect(a.factors?.rSquared).toBeGreaterThan(0);
});
