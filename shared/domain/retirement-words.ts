/** A retirement rule in plain words. */
import type { RetirementRule } from './retirement.ts';

/** The rule in two sentences, for the dossier. */
export function retirementWords(rule: RetirementRule): string {
  const years = (bars: number): string => `${(bars / rule.barsPerYear).toFixed(1)} years`;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return (
    `Retired when its returns speak for an edge of nothing rather than ${percent(rule.expectedMean * rule.barsPerYear)} a year ` +
    `(wrong in ${percent(rule.sprt.falseAlarm)} of cases, missed in ${percent(rule.sprt.missed)}; an edge that is gone is noticed in about ${years(rule.sprt.barsToNotice)}). ` +
    `Paused when the cumulative sum alarms (by accident about every ${years(rule.cusum.falseAlarmBars)}) or at a fall of ${percent(rule.pauseDrawdown)} from its peak.`
  );
}
