/** The quality gate: which series of a dataset are good enough for research, and why the others are not. */
import type { DatasetManifest, SeriesInfo } from '../../shared/domain/dataset.ts';

/** Least quality score and least number of bars of a series that research may use. */
export const leastScore = 0.5;
export const leastBars = 60;

export interface GateAnswer {
  readonly passed: readonly SeriesInfo[];
  readonly refused: readonly { readonly series: SeriesInfo; readonly reason: string }[];
}

/** Splits a dataset's series; the reason of a refusal is a sentence. */
export function passQuality(manifest: DatasetManifest): GateAnswer {
  const passed: SeriesInfo[] = [];
  const refused: { series: SeriesInfo; reason: string }[] = [];
  for (const series of manifest.series) {
    const name = `${series.symbol} (${series.timeframe})`;
    if (series.bars < leastBars)
      refused.push({ series, reason: `${name} has ${series.bars} bars; research needs at least ${leastBars}.` });
    else if (series.qualityScore < leastScore) {
      const worst = series.issues.find((i) => !i.repaired) ?? series.issues[0];
      refused.push({
        series,
        reason: `${name} has a quality score of ${series.qualityScore.toFixed(2)}, below ${leastScore}${worst === undefined ? '' : `: ${worst.text}`}.`,
      });
    } else passed.push(series);
  }
  return { passed, refused };
}
