/** What a check is: facts about one candidate in, one finding in a trader's words out. */
import type { CheckResult } from '../../../shared/bus/topics-strategy.ts';
import type { DatasetManifest } from '../../../shared/domain/dataset.ts';
import type { CompiledStrategy } from '../../../shared/strategy/compile.ts';
import type { LookAheadJobOutput } from '../../engine/jobs/look-ahead.ts';
import type { RuleActivityJobOutput } from '../../engine/jobs/rule-activity.ts';
import type { WarmUpJobOutput } from '../../engine/jobs/warm-up.ts';
import type { GeneratedSourcesJobOutput } from '../jobs/generated-sources.ts';

/** What the specification and the manifest say: nothing was run for it. */
export interface SpecFacts {
  readonly compiled: CompiledStrategy;
  readonly manifest: DatasetManifest;
}

/** All that a check may look at; the findings were made in the pool, on real bars. */
export interface CheckFacts extends SpecFacts {
  readonly activity: RuleActivityJobOutput;
  readonly lookAhead: LookAheadJobOutput;
  readonly warmUp: WarmUpJobOutput;
  /** What was read of the generated code; without files where none was written. */
  readonly sources: GeneratedSourcesJobOutput;
}

type Answer = Omit<CheckResult, 'check'>;

/** Cheap checks need the specification alone; the others are asked only when those pass. */
export type Check =
  | { readonly name: string; readonly needs: 'spec'; readonly run: (facts: SpecFacts) => Answer }
  | { readonly name: string; readonly needs: 'studies'; readonly run: (facts: CheckFacts) => Answer };

export const defineSpecCheck = (check: {
  readonly name: string;
  readonly run: (facts: SpecFacts) => Answer;
}): Check => ({
  ...check,
  needs: 'spec',
});
export const defineCheck = (check: { readonly name: string; readonly run: (facts: CheckFacts) => Answer }): Check => ({
  ...check,
  needs: 'studies',
});

/** `12.3 %`. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
