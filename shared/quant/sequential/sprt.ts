/** Wald's sequential probability ratio test of a mean (Wald 1945, "Sequential Tests of Statistical Hypotheses"). */

export interface SprtRule {
  /** Mean of one observation when all is well. */
  readonly expectedMean: number;
  /** Mean of one observation when the edge is gone; another value than `expectedMean`. */
  readonly goneMean: number;
  /** Standard deviation of one observation, positive. */
  readonly deviation: number;
  /** Chance of saying "gone" although all is well, 0 to 0.5. */
  readonly falseAlarm: number;
  /** Chance of saying "well" although the edge is gone, 0 to 0.5. */
  readonly missed: number;
}

/** Log-likelihood ratios at which the test ends: at `gone` and above the edge is gone, at `well` and below all is well. */
export const sprtBounds = ({ falseAlarm, missed }: SprtRule): { readonly gone: number; readonly well: number } => ({
  gone: Math.log((1 - missed) / falseAlarm),
  well: Math.log(missed / (1 - falseAlarm)),
});

/** What one observation adds to the log-likelihood ratio of "gone" against "well". */
export const sprtStep = ({ expectedMean, goneMean, deviation }: SprtRule, observation: number): number =>
  ((goneMean - expectedMean) / deviation ** 2) * (observation - (expectedMean + goneMean) / 2);

/**
 * Observations the test takes on average until it ends, by Wald's approximation.
 * @param truth whether the observations come from the expected mean or from the mean without the edge
 */
export function sprtExpectedLength(rule: SprtRule, truth: 'well' | 'gone'): number {
  const { gone, well } = sprtBounds(rule);
  const perStep = (rule.expectedMean - rule.goneMean) ** 2 / (2 * rule.deviation ** 2);
  return truth === 'gone'
    ? ((1 - rule.missed) * gone + rule.missed * well) / perStep
    : -((1 - rule.falseAlarm) * well + rule.falseAlarm * gone) / perStep;
}
