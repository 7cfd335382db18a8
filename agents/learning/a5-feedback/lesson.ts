/** Makes a lesson of a verdict: what failed, how much it says about the family and its functions, and what would prove it wrong. */
import type { TopicData } from '../../../shared/bus/topics.ts';
import type { Lesson } from '../../../shared/bus/topics-strategy.ts';
import { hashOf } from '../../../shared/core/canonical.ts';
import { ruleFeatures } from '../../../shared/strategy/compile.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';

type Verdict = TopicData<'validation.verdict'>;

/** What is known of a strategy beside its verdict. */
export interface Judged {
  readonly spec: StrategySpec;
  /** Regime when it was proposed; `unknown` when nobody said. */
  readonly regime: string;
  /** Annual Sharpe ratio of the part the generator may learn from; null before a backtest or where undefined. */
  readonly inSampleSharpe: number | null;
}

/** The cause of a refusal: the name of the first check that failed. */
export const causeOf = (verdict: Pick<Verdict, 'verdict' | 'checks' | 'decidedBy'>): string =>
  verdict.verdict === 'go'
    ? 'passed'
    : (verdict.checks.find((c) => !c.passed)?.check ?? `refused-by-${verdict.decidedBy}`).slice(0, 60);

/**
 * How much more (1) or less (-1) of its kind is wanted. A pass counts by its in-sample Sharpe ratio; a refusal weighs less the
 * nearer the in-sample record came to a good one, so that a near miss is varied and a failure is left.
 */
export function weightOf(passed: boolean, decidedBy: string, inSampleSharpe: number | null): number {
  const quality = Math.max(-1, Math.min(2, inSampleSharpe ?? 0));
  if (passed) return Math.min(1, 0.5 + 0.25 * Math.max(0, quality));
  // A refusal before any backtest is about how the rule was written, not about its family.
  if (decidedBy === 'D5') return -0.3;
  return -0.15 - 0.25 * (1 - quality / 2);
}

const familyWords = (family: string): string => family.replaceAll('-', ' ');

export function lessonOfVerdict(verdict: Verdict, judged: Judged): Lesson {
  const { spec, regime, inSampleSharpe } = judged;
  const passed = verdict.verdict === 'go';
  const cause = causeOf(verdict);
  const features = ruleFeatures(spec).slice(0, 40);
  const made = features.length === 0 ? 'plain prices' : features.slice(0, 5).join(', ');
  const claim = passed
    ? `A ${familyWords(spec.family)} rule made of ${made} passed every gate in a ${regime} market: ${verdict.reason}`
    : `A ${familyWords(spec.family)} rule made of ${made} was refused in a ${regime} market: ${verdict.reason}`;
  return {
    lessonId: `ls-${hashOf([verdict.specHash, verdict.datasetId, cause]).slice(0, 12)}`,
    claim: claim.slice(0, 400),
    cause,
    family: spec.family,
    features,
    regime,
    weight: Math.max(-1, Math.min(1, weightOf(passed, verdict.decidedBy, inSampleSharpe))),
    falsifier: passed
      ? 'Its paper record falls below the worst case of its backtest, or the next variants of its kind are refused.'
      : `A variant of its kind passes "${cause}" on other data without more variants tried.`,
    evidence: [verdict.strategyId, ...(verdict.reportHash === null ? [] : [verdict.reportHash])],
  };
}

/** A person's no is worth more than a gate's: it concerns the kind, whatever its figures. */
export function lessonOfRejection(strategyId: string, reason: string, judged: Judged): Lesson {
  const { spec, regime } = judged;
  return {
    lessonId: `ls-${hashOf(['rejected', strategyId, reason]).slice(0, 12)}`,
    claim: `The trader rejected "${spec.name}": ${reason}`.slice(0, 400),
    cause: 'rejected-by-person',
    family: spec.family,
    features: ruleFeatures(spec).slice(0, 40),
    regime,
    weight: -0.6,
    falsifier: 'The trader approves a strategy of this kind.',
    evidence: [strategyId],
  };
}
