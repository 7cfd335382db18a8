/** What a criterion of the gate is: a report in, a measured value against its threshold out. */
import type { TopicData } from '../../../shared/bus/topics.ts';
import type { CheckResult } from '../../../shared/bus/topics-strategy.ts';
import type { TrialCount } from './trials.ts';

export type Report = TopicData<'validation.report'>;

export interface GateFacts {
  readonly report: Report;
  readonly trials: TrialCount;
  /** Probability that the Sharpe ratio is more than the luck of the search; null where undefined. */
  readonly deflatedSharpe: number | null;
}

export interface Criterion {
  readonly name: string;
  /** Machine name of the cause in lessons when it fails. */
  readonly cause: string;
  readonly run: (facts: GateFacts) => Omit<CheckResult, 'check'>;
}

export const defineCriterion = (criterion: Criterion): Criterion => criterion;

/** `1.23`, or `undefined` in words. */
export const ratio = (value: number | null): string => (value === null ? 'undefined' : value.toFixed(2));
export const percent = (share: number | null): string =>
  share === null ? 'undefined' : `${(100 * share).toFixed(1)} %`;

/** Passes where a value is known and at least the threshold. */
export const atLeast = (value: number | null, threshold: number, evidence: string): Omit<CheckResult, 'check'> => ({
  passed: value !== null && value >= threshold,
  evidence,
  value,
  threshold,
});
