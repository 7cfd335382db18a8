/** Cuts a history into training and test windows that move forward: anchored at the start or rolling, with bars left out between them. */
import { type Result, refuse } from '../../../../shared/core/result.ts';

export interface WalkForwardOptions {
  /** Bars of the first training window; of every one when rolling. */
  readonly train: number;
  readonly test: number;
  /** Training always begins at the first bar. */
  readonly anchored: boolean;
  /** Bars left out before a test: trades or labels that reach over the border. */
  readonly purge: number;
  /** More bars left out, for what lingers in indicators and in the market. */
  readonly embargo: number;
}

/** Rows `from` to `to`, not included. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}
export interface TrainTest {
  readonly train: Rows;
  readonly test: Rows;
}

/** Tests follow each other without gap or overlap; the last one is as long as the history lets it be, at least half of the others. */
export function walkForwardWindows(bars: number, options: WalkForwardOptions): Result<TrainTest[]> {
  const { train, test, anchored } = options;
  const gap = options.purge + options.embargo;
  const windows: TrainTest[] = [];
  for (let from = train + gap; bars - from >= test / 2; from += test) {
    const trainTo = from - gap;
    windows.push({
      train: { from: anchored ? 0 : trainTo - train, to: trainTo },
      test: { from, to: Math.min(bars, from + test) },
    });
  }
  if (windows.length > 0) return { ok: true, value: windows };
  return refuse('too-short', `${bars} bars are too few for a training window of ${train} and a test of ${test}.`, {
    where: '--train, --test',
    fix: `Make both together at most ${Math.max(0, bars - gap)} bars.`,
  });
}
