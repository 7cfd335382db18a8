/** Whole shares as near to weights as money allows, as a mixed-integer programme. */
import type { SideAllocator } from '../discrete-allocation.ts';
import { type LinearSolver, RowBuilder } from './solver.ts';

/** Least `sum |w V - x p| + cash` over whole numbers of shares x whose cost is at most V (PyPortfolioOpt's programme). */
export function integerSide(solver: LinearSolver): SideAllocator {
  return (weights, prices, money) => {
    const n = weights.length;
    const rows = new RowBuilder();
    for (let i = 0; i < n; i++) {
      const [price, wanted] = [prices[i] as number, (weights[i] as number) * money];
      rows.add(wanted, Number.POSITIVE_INFINITY, [
        [i, price],
        [n + i, 1],
      ]);
      rows.add(Number.NEGATIVE_INFINITY, wanted, [
        [i, price],
        [n + i, -1],
      ]);
    }
    rows.add(
      0,
      money,
      Array.from(prices, (p, i) => [i, p] as const),
    );
    const found = solver.solve({
      cost: Float64Array.from({ length: 2 * n }, (_, j) => (j < n ? -(prices[j] as number) : 1)),
      lower: new Float64Array(2 * n),
      upper: Float64Array.from({ length: 2 * n }, (_, j) =>
        // A share of what nobody wants gains nothing.
        j < n ? ((weights[j] as number) > 0 ? Math.floor(money / (prices[j] as number)) : 0) : Number.POSITIVE_INFINITY,
      ),
      integer: Uint8Array.from({ length: 2 * n }, (_, j) => (j < n ? 1 : 0)),
      rows,
    });
    if (!found.ok) return found;
    const shares = Int32Array.from({ length: n }, (_, i) => Math.round(found.value.x[i] as number));
    return {
      ok: true,
      value: { shares, leftover: shares.reduce((left, s, i) => left - s * (prices[i] as number), money) },
    };
  };
}
