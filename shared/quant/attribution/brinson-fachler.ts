/** Brinson and Fachler (Journal of Portfolio Management 11, 1985): what weights and what choices within segments brought against a benchmark. */

/** A segment in one period: weights at its beginning, returns over it. */
export interface Segment {
  readonly name: string;
  readonly weight: number;
  readonly return: number;
  readonly benchmarkWeight: number;
  readonly benchmarkReturn: number;
}

export interface SegmentEffect {
  readonly name: string;
  /** (w - b) (B_s - B): weight where the benchmark's segment beat the benchmark. */
  readonly allocation: number;
  /** b (R_s - B_s). */
  readonly selection: number;
  /** (w - b) (R_s - B_s). */
  readonly interaction: number;
  readonly total: number;
}

/** Effects of one period. They add up to the active return when each set of weights adds up to one (cash is a segment). */
export function brinsonFachler(segments: readonly Segment[]): SegmentEffect[] {
  const benchmark = segments.reduce((sum, s) => sum + s.benchmarkWeight * s.benchmarkReturn, 0);
  return segments.map(({ name, weight, return: own, benchmarkWeight, benchmarkReturn }) => {
    const over = weight - benchmarkWeight;
    const allocation = over * (benchmarkReturn - benchmark);
    const selection = benchmarkWeight * (own - benchmarkReturn);
    const interaction = over * (own - benchmarkReturn);
    return { name, allocation, selection, interaction, total: allocation + selection + interaction };
  });
}

/** Effects of many periods added up by segment, in the order in which segments first appear. */
export function addEffects(periods: readonly (readonly SegmentEffect[])[]): SegmentEffect[] {
  const sums = new Map<string, { allocation: number; selection: number; interaction: number; total: number }>();
  for (const period of periods)
    for (const effect of period) {
      let sum = sums.get(effect.name);
      if (sum === undefined) {
        sum = { allocation: 0, selection: 0, interaction: 0, total: 0 };
        sums.set(effect.name, sum);
      }
      sum.allocation += effect.allocation;
      sum.selection += effect.selection;
      sum.interaction += effect.interaction;
      sum.total += effect.total;
    }
  return [...sums].map(([name, sum]) => ({ name, ...sum }));
}
