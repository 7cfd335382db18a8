/** Search method CMA-ES: covariance matrix adaptation (Hansen, "The CMA Evolution Strategy: A Tutorial", 2016, its default constants). */
import { symmetricEigen } from '../../../../../shared/quant/statistics/symmetric-eigen.ts';
import { type Axis, numberOf, type Point, sizeOf } from '../space.ts';
import type { SearchMethod } from './method.ts';

interface Sample {
  readonly x: Float64Array;
  readonly point: Point;
}

/** Generations without a new point after which the distribution has settled. */
const stale = 10;

/** Written here because no kept package for JavaScript has it. Axes are scaled to 0..1; points are rounded to values. */
export const cmaEs: SearchMethod = {
  name: 'cma-es',
  description: 'covariance matrix adaptation evolution strategy (Hansen 2016)',
  start(space, { budget, random }) {
    const n = space.length;
    const most = Math.min(budget, sizeOf(space));
    const lambda = Math.max(8, 4 + Math.floor(3 * Math.log(n)));
    const mu = Math.floor(lambda / 2);
    const raw = Float64Array.from({ length: mu }, (_, i) => Math.log((lambda + 1) / 2) - Math.log(i + 1));
    const total = raw.reduce((a, b) => a + b, 0);
    const weights = raw.map((w) => w / total);
    const effective = 1 / weights.reduce((sum, w) => sum + w * w, 0);
    const cSigma = (effective + 2) / (n + effective + 5);
    const dSigma = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + cSigma;
    const cC = (4 + effective / n) / (n + 4 + (2 * effective) / n);
    const c1 = 2 / ((n + 1.3) ** 2 + effective);
    const cMu = Math.min(1 - c1, (2 * (effective - 2 + 1 / effective)) / ((n + 2) ** 2 + effective));
    const expected = Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));

    let mean = new Float64Array(n).fill(0.5);
    let sigma = 0.3;
    const covariance = Array.from({ length: n }, (_, i) =>
      Float64Array.from({ length: n }, (_v, j) => (i === j ? 1 : 0)),
    );
    let pathSigma = new Float64Array(n);
    let pathC = new Float64Array(n);
    let generation = 0;
    let unchanged = 0;
    let pending: Sample[] = [];
    let eigen = symmetricEigen(covariance);
    const asked = new Map<number, number | null>();

    const draw = (): Sample => {
      const z = Float64Array.from({ length: n }, () => random.normal());
      const x = mean.map((m, i) => {
        let y = 0;
        for (let k = 0; k < n; k++)
          y += (eigen.vectors[k]?.[i] as number) * Math.sqrt(Math.max(0, eigen.values[k] as number)) * (z[k] as number);
        return Math.min(1, Math.max(0, m + sigma * y));
      });
      const point = space.map((axis: Axis, d) => Math.round((x[d] as number) * (axis.values.length - 1)));
      return { x, point };
    };

    /** One step of the tutorial's algorithm from the ranked samples. */
    const adapt = (ranked: readonly Sample[]): void => {
      const old = mean;
      mean = mean.map((_, d) =>
        ranked.slice(0, mu).reduce((sum, s, i) => sum + (weights[i] as number) * (s.x[d] as number), 0),
      );
      const step = mean.map((m, d) => (m - (old[d] as number)) / sigma);
      const whitened = new Float64Array(n);
      for (let k = 0; k < n; k++) {
        const vector = eigen.vectors[k] as Float64Array;
        const along =
          vector.reduce((sum, v, d) => sum + v * (step[d] as number), 0) /
          Math.sqrt(Math.max(1e-20, eigen.values[k] as number));
        for (let d = 0; d < n; d++) whitened[d] = (whitened[d] as number) + along * (vector[d] as number);
      }
      const keep = Math.sqrt(cSigma * (2 - cSigma) * effective);
      pathSigma = pathSigma.map((p, d) => (1 - cSigma) * p + keep * (whitened[d] as number));
      const length = Math.hypot(...pathSigma);
      const isSlow = length / Math.sqrt(1 - (1 - cSigma) ** (2 * (generation + 1))) < (1.4 + 2 / (n + 1)) * expected;
      const reach = isSlow ? Math.sqrt(cC * (2 - cC) * effective) : 0;
      pathC = pathC.map((p, d) => (1 - cC) * p + reach * (step[d] as number));
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          const row = covariance[i] as Float64Array;
          let rankMu = 0;
          for (let s = 0; s < mu; s++) {
            const x = (ranked[s] as Sample).x;
            rankMu +=
              ((weights[s] as number) *
                (((x[i] as number) - (old[i] as number)) * ((x[j] as number) - (old[j] as number)))) /
              (sigma * sigma);
          }
          const lost = isSlow ? 0 : cC * (2 - cC) * (row[j] as number);
          row[j] =
            (1 - c1 - cMu) * (row[j] as number) +
            c1 * ((pathC[i] as number) * (pathC[j] as number) + lost) +
            cMu * rankMu;
        }
      sigma = Math.min(1, Math.max(1e-4, sigma * Math.exp((cSigma / dSigma) * (length / expected - 1))));
      eigen = symmetricEigen(covariance);
      generation++;
    };

    return {
      ask() {
        while (asked.size < most && unchanged < stale) {
          pending = Array.from({ length: lambda }, draw);
          const fresh = new Map<number, Point>();
          for (const { point } of pending) {
            const id = numberOf(space, point);
            if (!asked.has(id) && asked.size + fresh.size < most) fresh.set(id, point);
          }
          if (fresh.size > 0) {
            unchanged = 0;
            return [...fresh.values()];
          }
          unchanged++;
          this.tell([]);
        }
        return [];
      },
      tell(scored) {
        for (const { point, score } of scored) asked.set(numberOf(space, point), score);
        const worth = ({ point }: Sample): number => asked.get(numberOf(space, point)) ?? Number.NEGATIVE_INFINITY;
        adapt([...pending].sort((a, b) => worth(b) - worth(a)));
      },
    };
  },
};
