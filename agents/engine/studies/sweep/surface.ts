/** The shape of a sweep's result: a table of two parameters, and whether a good point stands on a plateau or on a needle. */
import { numberOf, type ParameterSpace, type Point } from './space.ts';

export interface ScoredPoint {
  readonly point: Point;
  readonly score: number | null;
}

export interface HeatMap {
  readonly x: string;
  readonly y: string;
  readonly xValues: readonly number[];
  readonly yValues: readonly number[];
  /** Row by row (y), the best score over all other parameters; null where nothing with a score was tried. */
  readonly scores: readonly (readonly (number | null)[])[];
}

/** @param x,y numbers of two axes */
export function heatMap(space: ParameterSpace, tried: readonly ScoredPoint[], x: number, y: number): HeatMap {
  const [across, down] = [space[x], space[y]];
  if (across === undefined || down === undefined) throw new RangeError(`the space has no axes ${x} and ${y}`);
  const scores = down.values.map(() => across.values.map((): number | null => null));
  for (const { point, score } of tried) {
    const row = scores[point[y] as number] as (number | null)[];
    const held = row[point[x] as number] ?? null;
    if (score !== null && (held === null || score > held)) row[point[x] as number] = score;
  }
  return { x: across.name, y: down.name, xValues: across.values, yValues: down.values, scores };
}

export interface Plateau {
  /** Tried points next to it: one step away in one or more parameters. */
  readonly neighbours: number;
  /** Share of them that keep at least `keep` of its score; null without neighbours or for a score that is not above 0. */
  readonly stableShare: number | null;
  /** Mean and lowest score of the neighbours, those without one counted as 0 in the mean; null without neighbours. */
  readonly meanScore: number | null;
  readonly lowestScore: number | null;
  readonly keep: number;
}

/** How the surroundings of a point do: a robust optimum has neighbours that are nearly as good. */
export function plateauOf(
  space: ParameterSpace,
  tried: readonly ScoredPoint[],
  centre: ScoredPoint,
  keep = 0.6,
): Plateau {
  const scores = new Map(tried.map(({ point, score }) => [numberOf(space, point), score]));
  const around: (number | null)[] = [];
  const walk = (d: number, point: number[], moved: boolean): void => {
    if (d === space.length) {
      const score = scores.get(numberOf(space, point));
      if (moved && score !== undefined) around.push(score);
      return;
    }
    const here = centre.point[d] as number;
    for (const step of [-1, 0, 1]) {
      const next = here + step;
      if (next >= 0 && next < (space[d]?.values.length ?? 0)) walk(d + 1, [...point, next], moved || step !== 0);
    }
  };
  walk(0, [], false);
  const known = around.filter((score) => score !== null);
  const own = centre.score ?? 0;
  return {
    neighbours: around.length,
    stableShare:
      around.length === 0 || !(own > 0) ? null : known.filter((score) => score >= keep * own).length / around.length,
    meanScore:
      around.length === 0 ? null : around.reduce<number>((sum, score) => sum + (score ?? 0), 0) / around.length,
    lowestScore: known.length === 0 ? null : Math.min(...known),
    keep,
  };
}
