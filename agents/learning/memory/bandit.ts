/** A Thompson bandit over strategy families: the share of draws in which a family looks best. */
import type { Lesson } from '../../../shared/bus/topics-strategy.ts';
import type { Random } from '../../../shared/core/random.ts';
import { type StrategyFamily, strategyFamilies } from '../../../shared/strategy/spec.ts';

/** Part of the weight that is spread evenly: no family is ever given up. */
const explored = 0.3;
const draws = 400;
/** An older lesson counts this much of the next newer one. */
const fading = 0.99;

/** Gamma variate of shape >= 1 (Marsaglia and Tsang 2000). */
function gammaDraw(shape: number, random: Random): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

const betaDraw = (a: number, b: number, random: Random): number => {
  const x = gammaDraw(a, random);
  return x / (x + gammaDraw(b, random));
};

/**
 * Sampling weights that sum to 1. A lesson's weight of -1 to 1 is a reward of 0 to 1; newer lessons (later in the list)
 * count more. Without lessons all families weigh the same.
 */
export function familyWeights(lessons: readonly Lesson[], random: Random): Record<StrategyFamily, number> {
  const won = new Map<StrategyFamily, number>(strategyFamilies.map((f) => [f, 1]));
  const lost = new Map<StrategyFamily, number>(strategyFamilies.map((f) => [f, 1]));
  lessons.forEach(({ family, weight }, i) => {
    const strength = fading ** (lessons.length - 1 - i);
    const reward = (weight + 1) / 2;
    won.set(family, (won.get(family) ?? 1) + strength * reward);
    lost.set(family, (lost.get(family) ?? 1) + strength * (1 - reward));
  });
  const best = new Map<StrategyFamily, number>(strategyFamilies.map((f) => [f, 0]));
  if (lessons.length > 0)
    for (let k = 0; k < draws; k++) {
      let top: StrategyFamily = strategyFamilies[0];
      let highest = -1;
      for (const family of strategyFamilies) {
        const value = betaDraw(won.get(family) ?? 1, lost.get(family) ?? 1, random);
        if (value > highest) {
          highest = value;
          top = family;
        }
      }
      best.set(top, (best.get(top) ?? 0) + 1);
    }
  const even = 1 / strategyFamilies.length;
  return Object.fromEntries(
    strategyFamilies.map((family) => [
      family,
      lessons.length === 0 ? even : explored * even + (1 - explored) * ((best.get(family) ?? 0) / draws),
    ]),
  ) as Record<StrategyFamily, number>;
}

/** Lessons that a function's mean is shrunk by: few say little. */
const shrink = 3;

/**
 * -1 to 1 per function: how much better or worse than the average lesson those that used it went, shrunk towards 0.
 * Functions without lessons are left out.
 */
export function featureWeights(lessons: readonly Lesson[]): Record<string, number> {
  if (lessons.length === 0) return {};
  const average = lessons.reduce((sum, l) => sum + l.weight, 0) / lessons.length;
  const sums = new Map<string, { sum: number; count: number }>();
  for (const { features, weight } of lessons)
    for (const feature of new Set(features)) {
      const held = sums.get(feature) ?? { sum: 0, count: 0 };
      sums.set(feature, { sum: held.sum + weight - average, count: held.count + 1 });
    }
  return Object.fromEntries(
    [...sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([feature, { sum, count }]) => [feature, Math.max(-1, Math.min(1, sum / (count + shrink)))]),
  );
}
