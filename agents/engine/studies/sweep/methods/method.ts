/** What a search method is: it is asked for points and told their scores, batch by batch. */
import type { Random } from '../../../../../shared/core/random.ts';
import type { ParameterSpace, Point } from '../space.ts';

export interface SearchOptions {
  /** Most distinct points that may be tried. */
  readonly budget: number;
  readonly random: Random;
}

/** A point with its score; higher is better, null where there is none (no trade, a ruined account). */
export interface Scored {
  readonly point: Point;
  readonly score: number | null;
}

export interface Search {
  /**
   * The next points, all of which may run at once; none when the search is over. Batches depend on the space, the seed and the
   * scores told, never on how many workers there are.
   */
  ask(): readonly Point[];
  tell(scored: readonly Scored[]): void;
}

export interface SearchMethod {
  readonly name: string;
  /** One sentence with its source. */
  readonly description: string;
  start(space: ParameterSpace, options: SearchOptions): Search;
}
