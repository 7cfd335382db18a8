/** Puts what is remembered into the sampling of the next generation. */
import type { TopicData } from '../../../shared/bus/topics.ts';
import type { Lesson } from '../../../shared/bus/topics-strategy.ts';
import type { Random } from '../../../shared/core/random.ts';
import { type StrategyFamily, strategyFamilies } from '../../../shared/strategy/spec.ts';
import { familyWeights, featureWeights } from './bandit.ts';

export type Guidance = TopicData<'strategy.guidance'>;

/** A tested candidate by what the generator may know of it: the in-sample part only. */
export interface Scored {
  readonly strategyId: string;
  readonly family: StrategyFamily;
  readonly score: number;
}

const mostParents = 10;
const mostOfOneFamily = 3;
const leastScore = 0.2;

/** In-sample Sharpe ratio, discounted for few trades and for a deep fall; 0 where undefined. */
export function inSampleScore({ sharpe, trades, maxDrawdown }: TopicData<'validation.report'>['inSample']): number {
  if (sharpe === null) return 0;
  return sharpe * Math.min(1, trades / 40) * (1 - Math.min(0.9, Math.abs(maxDrawdown ?? 0)));
}

/** The best first, at most a few of one family, so that a generation does not descend from one idea. */
export function chooseParents(scored: readonly Scored[]): string[] {
  const taken = new Map<StrategyFamily, number>();
  const out: string[] = [];
  const ordered = [...scored].sort((a, b) => b.score - a.score || (a.strategyId < b.strategyId ? -1 : 1));
  for (const { strategyId, family, score } of ordered) {
    const held = taken.get(family) ?? 0;
    if (score < leastScore || held >= mostOfOneFamily || out.length >= mostParents) continue;
    taken.set(family, held + 1);
    out.push(strategyId);
  }
  return out;
}

/** The lessons that say most, newest first among equals. */
function strongest(lessons: readonly Lesson[], most: number): Lesson[] {
  return lessons
    .map((lesson, i) => ({ lesson, i }))
    .sort((a, b) => Math.abs(b.lesson.weight) - Math.abs(a.lesson.weight) || b.i - a.i)
    .slice(0, most)
    .map(({ lesson }) => lesson);
}

/** `generation` is the one now complete; -1 before the first. Lessons are oldest first. */
export function makeGuidance(
  generation: number,
  lessons: readonly Lesson[],
  scored: readonly Scored[],
  random: Random,
): Guidance {
  const families = familyWeights(lessons, random);
  const features = featureWeights(lessons);
  const parents = chooseParents(scored);
  return {
    generation,
    familyWeights: families,
    featureWeights: features,
    lessons: strongest(lessons, 50),
    parents,
    summary: summaryOf(lessons, families, features, parents.length),
  };
}

function summaryOf(
  lessons: readonly Lesson[],
  families: Readonly<Record<StrategyFamily, number>>,
  features: Readonly<Record<string, number>>,
  parents: number,
): string {
  if (lessons.length === 0) return 'Nothing is remembered yet: every family is tried alike.';
  const byWeight = [...strategyFamilies].sort((a, b) => families[b] - families[a]);
  const share = (family: StrategyFamily | undefined): string =>
    family ? `${family} (${Math.round(100 * families[family])} %)` : '';
  const listed = Object.entries(features).sort((a, b) => b[1] - a[1]);
  const sought = listed.filter(([, w]) => w > 0.05).slice(0, 3);
  const avoided = listed.filter(([, w]) => w < -0.05).slice(-3);
  const causes = new Map<string, number>();
  for (const { cause } of lessons) causes.set(cause, (causes.get(cause) ?? 0) + 1);
  const [cause, count] = [...causes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0] ?? ['', 0];
  return [
    `${lessons.length} lessons, ${count} of them ${cause}.`,
    `Most draws go to ${share(byWeight[0])} and ${share(byWeight[1])}, fewest to ${share(byWeight.at(-1))}.`,
    sought.length > 0 ? `Sought: ${sought.map(([f]) => f).join(', ')}.` : '',
    avoided.length > 0 ? `Avoided: ${avoided.map(([f]) => f).join(', ')}.` : '',
    parents > 0 ? `${parents} candidates are worth descending from.` : '',
  ]
    .filter(Boolean)
    .join(' ')
    .slice(0, 600);
}
