/** Templates that hold the first few of many symbols and change them on a schedule. */
import type { Random } from '../../../shared/core/random.ts';
import { defineTemplate, lengthBetween, levelBetween, longOnly } from './template.ts';

/** Rules that enter the first places of a rank and leave what has fallen some places behind them. */
const firstPlaces = (by: string, also = ''): ReturnType<typeof longOnly> =>
  longOnly(`rank(${by}) <= places${also}`, `rank(${by}) > places + slack`);

const places = (random: Random) => ({
  places: lengthBetween(random, 1, 4),
  slack: lengthBetween(random, 0, 3),
});
/** Enough symbols that some are always out, whatever the two are tuned to. */
const leastSymbols = 9;

/** On the first bar of a week or a month; exits of the ranking wait for it too. */
const schedule = (random: Random) => ({
  schedule: { every: random.pick(['week', 'month'] as const), on: 'first' as const, exits: 'scheduled' as const },
});

export const rotationTemplates = [
  defineTemplate({
    name: 'strongest-few',
    family: 'rotation',
    features: ['rank', 'roc', 'sma'],
    draw: (random) => ({
      title: 'strongest few',
      rules: firstPlaces('roc(close, length)', ' and close > sma(close, trend)'),
      regimeFilter: null,
      parameters: {
        ...places(random),
        length: lengthBetween(random, 20, 240, 20),
        trend: lengthBetween(random, 40, 200, 20),
      },
      parts: schedule(random),
      leastSymbols,
      hold: 'months',
      suits: 'trending',
      mechanism: 'Money moves from what has lagged to what has led, and it takes months to move.',
      failure: 'The first of the ranking earn no more over the next month than the rest.',
    }),
  }),
  defineTemplate({
    name: 'strong-and-calm',
    family: 'rotation',
    features: ['rank', 'roc', 'volatility', 'universe_share', 'sma'],
    draw: (random) => ({
      title: 'strong and calm',
      rules: firstPlaces('roc(close, length) / volatility(close, window)'),
      regimeFilter: random.next() < 0.6 ? 'universe_share(close > sma(close, trend)) > breadth' : null,
      parameters: {
        ...places(random),
        length: lengthBetween(random, 40, 200, 20),
        window: lengthBetween(random, 20, 80, 20),
        trend: lengthBetween(random, 60, 200, 20),
        breadth: levelBetween(random, 0.3, 0.6, 0.1),
      },
      parts: schedule(random),
      leastSymbols,
      hold: 'months',
      suits: 'any',
      mechanism: 'A rise without much turmoil is bought step by step by those who have more to buy.',
      failure: 'Dividing by volatility does not improve what the ranking earns per unit of risk.',
    }),
  }),
  defineTemplate({
    name: 'weekly-leaders',
    family: 'rotation',
    features: ['rank', 'on', 'roc', 'ema'],
    draw: (random) => ({
      title: 'weekly leaders',
      rules: firstPlaces('on("1w", roc(close, weeks))', ' and on("1w", close > ema(close, trend_weeks))'),
      regimeFilter: null,
      parameters: {
        ...places(random),
        weeks: lengthBetween(random, 4, 26, 2),
        trend_weeks: lengthBetween(random, 8, 30, 2),
      },
      parts: schedule(random),
      leastSymbols,
      hold: 'months',
      suits: 'trending',
      mechanism: 'Weeks speak of what large holders do; days mostly of what dealers do.',
      failure: 'Leaders by finished weeks earn no more than leaders by days.',
    }),
  }),
];
