/** Thompson sampling over strategy families: more draws for what works, never none for the rest. */

import type { Lesson } from '../../../shared/bus/topics-strategy.ts';
import type { Random } from '../../../shared/core/random.ts';
import { type StrategyFamily, strategyFamilies } from '../../../shared/strategy/spec.ts';

/** Posterior draws per guidance: the share of draws a family wins has a standard error below 2.5 %. */
const draws = 400;
/** Share of the sampling spread evenly, so that no family starves on early bad luck. */
const exploration = 0.3;
/** Lessons older than this many newer ones of the same family count half. */
const halfLife = 40;

/** Gamma(shape >= 1, 1) by Marsaglia and Tsang, ACM TOMS 26 (2000), 363-372. */
function gamma(shape: number, random: Random): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = random.next();
    if (Math.log(1 - u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Beta(a, b) for a, b >= 1. */
const beta = (a: number, b: number, random: Random): number => {
  const x = gamma(a, random);
  return x / (x + gamma(b, random));
};

/** Evidence for and against each family: a lesson's weight of 1 is a whole success, -1 a whole failure. */
export function familyEvidence(lessons: readonly Lesson[]): Map<StrategyFamily, { wins: number; losses: number }> {
  const evidence = new Map(strategyFamilies.map((family) => [family, { wins: 0, losses: 0 }]));
  const newer = new Map<StrategyFamily, number>();
  for (const lesson of [...lessons].reverse()) {
    const age = newer.get(lesson.family) ?? 0;
    newer.set(lesson.family, age + 1);
    const worth = 0.5 ** (age / halfLife);
    const row = evidence.get(lesson.family);
    if (row === undefined) continue;
    row.wins += worth * ((lesson.weight + 1) / 2);
    row.losses += worth * ((1 - lesson.weight) / 2);
  }
  return evidence;
}

/** Sampling weights summing to 1: how often each family's posterior draw is the best, mixed with an even share. */
export function familyWeights(lessons: readonly Lesson[], random: Random): Record<StrategyFamily, number> {
  const evidence = familyEvidence(lessons);
  const best = new Map<StrategyFamily, number>(strategyFamilies.map((family) => [family, 0]));
  for (let i = 0; i < draws; i++) {
    let winner: StrategyFamily = strategyFamilies[0];
    let highest = -1;
    for (const family of strategyFamilies) {
      const { wins, losses } = evidence.get(family) ?? { wins: 0, losses: 0 };
      const drawn = beta(1 + wins, 1 + losses, random);
      if (drawn > highest) {
        highest = drawn;
        winner = family;
      }
    }
    best.set(winner, (best.get(winner) ?? 0) + 1);
  }
  const even = exploration / strategyFamilies.length;
  return Object.fromEntries(
    strategyFamilies.map((family) => [family, even + (1 - exploration) * ((best.get(family) ?? 0) / draws)]),
  ) as Record<StrategyFamily, number>;
}
