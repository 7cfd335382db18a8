/** What a check is: facts about one candidate in, one finding in a trader's words out. */
import type { CheckResult } from '../../../shared/bus/topics-strategy.ts';
import type { DatasetManifest } from '../../../shared/domain/dataset.ts';
import type { CompiledStrategy } from '../../../shared/strategy/compile.ts';
import type { LookAheadJobOutput } from '../../engine/jobs/look-ahead.ts';
import type { RuleActivityJobOutput } from '../../engine/jobs/rule-activity.ts';
import type { WarmUpJobOutput } from '../../engine/jobs/warm-up.ts';

/** All that a check may look at; the findings were made in the pool, on real bars. */
export interface CheckFacts {
  readonly compiled: CompiledStrategy;
  readonly manifest: DatasetManifest;
  readonly activity: RuleActivityJobOutput;
  readonly lookAhead: LookAheadJobOutput;
  readonly warmUp: WarmUpJobOutput;
}

export interface Check {
  readonly name: string;
  readonly run: (facts: CheckFacts) => Omit<CheckResult, 'check'>;
}

export const defineCheck = (check: Check): Check => check;

/** `12.3 %`. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
