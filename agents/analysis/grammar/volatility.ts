/** Templates that trade on how wild or calm a symbol is. */
import { defineTemplate, lengthBetween, levelBetween, longOnly } from './template.ts';

export const volatilityTemplates = [
  defineTemplate({
    name: 'calm-holding',
    family: 'volatility',
    features: ['volatility', 'sma'],
    draw: (random) => ({
      title: 'calm holding',
      rules: longOnly(
        'volatility(close, length) < calm and close > sma(close, trend)',
        'volatility(close, length) > calm + margin or close < sma(close, trend)',
      ),
      regimeFilter: null,
      parameters: {
        length: lengthBetween(random, 15, 60, 5),
        calm: levelBetween(random, 0.12, 0.36, 0.02),
        margin: levelBetween(random, 0.02, 0.12, 0.02),
        trend: lengthBetween(random, 60, 200, 20),
      },
      hold: 'months',
      suits: 'any',
      mechanism:
        'Calm symbols in an up trend earn more per unit of risk than wild ones, because few can use the leverage that would even it out.',
      failure: 'Returns per unit of risk are no higher on calm days than on wild ones.',
    }),
  }),
  defineTemplate({
    name: 'after-the-storm',
    family: 'volatility',
    features: ['percent_rank', 'volatility', 'prev', 'ema'],
    draw: (random) => ({
      title: 'after the storm',
      rules: longOnly(
        'percent_rank(volatility(close, length), window) > storm and close > prev(close, recover)',
        'close < ema(close, leave)',
      ),
      regimeFilter: null,
      parameters: {
        length: lengthBetween(random, 8, 24, 2),
        window: lengthBetween(random, 80, 240, 20),
        storm: levelBetween(random, 75, 95, 5),
        recover: lengthBetween(random, 2, 10),
        leave: lengthBetween(random, 8, 40, 4),
      },
      hold: 'weeks',
      suits: 'any',
      mechanism: 'After a storm the premium for holding risk is high, and the first recovery is when it is paid.',
      failure: 'Recoveries after wild weeks earn no more than recoveries after calm ones.',
    }),
  }),
  defineTemplate({
    name: 'calming-down',
    family: 'volatility',
    features: ['cross_under', 'volatility', 'stddev', 'sma'],
    draw: (random) => ({
      title: 'calming down',
      rules: longOnly(
        'cross_under(volatility(close, short), volatility(close, long)) and close > sma(close, trend)',
        'volatility(close, short) > ratio * volatility(close, long)',
      ),
      regimeFilter: null,
      parameters: {
        short: lengthBetween(random, 10, 30, 5),
        long: lengthBetween(random, 50, 130, 10),
        ratio: levelBetween(random, 1.1, 1.6, 0.1),
        trend: lengthBetween(random, 40, 160, 20),
      },
      hold: 'weeks',
      suits: 'any',
      mechanism: 'Falling volatility lets risk budgets grow again, and what grows them buys.',
      failure: 'Weeks after volatility fell return no more than weeks after it rose.',
    }),
  }),
];
