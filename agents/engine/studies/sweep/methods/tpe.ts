/** Search method TPE: tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kegl, NeurIPS 2011), one parameter at a time. */
import type { Random } from '../../../../../shared/core/random.ts';
import { type Axis, numberOf, type Point, pointAt, sizeOf } from '../space.ts';
import type { Scored, SearchMethod } from './method.ts';
import { distinct } from './random.ts';

// Written here because no kept package for JavaScript has it: the density of the better points over that of the others says
// where to look.
const startPoints = 20;
/** Points of a batch; one batch runs at once. */
const batch = 8;
const candidates = 24;
/** Share of the tried points that count as good, and the most of them. */
const goodShare = 0.15;
const mostGood = 25;

/** Weight of each value of an axis: a triangle of kernels on the observed values over an even prior of one observation. */
function density(axis: Axis, seen: readonly number[]): Float64Array {
  const { length } = axis.values;
  const weights = new Float64Array(length).fill(1 / length);
  const width = Math.max(1, length / (1 + Math.sqrt(seen.length)) / 2);
  for (const centre of seen) {
    const kernel = new Float64Array(length);
    let total = 0;
    for (let v = 0; v < length; v++) {
      kernel[v] = Math.exp(-0.5 * ((v - centre) / width) ** 2);
      total += kernel[v] as number;
    }
    for (let v = 0; v < length; v++) weights[v] = (weights[v] as number) + (kernel[v] as number) / total;
  }
  return weights.map((w) => w / (1 + seen.length));
}

interface Densities {
  readonly better: readonly number[];
  readonly others: Float64Array;
}

/** The two densities of every axis after what was told. */
function densities(space: readonly Axis[], told: readonly Scored[]): Densities[] {
  const ranked = [...told].sort(
    (a, b) => (b.score ?? Number.NEGATIVE_INFINITY) - (a.score ?? Number.NEGATIVE_INFINITY),
  );
  const good = Math.max(1, Math.min(mostGood, Math.ceil(goodShare * ranked.length)));
  return space.map((axis, d) => {
    const value = ({ point }: Scored): number => point[d] as number;
    return {
      better: [...density(axis, ranked.slice(0, good).map(value))],
      others: density(axis, ranked.slice(good).map(value)),
    };
  });
}

/** Of some values drawn from the better density, the one where it outweighs the other most; axis by axis. */
const propose = (axes: readonly Densities[], random: Random): number[] =>
  axes.map(({ better, others }) => {
    let best = 0;
    let bestRatio = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < candidates; c++) {
      const v = random.weighted(better);
      const ratio = (better[v] as number) / (others[v] as number);
      if (ratio > bestRatio) {
        best = v;
        bestRatio = ratio;
      }
    }
    return best;
  });

export const tpe: SearchMethod = {
  name: 'tpe',
  description: 'tree-structured Parzen estimator (Bergstra et al. 2011)',
  start(space, { budget, random }) {
    const size = sizeOf(space);
    const most = Math.min(budget, size);
    const asked = new Set<number>();
    const told: Scored[] = [];
    const claim = (point: Point): boolean => {
      const n = numberOf(space, point);
      if (asked.has(n)) return false;
      asked.add(n);
      return true;
    };
    return {
      ask() {
        const left = most - asked.size;
        if (left <= 0) return [];
        if (told.length === 0)
          return distinct(Math.min(startPoints, most), size, random)
            .map((n) => pointAt(space, n))
            .filter(claim);
        const points: Point[] = [];
        const axes = densities(space, told);
        for (let tries = 0; points.length < Math.min(batch, left) && tries < 50 * batch; tries++) {
          const point = propose(axes, random);
          if (claim(point)) points.push(point);
        }
        // The densities name only points that were tried: look elsewhere.
        for (let n = 0; points.length === 0 && n < size; n++) {
          const point = pointAt(space, (n + random.int(size)) % size);
          if (claim(point)) points.push(point);
        }
        return points;
      },
      tell(scored) {
        told.push(...scored);
      },
    };
  },
};
