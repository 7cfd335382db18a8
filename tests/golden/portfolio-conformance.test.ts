/** The optimizer against recorded answers of PyPortfolioOpt and exact solutions, where the reference folder is present. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Result } from '../../shared/core/result.ts';
import { constraintsOf } from '../../shared/quant/optimizer/constraints.ts';
import type { TurningPoint } from '../../shared/quant/optimizer/critical-line.ts';
import * as efficient from '../../shared/quant/optimizer/efficient.ts';
import { solveMeanVariance } from '../../shared/quant/optimizer/mean-variance.ts';
import { allAgree } from '../support/conformance.ts';
import { assetsOf, type Case, constraintsOfCase, expectAll, inOrder, must } from './portfolio-cases.ts';
import { judges, lineOf, loadSolver, reference } from './portfolio-judges.ts';

/** What is not matched, with the convention that differs. */
const listed: Readonly<Record<string, string>> = {
  'cla-turning-points':
    "the reference's clean-up of its list keeps one corner twice and loses the one where MA leaves; every other corner is equal (tested below)",
  'ef-errors':
    'of six errors five are refused alike; a market neutral portfolio whose bounds forbid short positions is refused here, where the reference replaces the bounds of the person by -1 to 1 with a warning',
};

describe.skipIf(reference === undefined)('portfolios (skipped without the reference folder)', () => {
  const cases = reference?.cases ?? [];
  const judged = cases.filter((c) => listed[c.id] === undefined);
  beforeAll(loadSolver);

  test.each(judged.map((c) => [c.id, c] as const))('%s', (_id, c) => {
    const judge = judges[c.fn];
    if (judge === undefined) throw new Error(`nothing judges ${c.fn}`);
    judge(c);
  });

  test('what the reference refuses is refused here, each with its reason', () => {
    const base = cases.find((c) => c.id === 'ef-minvol') as Case;
    const assets = assetsOf(base);
    const constraints = constraintsOfCase(base, assets.names);
    const codeOf = (result: Result<unknown>): string => (result.ok ? 'solved' : result.error.code);
    expect(codeOf(efficient.efficientRisk(assets, constraints, 0.1))).toBe('infeasible');
    expect(codeOf(efficient.efficientRisk(assets, constraints, -0.1))).toBe('bad-option');
    expect(codeOf(efficient.efficientReturn(assets, constraints, 0.6))).toBe('infeasible');
    expect(codeOf(efficient.maxSharpe(assets, constraints, 0.6))).toBe('no-excess-return');
    expect(codeOf(efficient.maxQuadraticUtility(assets, constraints, 0))).toBe('bad-option');
    expect(codeOf(constraintsOf(assets.names, { bounds: { low: 0, high: 1 }, marketNeutral: true }))).toBe(
      'bounds-contradict',
    );
  });

  test('every corner the reference keeps is ours, and the one it loses is a minimum', () => {
    const c = cases.find((other) => other.id === 'cla-turning-points') as Case;
    const { assets, points } = lineOf({ ...c, params: { ...c.params, expected_returns: 'mean_historical_return' } });
    const constraints = constraintsOfCase(c, assets.names);
    const theirs = (c.expected.points as { weights: Record<string, number> }[]).map((p) =>
      inOrder(p.weights, assets.names),
    );
    const isAt = (a: ArrayLike<number>, b: readonly number[]): boolean => allAgree(a, b, c.tolerance.weights);
    for (const corner of theirs) expect(points.some((p) => isAt(p.weights, corner))).toBe(true);
    const lost = points.filter((p) => !theirs.some((corner) => isAt(p.weights, corner)));
    expect(lost.length).toBe(1);
    const { weights, lambda } = lost[0] as TurningPoint;
    const exact = must(solveMeanVariance({ ...assets, risk: 0.5, reward: lambda, squares: 0 }, constraints));
    expectAll(weights, [...exact.weights], { abs: 1e-9 }, 'corner');
  });

  test('what is not matched is listed', () => {
    const core = judged.filter((c) => c.tags.includes('core')).length;
    console.info(
      `portfolio.json: ${judged.length} matched (${core} core), ${cases.length - judged.length} listed of ${cases.length}`,
    );
    for (const [id, reason] of Object.entries(listed)) console.info(`  listed ${id}: ${reason}`);
    expect([judged.length, cases.length]).toEqual([164, 166]);
  });
});
