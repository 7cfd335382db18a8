/** Hierarchical clustering of a distance matrix, with the merge order and the child order of SciPy. */

export const linkages = ['single', 'average', 'complete', 'ward'] as const;
export type Linkage = (typeof linkages)[number];

/** A merge of two clusters: numbers below n are leaves, n + i is the i-th merge; the smaller number stands first. */
export interface Merge {
  readonly left: number;
  readonly right: number;
  readonly distance: number;
}

interface Pair {
  readonly a: number;
  readonly b: number;
  readonly distance: number;
}

/** The minimum spanning tree (Prim), which single linkage reads its merges from. */
function spanningTree(rows: readonly ArrayLike<number>[], toDistance: (value: number) => number): Pair[] {
  const n = rows.length;
  const nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const done = new Uint8Array(n);
  const pairs: Pair[] = [];
  let at = 0;
  for (let k = 0; k < n - 1; k++) {
    done[at] = 1;
    const row = rows[at] as ArrayLike<number>;
    let next = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < n; i++) {
      if (done[i] === 1) continue;
      const distance = toDistance(row[i] as number);
      if ((nearest[i] as number) > distance) nearest[i] = distance;
      if ((nearest[i] as number) < least) {
        least = nearest[i] as number;
        next = i;
      }
    }
    pairs.push({ a: at, b: next, distance: least });
    at = next;
  }
  return pairs;
}

/** Lance and Williams' formulas: the distance of a merged cluster to a third one. */
const merged: Record<
  Exclude<Linkage, 'single'>,
  (dx: number, dy: number, dxy: number, x: number, y: number, i: number) => number
> = {
  average: (dx, dy, _, x, y) => (x * dx + y * dy) / (x + y),
  complete: (dx, dy) => Math.max(dx, dy),
  ward: (dx, dy, dxy, x, y, i) => Math.sqrt(((x + i) * dx * dx + (y + i) * dy * dy - i * dxy * dxy) / (x + y + i)),
};

/** The nearest neighbour chain (Murtagh 1985; Müllner 2011): each cluster follows its nearest until two are mutual. */
function neighbourChain(given: readonly ArrayLike<number>[], linkage: Exclude<Linkage, 'single'>): Pair[] {
  const n = given.length;
  const d: Float64Array[] = given.map((row) => Float64Array.from(row));
  const size = new Int32Array(n).fill(1);
  const chain: number[] = [];
  const pairs: Pair[] = [];
  for (let k = 0; k < n - 1; k++) {
    if (chain.length === 0) chain.push(size.findIndex((s) => s > 0));
    for (;;) {
      const x = chain.at(-1) as number;
      const previous = chain.at(-2);
      const row = d[x] as Float64Array;
      let y = previous ?? -1;
      let least = previous === undefined ? Number.POSITIVE_INFINITY : (row[previous] as number);
      for (let i = 0; i < n; i++) {
        if (i === x || size[i] === 0 || !((row[i] as number) < least)) continue;
        least = row[i] as number;
        y = i;
      }
      if (previous !== undefined && y === previous) {
        chain.length -= 2;
        const [a, b] = x < y ? [x, y] : [y, x];
        pairs.push({ a, b, distance: least });
        const [na, nb] = [size[a] as number, size[b] as number];
        size[a] = 0;
        size[b] = na + nb;
        const [rowA, rowB] = [d[a] as Float64Array, d[b] as Float64Array];
        for (let i = 0; i < n; i++) {
          if (size[i] === 0 || i === b) continue;
          const value = merged[linkage](rowA[i] as number, rowB[i] as number, least, na, nb, size[i] as number);
          rowB[i] = value;
          (d[i] as Float64Array)[b] = value;
        }
        break;
      }
      chain.push(y);
    }
  }
  return pairs;
}

/**
 * n - 1 merges by rising distance.
 * @param rows a symmetric matrix of what `toDistance` turns into distances
 */
export function cluster(
  rows: readonly Float64Array[],
  linkage: Linkage,
  toDistance: (value: number) => number = (value) => value,
): Merge[] {
  const n = rows.length;
  const pairs =
    linkage === 'single'
      ? spanningTree(rows, toDistance)
      : neighbourChain(
          rows.map((row) => row.map(toDistance)),
          linkage,
        );
  const sorted = [...pairs].sort((p, q) => p.distance - q.distance);
  const parent = Int32Array.from({ length: 2 * n - 1 }, (_, i) => i);
  const root = (of: number): number => {
    let at = of;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number;
      at = parent[at] as number;
    }
    return at;
  };
  return sorted.map(({ a, b, distance }, i) => {
    const [x, y] = [root(a), root(b)];
    parent[x] = n + i;
    parent[y] = n + i;
    return { left: Math.min(x, y), right: Math.max(x, y), distance };
  });
}

/** The leaves from left to right. */
export function leafOrder(merges: readonly Merge[]): number[] {
  const n = merges.length + 1;
  const order: number[] = [];
  const stack = [2 * n - 2];
  while (stack.length > 0) {
    const at = stack.pop() as number;
    if (at < n) {
      order.push(at);
      continue;
    }
    const { left, right } = merges[at - n] as Merge;
    stack.push(right, left);
  }
  return order;
}
