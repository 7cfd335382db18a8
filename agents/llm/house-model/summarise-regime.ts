/** Answers `summarise-regime`: what kind of market it is, what speaks for that and what speaks against it. */
import { z } from 'zod';
import { ok, refuse } from '../../../shared/core/result.ts';
import { createPhrasebook, cutAtWord, fitSentences, listed } from './prose.ts';
import { definePurpose } from './purpose.ts';

const factsSchema = z.object({
  market: z.string().trim().min(1),
  label: z.enum(['bull', 'bear', 'sideways']),
  volatility: z.enum(['low', 'normal', 'high']),
  probability: z.number().min(0).max(1),
  days: z.number().int().nonnegative(),
  annualVolatility: z.number().nonnegative(),
  features: z.record(z.string(), z.number()).catch({}),
});

/** How a feature reads when it pulls down or up, and the level from which it is counted. */
const readings: readonly { feature: string; middle: number; down: string; up: string }[] = [
  {
    feature: 'trend',
    middle: 0,
    down: 'prices stand below their long average',
    up: 'prices stand above their long average',
  },
  { feature: 'momentum', middle: 0, down: 'the last quarter lost ground', up: 'the last quarter gained' },
  {
    feature: 'drawdown',
    middle: -0.6,
    down: 'the market is well below its year high',
    up: 'the market is near its year high',
  },
  { feature: 'macro', middle: 0, down: 'macro series point down', up: 'macro series point up' },
];
const strength = 0.25;

const kind = { bull: 'a bull market', bear: 'a bear market', sideways: 'a market without direction' } as const;
const weather = {
  low: ['in calm conditions', 'with little movement'],
  normal: ['with ordinary swings', 'at a normal pace'],
  high: ['in rough conditions', 'with wide swings'],
} as const;
const surety = (probability: number): string =>
  probability >= 0.9
    ? 'The reading is clear'
    : probability >= 0.7
      ? 'The reading is fairly clear'
      : probability >= 0.5
        ? 'The reading is uncertain'
        : 'No reading has a majority';

export const summariseRegime = definePurpose({
  name: 'summarise-regime',
  answer(facts, random) {
    const parsed = factsSchema.safeParse(facts);
    if (!parsed.success)
      return refuse('facts-missing', 'The house model was given no regime to summarise.', {
        where: z.prettifyError(parsed.error).slice(0, 300),
      });
    const { label, volatility, probability, days, annualVolatility, features } = parsed.data;
    const market = cutAtWord(parsed.data.market, 60);
    const say = createPhrasebook(random);
    const pulls = readings.flatMap(({ feature, middle, down, up }) => {
      const value = features[feature];
      const pull = value === undefined ? 0 : value - middle;
      return Math.abs(pull) < strength ? [] : [{ pull, text: pull < 0 ? down : up }];
    });
    pulls.sort((a, b) => Math.abs(b.pull) - Math.abs(a.pull));
    const wanted = label === 'bull' ? 1 : label === 'bear' ? -1 : 0;
    const speaking = (sign: number): string =>
      listed(pulls.filter((p) => Math.sign(p.pull) === sign).map((p) => p.text));
    const swings = `${Math.round(annualVolatility * 100)} % a year`;
    const since = days <= 1 ? 'since today' : `for ${days} days`;
    const opening = say([
      `${market} has been in ${kind[label]} ${since}, ${say(weather[volatility])} (${swings}).`,
      `${market} is in ${kind[label]}, ${since} now, and moves ${say(weather[volatility])} (${swings}).`,
      `For ${market} the days read as ${kind[label]} ${since}, ${say(weather[volatility])} (${swings}).`,
    ]);
    const share = `${Math.round(probability * 100)} %`;
    const proof = speaking(wanted === 0 ? 1 : wanted);
    const doubt = speaking(wanted === 0 ? -1 : -wanted);
    const reasons =
      wanted === 0
        ? proof !== '' && doubt !== ''
          ? `the signs disagree: ${proof}, while ${doubt}`
          : proof !== '' || doubt !== ''
            ? `${proof || doubt}, yet not enough to set a direction`
            : 'no single feature stands out'
        : proof === ''
          ? doubt === ''
            ? 'no single feature stands out'
            : `it stands although ${doubt}`
          : doubt === ''
            ? `${proof}, and nothing speaks against it`
            : `${proof}; against it, ${doubt}`;
    return ok({ summary: fitSentences([opening, `${surety(probability)} (${share}): ${reasons}.`], 590) });
  },
});
