/** Hierarchical risk parity: capital is split down a tree of alike assets, by the risk of each half. */
import { type Result, refuse } from '../../core/result.ts';
import { cluster, type Linkage, leafOrder } from './linkage.ts';

export interface HierarchicalPortfolio {
  readonly weights: Float64Array;
  /** Numbers of the assets as the tree orders them. */
  readonly order: readonly number[];
}

/** Variance of the inverse-variance portfolio of some assets. */
export function clusterVariance(covariance: readonly ArrayLike<number>[], assets: readonly number[]): number {
  let total = 0;
  let sum = 0;
  for (const i of assets) {
    const row = covariance[i] as ArrayLike<number>;
    const share = 1 / (row[i] as number);
    total += share;
    let inner = 0;
    for (const j of assets) inner += (row[j] as number) / ((covariance[j] as ArrayLike<number>)[j] as number);
    sum += share * inner;
  }
  return sum / (total * total);
}

function hasGap(row: Float64Array): boolean {
  for (let j = 0; j < row.length; j++) if (Number.isNaN(row[j] as number)) return true;
  return false;
}

const toDistance = (correlation: number): number => Math.sqrt(Math.min(1, Math.max(0, (1 - correlation) / 2)));

/**
 * López de Prado, Building diversified portfolios that outperform out of sample (2016). Needs no inverse, so the matrix may be
 * singular; weights are positive and add up to 1.
 * @param correlation may differ from the covariance's own when histories are ragged
 */
export function hierarchicalRiskParity(
  covariance: readonly Float64Array[],
  correlation: readonly Float64Array[],
  linkage: Linkage = 'single',
): Result<HierarchicalPortfolio> {
  const n = covariance.length;
  const still = covariance.findIndex((row, i) => !((row[i] as number) > 0));
  if (still >= 0)
    return refuse('no-risk', `Asset ${still + 1} has no variance: its share would be everything.`, {
      where: `covariance, row ${still + 1}`,
      fix: 'Leave out assets whose price never moves.',
    });
  const gap = correlation.findIndex(hasGap);
  if (gap >= 0)
    return refuse('unknown-risk', `Asset ${gap + 1} has no known correlation with another.`, {
      where: `correlation, row ${gap + 1}`,
      fix: 'Assets need at least two rows in common: leave out those with too short a history.',
    });
  if (n === 1) return { ok: true, value: { weights: Float64Array.of(1), order: [0] } };
  const order = leafOrder(cluster(correlation, linkage, toDistance));
  const places = Int32Array.from(order);
  const inverse = Float64Array.from(order, (i) => 1 / ((covariance[i] as Float64Array)[i] as number));
  const shares = new Float64Array(n).fill(1);
  const variance = (from: number, to: number): number => {
    let total = 0;
    let sum = 0;
    for (let i = from; i < to; i++) {
      const row = covariance[places[i] as number] as Float64Array;
      total += inverse[i] as number;
      let inner = 0;
      for (let j = from; j < to; j++) inner += (row[places[j] as number] as number) * (inverse[j] as number);
      sum += (inverse[i] as number) * inner;
    }
    return sum / (total * total);
  };
  const open: [number, number][] = [[0, n]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [from, to] = next;
    if (to - from < 2) continue;
    const middle = from + Math.floor((to - from) / 2);
    const [first, second] = [variance(from, middle), variance(middle, to)];
    const share = 1 - first / (first + second);
    for (let i = from; i < to; i++) shares[i] = (shares[i] as number) * (i < middle ? share : 1 - share);
    open.push([from, middle], [middle, to]);
  }
  const weights = new Float64Array(n);
  for (const [place, asset] of order.entries()) weights[asset] = shares[place] as number;
  return { ok: true, value: { weights, order } };
}
