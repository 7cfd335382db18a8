/** Distribution of unit-root statistics: MacKinnon's p-values (1994) and critical values (2010) for one and two series. */
import { normalCdf } from './normal.ts';

/** Deterministic terms: none, constant, constant and trend, constant, trend and its square. */
export type Trend = 'n' | 'c' | 'ct' | 'ctt';

interface Surface {
  /** Statistic below which the left polynomial holds, and the ends beyond which p is 0 or 1. */
  readonly star: number;
  readonly least: number;
  readonly most: number;
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Rows for 1 %, 5 % and 10 %: a polynomial in 1/n. */
  readonly critical: readonly (readonly number[])[];
}

const surface = (
  ends: readonly [star: number, least: number, most: number],
  left: readonly [number, number, number],
  right: readonly [number, number, number, number],
  critical: Surface['critical'],
): Surface => ({
  star: ends[0],
  least: ends[1],
  most: ends[2],
  // The tables print the higher terms in hundredths and tenths.
  left: [left[0], left[1], left[2] * 1e-2],
  right: [right[0], right[1] * 1e-1, right[2] * 1e-1, right[3] * 1e-2],
  critical,
});

/** By trend; first one series, then two. The table of critical values without a constant has no row for two. */
const surfaces: Readonly<Record<Trend, readonly [Surface, Surface]>> = {
  n: [
    surface(
      [-1.04, -19.04, Number.POSITIVE_INFINITY],
      [0.6344, 1.2378, 3.2496],
      [0.4797, 9.3557, -0.6999, 3.3066],
      [
        [-2.56574, -2.2358, -3.627, 0],
        [-1.941, -0.2686, -3.365, 31.223],
        [-1.61682, 0.2656, -2.714, 25.364],
      ],
    ),
    surface([-1.53, -19.62, 1.51], [1.9129, 1.3857, 3.5322], [1.5578, 8.558, -2.083, -3.3549], []),
  ],
  c: [
    surface(
      [-1.61, -18.83, 2.74],
      [2.1659, 1.4412, 3.8269],
      [1.7339, 9.3202, -1.2745, -1.0368],
      [
        [-3.43035, -6.5393, -16.786, -79.433],
        [-2.86154, -2.8903, -4.234, -40.04],
        [-2.56677, -1.5384, -2.809, 0],
      ],
    ),
    surface(
      [-2.62, -18.86, 0.92],
      [2.92, 1.5012, 3.9796],
      [2.1945, 6.4695, -2.9198, -4.2377],
      [
        [-3.89644, -10.9519, -33.527, 0],
        [-3.33613, -6.1101, -6.823, 0],
        [-3.04445, -4.2412, -2.72, 0],
      ],
    ),
  ],
  ct: [
    surface(
      [-2.89, -16.18, 0.7],
      [3.2512, 1.6047, 4.9588],
      [2.5261, 6.1654, -3.7956, -6.0285],
      [
        [-3.95877, -9.0531, -28.428, -134.155],
        [-3.41049, -4.3904, -9.036, -45.374],
        [-3.12705, -2.5856, -3.925, -22.38],
      ],
    ),
    surface(
      [-3.19, -21.15, 0.63],
      [3.6646, 1.5419, 3.6448],
      [2.85, 5.272, -3.6622, -5.1695],
      [
        [-4.32762, -15.4387, -35.679, 0],
        [-3.78057, -9.5106, -12.074, 0],
        [-3.49631, -7.0815, -7.538, 21.892],
      ],
    ),
  ],
  ctt: [
    surface(
      [-3.21, -17.17, 0.54],
      [4.0003, 1.658, 4.8288],
      [3.0778, 4.9529, -4.1477, -5.9359],
      [
        [-4.37113, -11.5882, -35.819, -334.047],
        [-3.83239, -5.9057, -12.49, -118.284],
        [-3.55326, -3.6596, -5.293, -63.559],
      ],
    ),
    surface(
      [-3.51, -21.1, 0.79],
      [4.3534, 1.6016, 3.7947],
      [3.4713, 5.967, -3.2507, -4.2286],
      [
        [-4.69276, -20.2284, -64.919, 88.884],
        [-4.15387, -13.3114, -28.402, 72.741],
        [-3.87346, -10.4637, -17.408, 66.313],
      ],
    ),
  ],
};

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((value, c) => value * x + c, 0);

/** Probability of a statistic this low or lower when there is a unit root. */
export function mackinnonPValue(statistic: number, trend: Trend, series: 1 | 2): number {
  const s = surfaces[trend][series - 1] as Surface;
  if (statistic > s.most) return 1;
  if (statistic < s.least) return 0;
  return normalCdf(polynomial(statistic <= s.star ? s.left : s.right, statistic));
}

/** Critical values at 1, 5 and 10 % for so many observations; empty where MacKinnon gives none. */
export const mackinnonCritical = (trend: Trend, series: 1 | 2, observations: number): readonly number[] =>
  (surfaces[trend][series - 1] as Surface).critical.map((row) => polynomial(row, 1 / observations));
