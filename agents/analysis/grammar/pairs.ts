/** Templates that trade two symbols against each other: the cheap one is bought, the dear one sold, until they meet again. */
import { defineTemplate, lengthBetween, levelBetween } from './template.ts';

/** Distance of the symbol from its partner, in deviations of the last bars; the partner's is the same with the other sign. */
const spread = 'zscore(log(close) - log(partner(close)), length)';

export const pairsTemplates = [
  defineTemplate({
    name: 'spread-reversion',
    family: 'pairs',
    features: ['zscore', 'log', 'partner', 'abs'],
    draw: (random) => ({
      title: 'pair spread',
      rules: {
        entryLong: `${spread} < -depth`,
        exitLong: `${spread} > -leave`,
        entryShort: `${spread} > depth`,
        exitShort: `${spread} < leave`,
      },
      regimeFilter: random.next() < 0.4 ? `abs(${spread}) < broken` : null,
      parameters: {
        length: lengthBetween(random, 15, 90, 5),
        depth: levelBetween(random, 1.2, 2.4, 0.2),
        leave: levelBetween(random, 0, 0.6, 0.2),
        broken: levelBetween(random, 3, 4.5, 0.5),
      },
      hold: 'weeks',
      suits: 'reverting',
      pairs: true,
      mechanism:
        'Two symbols of one trade share their news; when hurried money pushes one away from the other, the gap closes again.',
      failure: 'Wide spreads go on widening as often as they close, or close only after the stop.',
    }),
  }),
  defineTemplate({
    name: 'co-moving-spread',
    family: 'pairs',
    features: ['zscore', 'log', 'partner', 'abs', 'roc', 'universe_mean'],
    draw: (random) => ({
      title: 'pair catch-up',
      rules: {
        entryLong:
          'roc(close, length) - partner(roc(close, length)) < -gap and roc(close, pace) > partner(roc(close, pace))',
        exitLong: 'roc(close, length) > partner(roc(close, length))',
        entryShort:
          'roc(close, length) - partner(roc(close, length)) > gap and roc(close, pace) < partner(roc(close, pace))',
        exitShort: 'roc(close, length) < partner(roc(close, length))',
      },
      regimeFilter: random.next() < 0.4 ? 'abs(universe_mean(roc(close, pace))) < storm' : null,
      parameters: {
        length: lengthBetween(random, 10, 60, 5),
        pace: lengthBetween(random, 1, 5),
        gap: levelBetween(random, 2, 8, 1),
        storm: levelBetween(random, 2, 6, 1),
      },
      hold: 'weeks',
      suits: 'any',
      pairs: true,
      mechanism: 'The laggard of a pair catches up once it has begun to move, because the same buyers own both.',
      failure: 'Laggards that turned do no better against their partners than laggards that did not.',
    }),
  }),
];
