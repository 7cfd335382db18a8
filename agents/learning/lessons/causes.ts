/** What each kind of failure teaches: a cause, a weight, and the words of claim and falsifier. */
import type { TopicData } from '../../../shared/bus/topics.ts';
import type { CheckResult } from '../../../shared/bus/topics-strategy.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import { evidenceChecks } from '../gate/evidence/index.ts';
import { criteria } from '../gate/index.ts';

type Verdict = TopicData<'validation.verdict'>;

/** Weight of a failure: how strongly to avoid what was tried. A near miss is worth coming back to. */
const weights: Readonly<Record<string, number>> = {
  'too-few-trades': -0.3,
  'short-record': -0.5,
  'no-edge': -0.6,
  overfitted: -0.7,
  decayed: -0.4,
  'deep-drawdown': -0.4,
  'eaten-by-costs': -0.5,
  'intrabar-luck': -0.4,
  'benchmark-clone': -0.3,
  'no-better-than-holding': -0.4,
  'luck-of-the-search': 0.2,
  'lonely-peak': -0.3,
  'overfitted-search': -0.2,
  'no-better-than-chance': -0.5,
  'works-on-noise': -0.3,
  'too-large-for-the-market': -0.2,
  unprotected: -0.5,
  'live-rules': -0.3,
  'look-ahead': -1,
  'settled-start': -0.4,
  rejected: -0.6,
};

const causeOf = new Map([...criteria, ...evidenceChecks].map((c) => [c.name, c.cause]));

export interface Cause {
  readonly cause: string;
  readonly weight: number;
  readonly check: CheckResult | undefined;
}

/** The first failing check names the cause; a pass weighs more the surer it is. */
export function causeOfVerdict(verdict: Verdict): Cause {
  if (verdict.verdict === 'go') {
    const weight = 0.6 + 0.4 * Math.max(0, Math.min(1, verdict.deflatedSharpe ?? 0));
    return { cause: 'passed', weight, check: undefined };
  }
  const check = verdict.checks.find((c) => !c.passed);
  const cause = (check && (causeOf.get(check.check) ?? check.check)) ?? 'refused';
  // A record that is losing outright is worse than one that merely falls short.
  const losing = verdict.sharpe !== null && verdict.sharpe < 0 ? -0.2 : 0;
  return { cause, weight: Math.max(-1, (weights[cause] ?? -0.3) + losing), check };
}

export const rejectionWeight = weights.rejected as number;

const said: Readonly<Record<string, string>> = {
  'too-few-trades': 'trades too rarely to prove anything',
  'short-record': 'has a record too short or too weak to tell from zero',
  'no-edge': 'shows no edge even where it was looked for',
  overfitted: 'does not hold in the sealed part',
  decayed: 'loses most of its strength in the sealed part',
  'deep-drawdown': 'falls too deep on its way',
  'eaten-by-costs': 'trades so much that costs could eat it',
  'intrabar-luck': 'lives on the order of prices inside a bar',
  'benchmark-clone': 'is the benchmark under another name',
  'no-better-than-holding': 'adds too little to holding its own symbols',
  'lonely-peak': 'earns with these parameters and not with their neighbours',
  'overfitted-search': 'was picked from a search whose winners do not last',
  'no-better-than-chance': 'earns no more than the same gains and losses with their signs drawn by lot',
  'works-on-noise': 'earns as much on markets whose bars were put in another order',
  'too-large-for-the-market': 'trades more than its symbols can bear',
  unprotected: 'is not closed in time by a crash',
  'luck-of-the-search': 'earns, but not more than the best of so many trials would by luck',
};

/** `Mean-reversion with rsi and sma ...`. */
export function subjectOf(spec: StrategySpec, features: readonly string[]): string {
  const named = features.slice(0, 4).join(', ');
  return `${spec.family.charAt(0).toUpperCase()}${spec.family.slice(1)}${named ? ` with ${named}` : ''}`;
}

export function claimOf(spec: StrategySpec, features: readonly string[], cause: Cause, verdict: Verdict): string {
  const subject = `${subjectOf(spec, features)} on ${spec.symbols.length} symbols`;
  if (cause.cause === 'passed') return `${subject} passes the gate: ${verdict.reason}`.slice(0, 400);
  const words = said[cause.cause] ?? `fails the check ${cause.cause}`;
  return `${subject} ${words}: ${cause.check?.evidence ?? verdict.reason}`.slice(0, 400);
}

export function falsifierOf(spec: StrategySpec, cause: string): string {
  if (cause === 'passed')
    return `A later ${spec.family} strategy with the same functions fails on data that nobody has looked at.`;
  return `Another ${spec.family} strategy with the same functions passes the gate on this dataset.`;
}
