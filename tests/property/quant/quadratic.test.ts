/** What must hold of every quadratic programme: a feasible answer that satisfies the conditions of a minimum, or a true refusal. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../../shared/core/random.ts';
import { loadHighs } from '../../../shared/quant/optimizer/linear/highs.ts';
import { type LinearSolver, RowBuilder } from '../../../shared/quant/optimizer/linear/solver.ts';
import { solveQuadratic } from '../../../shared/quant/optimizer/quadratic/active-set.ts';
import type { QuadraticProblem } from '../../../shared/quant/optimizer/quadratic/problem.ts';
import { kktResidual, objectiveOf, problemOf, shapes, violation } from '../../support/quadratic-problems.ts';

let solver: LinearSolver;
beforeAll(async () => {
  solver = await loadHighs();
});

/** The linear solver's word on whether any point keeps the constraints. */
function isFeasible(problem: QuadraticProblem): boolean {
  const rows = new RowBuilder();
  for (const row of problem.rows) rows.add(row.low, row.high, row.coefficients.entries());
  const { lower, upper } = problem;
  return solver.solve({ cost: new Float64Array(lower.length), lower, upper, rows }).ok;
}

describe('the active set search', () => {
  test('answers what satisfies the conditions of a minimum, or refuses what has no feasible point', () => {
    let [solved, refused] = [0, 0];
    fc.assert(
      fc.property(shapes(), (shape) => {
        const problem = problemOf(shape);
        const found = solveQuadratic(problem);
        if (!found.ok) {
          refused++;
          expect(found.error.code, JSON.stringify(shape)).toBe('infeasible');
          expect(isFeasible(problem), JSON.stringify(shape)).toBe(false);
          return;
        }
        solved++;
        const { x, objective } = found.value;
        expect(violation(problem, x), `violation ${JSON.stringify(shape)}`).toBeLessThanOrEqual(1e-9);
        const scale = Math.max(1, shape.reward);
        expect(kktResidual(problem, found.value), `conditions ${JSON.stringify(shape)}`).toBeLessThanOrEqual(
          1e-8 * scale,
        );
        expect(objective).toBeCloseTo(objectiveOf(problem, x), 12);
      }),
      { numRuns: 1500, seed: 11 },
    );
    expect(solved).toBeGreaterThan(750);
    expect(refused).toBeGreaterThan(50);
  });

  test('programmes that were once answered wrongly: nearly as many binding constraints as weights', () => {
    for (const shape of [
      { seed: 668572848, size: 12, factors: 20, rows: 4, kind: 'capped', reward: 0.05 },
      { seed: 787189169, size: 14, factors: 20, rows: 5, kind: 'capped', reward: 1 },
      { seed: 139882811, size: 30, factors: 13, rows: 2, kind: 'capped', reward: 1 },
    ] as const) {
      expect(solveQuadratic(problemOf(shape))).toMatchObject({ ok: false, error: { code: 'infeasible' } });
      expect(isFeasible(problemOf(shape))).toBe(false);
    }
  });

  test('is beaten by no point between it and another feasible one', () => {
    fc.assert(
      fc.property(shapes(), fc.integer(), (shape, seed) => {
        const problem = problemOf(shape);
        const found = solveQuadratic(problem);
        if (!found.ok) return;
        const random = createRandom(seed);
        for (let k = 0; k < 5; k++) {
          // Another feasible point: the minimum of another random objective under the same constraints.
          const other = solveQuadratic({ ...problem, linear: problem.linear.map(() => random.normal()) });
          if (!other.ok) continue;
          const share = random.next();
          const x = found.value.x.map((v, j) => (1 - share) * v + share * (other.value.x[j] as number));
          const best = found.value.objective;
          expect(objectiveOf(problem, x)).toBeGreaterThanOrEqual(best - 1e-10 * Math.max(1, Math.abs(best)));
        }
      }),
      { numRuns: 300, seed: 12 },
    );
  });

  test('ends in the same place from any working set', () => {
    fc.assert(
      fc.property(shapes(), (shape) => {
        const problem = problemOf({ ...shape, factors: 2 * shape.size + 2 });
        const first = solveQuadratic(problem);
        if (!first.ok) return;
        const elsewhere = solveQuadratic({ ...problem, linear: problem.linear.map((v) => 3 - 2 * v) });
        if (!elsewhere.ok) return;
        const again = solveQuadratic(problem, elsewhere.value);
        if (!again.ok) throw new Error(again.error.message);
        // A minimum is flat: weights agree as far as the objective can tell them apart.
        expect(Math.abs(again.value.objective - first.value.objective)).toBeLessThanOrEqual(
          1e-11 * Math.max(1, Math.abs(first.value.objective)),
        );
      }),
      { numRuns: 500, seed: 13 },
    );
  });

  test('solves plain linear programmes to the optimum of the linear solver', () => {
    fc.assert(
      fc.property(shapes(), (shape) => {
        if (shape.kind === 'free') return;
        const given = problemOf({ ...shape, reward: 1 });
        const problem = { ...given, matrix: given.matrix.map((row) => new Float64Array(row.length)) };
        const rows = new RowBuilder();
        for (const row of problem.rows) rows.add(row.low, row.high, row.coefficients.entries());
        const theirs = solver.solve({ cost: problem.linear, lower: problem.lower, upper: problem.upper, rows });
        const mine = solveQuadratic(problem);
        expect(mine.ok, JSON.stringify(shape)).toBe(theirs.ok);
        if (mine.ok && theirs.ok)
          expect(Math.abs(mine.value.objective - theirs.value.objective)).toBeLessThanOrEqual(1e-9);
      }),
      { numRuns: 500, seed: 14 },
    );
  });

  test('a degenerate corner, a fixed variable, a repeated row: an answer all the same', () => {
    const ones = Float64Array.of(1, 1, 1);
    const base: QuadraticProblem = {
      names: ['a', 'b', 'c'],
      matrix: [Float64Array.of(2, 0, 0), Float64Array.of(0, 2, 0), Float64Array.of(0, 0, 2)],
      linear: Float64Array.of(-1, -1, 0),
      lower: Float64Array.of(0, 0, 0.5),
      upper: Float64Array.of(0.25, 0.25, 0.5),
      rows: [
        { name: 'sum', coefficients: ones, low: 1, high: 1 },
        { name: 'sum again', coefficients: ones, low: 1, high: 1 },
        { name: 'twice the sum', coefficients: ones.map((v) => 2 * v), low: 1.5, high: 2 },
      ],
    };
    const found = solveQuadratic(base);
    if (!found.ok) throw new Error(found.error.message);
    expect([...found.value.x].map((v) => Number(v.toFixed(12)))).toEqual([0.25, 0.25, 0.5]);
    const none = solveQuadratic({
      ...base,
      rows: [...base.rows, { name: 'sum of 2', coefficients: ones, low: 2, high: 2 }],
    });
    expect(none).toMatchObject({ ok: false, error: { code: 'infeasible' } });
    if (!none.ok) expect(none.error.message).toContain('sum of 2');
    const endless = solveQuadratic({
      ...base,
      matrix: base.matrix.map((row) => row.map(() => 0)),
      lower: ones.map(() => Number.NEGATIVE_INFINITY),
      upper: ones.map(() => Number.POSITIVE_INFINITY),
    });
    expect(endless).toMatchObject({ ok: false, error: { code: 'unbounded' } });
  });
});
