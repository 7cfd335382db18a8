/** Page's one-sided cumulative sum for a fall of the mean (Page 1954), with Siegmund's run lengths (Siegmund 1985, section II). */

export interface CusumRule {
  /** Mean of one observation when all is well. */
  readonly expectedMean: number;
  /** Standard deviation of one observation, positive. */
  readonly deviation: number;
  /** Slack in deviations: half of the fall that is to be noticed soonest. */
  readonly slack: number;
  /** Sum, in deviations, at which it alarms. */
  readonly threshold: number;
}

/** The sum after one more observation; 0 at the beginning, never below it. */
export const cusumStep = (rule: CusumRule, sum: number, observation: number): number =>
  Math.max(0, sum + (rule.expectedMean - observation) / rule.deviation - rule.slack);

/**
 * Observations until an alarm on average, when the mean has fallen by so many deviations (0 = all is well).
 * Siegmund's approximation with the correction of 1.166 for the overshoot.
 */
export function cusumRunLength({ slack, threshold }: Pick<CusumRule, 'slack' | 'threshold'>, fall: number): number {
  const drift = fall - slack;
  const height = threshold + 1.166;
  if (Math.abs(drift) < 1e-9) return height ** 2;
  const x = 2 * drift * height;
  return (Math.exp(-x) + x - 1) / (2 * drift ** 2);
}

/**
 * The threshold at which a false alarm comes once in so many observations on average.
 * @param runLength above 1
 */
export function cusumThreshold(slack: number, runLength: number): number {
  let low = 0;
  let high = 1;
  while (cusumRunLength({ slack, threshold: high }, 0) < runLength) high *= 2;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (cusumRunLength({ slack, threshold: middle }, 0) < runLength) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
