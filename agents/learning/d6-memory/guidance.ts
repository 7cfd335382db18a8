/** What memory says about the next generation: functions to seek or avoid, parents to descend from, and a sentence on why. */
import type { TopicData } from '../../../shared/bus/topics.ts';
import type { Lesson } from '../../../shared/bus/topics-strategy.ts';
import type { Random } from '../../../shared/core/random.ts';
import { type StrategyFamily, strategyFamilies } from '../../../shared/strategy/spec.ts';
import { familyWeights } from './bandit.ts';

/** A judged candidate of this run, by what the generator may know of it. */
export interface Scored {
  readonly strategyId: string;
  readonly family: StrategyFamily;
  readonly passed: boolean;
  /** In-sample, annual; null when undefined or never tested. */
  readonly sharpe: number | null;
  readonly trades: number;
}

/** Lessons below this count pull a feature's weight towards nothing: n / (n + 4). */
const shrinkage = 4;
const mostFeatures = 60;
const mostParents = 10;
const mostParentsOfFamily = 3;
/** A record of fewer trades is luck, whatever its Sharpe ratio. */
const fewestParentTrades = 20;

/** Weight of each function relative to the average lesson, shrunk by how often it was seen. */
export function featureWeights(lessons: readonly Lesson[]): Record<string, number> {
  if (lessons.length === 0) return {};
  const mean = lessons.reduce((sum, l) => sum + l.weight, 0) / lessons.length;
  const seen = new Map<string, { sum: number; count: number }>();
  for (const lesson of lessons) {
    for (const feature of new Set(lesson.features)) {
      const row = seen.get(feature) ?? { sum: 0, count: 0 };
      row.sum += lesson.weight - mean;
      row.count += 1;
      seen.set(feature, row);
    }
  }
  const weights = [...seen]
    .map(([feature, { sum, count }]) => [feature, sum / (count + shrinkage), count] as const)
    .sort((a, b) => b[2] - a[2] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostFeatures)
    .map(([feature, weight]) => [feature, Math.max(-1, Math.min(1, weight))] as const);
  return Object.fromEntries(weights.sort((a, b) => (a[0] < b[0] ? -1 : 1)));
}

/** The best of the run so far by in-sample Sharpe ratio, at most three of a family. */
export function chooseParents(scored: readonly Scored[]): string[] {
  const perFamily = new Map<StrategyFamily, number>();
  return scored
    .filter((s) => s.sharpe !== null && s.sharpe > 0 && s.trades >= fewestParentTrades)
    .sort((a, b) => (b.sharpe ?? 0) - (a.sharpe ?? 0) || (a.strategyId < b.strategyId ? -1 : 1))
    .filter((s) => {
      const count = perFamily.get(s.family) ?? 0;
      perFamily.set(s.family, count + 1);
      return count < mostParentsOfFamily;
    })
    .slice(0, mostParents)
    .map((s) => s.strategyId);
}

/** Lessons that bear most, the newest first among equals. */
const strongest = (lessons: readonly Lesson[]): Lesson[] =>
  lessons
    .map((lesson, age) => ({ lesson, age }))
    .sort((a, b) => Math.abs(b.lesson.weight) - Math.abs(a.lesson.weight) || b.age - a.age)
    .slice(0, 50)
    .map(({ lesson }) => lesson);

const percent = (share: number): string => `${Math.round(100 * share)} %`;

function summaryOf(
  generation: number,
  own: readonly Lesson[],
  remembered: number,
  weights: Record<StrategyFamily, number>,
): string {
  const byWeight = [...strategyFamilies].sort((a, b) => weights[b] - weights[a] || (a < b ? -1 : 1));
  const [most = strategyFamilies[0]] = byWeight;
  const least = byWeight.at(-1) ?? most;
  const steer = `Most draws go to ${most} (${percent(weights[most])}), fewest to ${least} (${percent(weights[least])}).`;
  if (generation < 0)
    return remembered === 0 ? `Nothing is remembered yet. ${steer}` : `${remembered} lessons are remembered. ${steer}`;
  const passed = own.filter((l) => l.cause === 'passed').length;
  const causes = new Map<string, number>();
  for (const { cause } of own) if (cause !== 'passed') causes.set(cause, (causes.get(cause) ?? 0) + 1);
  const [worst] = [...causes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const why = worst === undefined ? '' : ` Most refusals: ${worst[0]} (${worst[1]}).`;
  return `Generation ${generation + 1}: ${passed} of ${own.length} passed.${why} ${steer}`;
}

/**
 * @param base lessons remembered before the run, oldest first
 * @param own lessons of the run so far, oldest first
 * @param last lessons of the generation that is complete
 */
export function makeGuidance(input: {
  readonly generation: number;
  readonly base: readonly Lesson[];
  readonly own: readonly Lesson[];
  readonly last: readonly Lesson[];
  readonly scored: readonly Scored[];
  readonly random: Random;
}): TopicData<'strategy.guidance'> {
  const lessons = [...input.base, ...input.own];
  const weights = familyWeights(lessons, input.random);
  return {
    generation: input.generation,
    familyWeights: weights,
    featureWeights: featureWeights(lessons),
    lessons: strongest(lessons),
    parents: chooseParents(input.scored),
    summary: summaryOf(input.generation, input.last, input.base.length, weights).slice(0, 600),
  };
}
