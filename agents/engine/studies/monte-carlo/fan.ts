/** Reads many paths together: bands over time, and how far return and drawdown spread. */
import { mean, quantiles, standardDeviation } from '../../../../shared/quant/statistics/moments.ts';
import type { PathFigures } from './paths.ts';

export const fanLevels = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
export const distributionLevels = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

export interface Distribution {
  readonly mean: number;
  readonly deviation: number;
  /** By the levels of `distributionLevels`. */
  readonly quantiles: readonly { readonly level: number; readonly value: number }[];
  /** Share of the paths that did worse than what really happened. */
  readonly actualRank: number;
}

export interface Fan {
  readonly paths: number;
  /** Growth of 1: for each level a value at each moment. */
  readonly bands: readonly { readonly level: number; readonly values: readonly number[] }[];
  readonly totalReturn: Distribution;
  readonly maxDrawdown: Distribution;
  readonly lossProbability: number;
  /** Share of the paths that fell below the ruin level at any time, and the standard error of that share. */
  readonly ruinProbability: number;
  readonly ruinError: number;
}

function distribution(values: Float64Array, actual: number): Distribution {
  const at = quantiles(values, distributionLevels);
  return {
    mean: mean(values),
    deviation: standardDeviation(values, 1),
    quantiles: distributionLevels.map((level, k) => ({ level, value: at[k] as number })),
    actualRank: values.reduce((worse, v) => worse + (v < actual ? 1 : 0), 0) / values.length,
  };
}

/** Values of the fan's levels at one moment: sorted once, whatever the number of levels. */
export function levelsAt(paths: readonly PathFigures[], moment: number): readonly number[] {
  const values = new Float64Array(paths.length);
  for (let i = 0; i < values.length; i++) values[i] = paths[i]?.growth[moment] as number;
  return quantiles(values, fanLevels);
}

/**
 * @param ruin growth of 1 below which an account counts as ruined, e.g. 0.5
 * @param levels of {@link levelsAt} by moment, where the caller has spread that work
 */
export function fanOf(
  paths: readonly PathFigures[],
  actual: PathFigures,
  ruin: number,
  levels: readonly (readonly number[])[] = Array.from(actual.growth, (_, moment) => levelsAt(paths, moment)),
): Fan {
  const points = actual.growth.length;
  const returnOf = (p: PathFigures): number => (p.growth[points - 1] as number) - 1;
  const returns = Float64Array.from(paths, returnOf);
  const ruined = paths.reduce((sum, p) => sum + (p.lowest < ruin ? 1 : 0), 0) / paths.length;
  return {
    paths: paths.length,
    bands: fanLevels.map((level, k) => ({ level, values: levels.map((at) => at[k] as number) })),
    totalReturn: distribution(returns, returnOf(actual)),
    maxDrawdown: distribution(
      Float64Array.from(paths, (p) => p.maxDrawdown),
      actual.maxDrawdown,
    ),
    lossProbability: returns.reduce((sum, r) => sum + (r < 0 ? 1 : 0), 0) / paths.length,
    ruinProbability: ruined,
    ruinError: Math.sqrt((ruined * (1 - ruined)) / paths.length),
  };
}
