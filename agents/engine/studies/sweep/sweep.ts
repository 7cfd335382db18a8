/** What a sweep is asked, what it answers, and the two ways of running its points. */
import type { Result } from '../../../../shared/core/result.ts';
import type { BarColumns } from '../../../../shared/domain/bar.ts';
import type { Dataset } from '../../../kernel/ports.ts';
import type { Window } from '../../backtest/performance.ts';
import type { StudyRequest } from '../../jobs/study-request.ts';
import type { StudyRuntime, StudyWatch } from '../dispatch.ts';
import type { ObjectiveName } from './objective.ts';
import type { ParameterSpace, Point } from './space.ts';
import type { HeatMap, Plateau } from './surface.ts';
import type { VariantFigures, VariantSummary } from './variant.ts';

export interface SweepRequest {
  readonly study: StudyRequest;
  readonly space: ParameterSpace;
  readonly method: string;
  /** Most variants tried. */
  readonly budget: number;
  readonly objective: ObjectiveName;
  readonly leastTrades: number;
  readonly seed: number;
  /** `fast` refuses strategies the kernels cannot run, `full` always takes the engine. */
  readonly engine: 'auto' | 'fast' | 'full';
  readonly kernel?: 'vector' | 'plain';
  readonly window?: Window;
}

/** A tried variant. */
export interface Variant {
  readonly point: Point;
  readonly parameters: Readonly<Record<string, number>>;
  readonly score: number | null;
  readonly summary: VariantSummary;
}

export interface SweepResult {
  /** In the order in which the method asked for them; each once. */
  readonly variants: readonly Variant[];
  /** Variants tried: what the ledger of trials has to grow by. */
  readonly tried: number;
  /** Points of the space. */
  readonly size: number;
  /** The best score, the earlier one among equals; null when no variant has a score. */
  readonly best: Variant | null;
  readonly plateau: Plateau | null;
  /** Over the first two parameters; null for a single one. */
  readonly heatMap: HeatMap | null;
  readonly engine: 'fast' | 'full';
  /** Why the kernels were not used, or what they leave out. */
  readonly notes: readonly string[];
  /** True when it was stopped before its end. */
  readonly stopped: boolean;
  /** Bytes of shared memory for prices, columns and states; 0 with the full engine. */
  readonly sharedBytes: number;
}

/** Runs points; undefined where it was stopped before. */
export interface PointRunner {
  run(points: readonly Point[]): Promise<Result<readonly (VariantFigures | undefined)[]>>;
  readonly sharedBytes: () => number;
}

export interface SweepContext {
  readonly runtime: StudyRuntime;
  readonly watch: StudyWatch;
  readonly dataset: Dataset;
  /** Hears of every batch of variants as it is tried: also of those of a study that is stopped later. */
  readonly onTried?: (variants: readonly Variant[]) => void;
}

/** Rows of a window in a series. */
export function rowsOf(
  bars: Pick<BarColumns, 'closeTime'>,
  window: Window = {},
): { readonly first: number; readonly end: number } {
  const { closeTime } = bars;
  let first = 0;
  while (first < closeTime.length && (closeTime[first] as number) < (window.from ?? Number.NEGATIVE_INFINITY)) first++;
  let end = first;
  while (end < closeTime.length && (closeTime[end] as number) <= (window.to ?? Number.POSITIVE_INFINITY)) end++;
  return { first, end };
}
