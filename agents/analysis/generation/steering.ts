/** Turns remembered lessons into chances: which families, functions and parents the next draws favour. */
import type { TopicData } from '../../../shared/bus/topics.ts';
import type { Lesson } from '../../../shared/bus/topics-strategy.ts';
import { type StrategyFamily, strategyFamilies } from '../../../shared/strategy/spec.ts';
import type { Template } from '../grammar/template.ts';

export type Guidance = TopicData<'strategy.guidance'>;

/** How strongly a feature weight of 1 tilts a draw: e^2, about seven to one. */
const tilt = 2;

const meanWeight = (features: readonly string[], weights: Readonly<Record<string, number>>): number =>
  features.length === 0 ? 0 : features.reduce((sum, f) => sum + (weights[f] ?? 0), 0) / features.length;

/** Factor by which functions that lessons speak about make a draw likelier. */
export const featureFactor = (features: readonly string[], weights: Readonly<Record<string, number>>): number =>
  Math.exp(tilt * meanWeight(features, weights));

export const familyWeight = (guidance: Guidance, family: StrategyFamily): number => guidance.familyWeights[family] ?? 0;

/**
 * How many of `count` templates each family gets: its weight's share, rounded by largest remainder, so that a sampling
 * weight shows in the generation and not only on average.
 */
export function familyQuotas(guidance: Guidance, count: number): Map<StrategyFamily, number> {
  const total = strategyFamilies.reduce((sum, f) => sum + familyWeight(guidance, f), 0);
  const shares = strategyFamilies.map((family) => ({
    family,
    share: count * (total > 0 ? familyWeight(guidance, family) / total : 1 / strategyFamilies.length),
  }));
  const quotas = new Map(shares.map(({ family, share }) => [family, Math.floor(share)]));
  let left = count - [...quotas.values()].reduce((a, b) => a + b, 0);
  for (const { family } of [...shares].sort((a, b) => (b.share % 1) - (a.share % 1))) {
    if (left-- <= 0) break;
    quotas.set(family, (quotas.get(family) ?? 0) + 1);
  }
  return quotas;
}

/** Chances of the templates of one family. */
export const templateWeights = (templates: readonly Template[], guidance: Guidance): number[] =>
  templates.map((t) => featureFactor(t.features, guidance.featureWeights));

/** The lesson that bears most on a family and its functions, for the rationale. */
export function lessonFor(guidance: Guidance, family: StrategyFamily, features: readonly string[]): Lesson | undefined {
  const bearing = (lesson: Lesson): number =>
    Math.abs(lesson.weight) *
    ((lesson.family === family ? 1 : 0) + lesson.features.filter((f) => features.includes(f)).length * 0.25);
  let best: Lesson | undefined;
  for (const lesson of guidance.lessons)
    if (bearing(lesson) > 0.2 && (!best || bearing(lesson) > bearing(best))) best = lesson;
  return best;
}

/** One or two sentences: what was drawn, how likely that was, and the lesson that steered it. */
export function rationaleOf(
  what: string,
  family: StrategyFamily,
  features: readonly string[],
  guidance: Guidance,
): string {
  const share = Math.round(100 * familyWeight(guidance, family));
  const said = [`${what}; the ${family} family weighs ${share} % of the draws.`];
  const strong = features
    .map((f) => ({ f, weight: guidance.featureWeights[f] ?? 0 }))
    .filter(({ weight }) => Math.abs(weight) >= 0.1)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.f < b.f ? -1 : 1))
    .slice(0, 3);
  if (strong.length > 0)
    said.push(`Memory says of ${strong.map(({ f, weight }) => `${f} ${weight.toFixed(2)}`).join(', ')}.`);
  const lesson = lessonFor(guidance, family, features);
  if (lesson) said.push(`Lesson ${lesson.lessonId}: ${lesson.claim}`);
  return said.join(' ').slice(0, 600);
}
