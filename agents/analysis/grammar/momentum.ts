/** Templates that buy what has gone up. */
import { defineTemplate, lengthBetween, levelBetween, longOnly } from './template.ts';

export const momentumTemplates = [
  defineTemplate({
    name: 'rate-of-change',
    family: 'momentum',
    features: ['roc', 'sma'],
    draw: (random) => ({
      title: 'rate of change',
      rules: longOnly('roc(close, length) > threshold and close > sma(close, trend)', 'roc(close, length) < 0'),
      regimeFilter: null,
      parameters: {
        length: lengthBetween(random, 20, 130, 10),
        threshold: levelBetween(random, 0, 12, 1),
        trend: lengthBetween(random, 40, 200, 20),
      },
      hold: 'months',
      suits: 'trending',
      mechanism:
        'Winners of the last months go on winning for some more, because news spreads slowly and flows chase returns.',
      failure: 'Symbols above the threshold earn no more in the next weeks than symbols below it.',
    }),
  }),
  defineTemplate({
    name: 'two-horizons',
    family: 'momentum',
    features: ['mom'],
    draw: (random) => ({
      title: 'two horizons',
      rules: longOnly('mom(close, long) > 0 and mom(close, short) > 0', 'mom(close, long) < 0'),
      regimeFilter: null,
      parameters: { long: lengthBetween(random, 60, 240, 20), short: lengthBetween(random, 5, 40, 5) },
      hold: 'months',
      suits: 'trending',
      mechanism: 'A gain over the long and over the short horizon at once is a trend that has not tired yet.',
      failure: 'Asking for the short horizon as well adds nothing to the return of the long one.',
    }),
  }),
  defineTemplate({
    name: 'strength-rank',
    family: 'momentum',
    features: ['percent_rank', 'ema'],
    draw: (random) => ({
      title: 'strength rank',
      rules: longOnly(
        'percent_rank(close, length) > upper and close > ema(close, trend)',
        'percent_rank(close, length) < lower',
      ),
      regimeFilter: null,
      parameters: {
        length: lengthBetween(random, 40, 200, 20),
        upper: levelBetween(random, 70, 95, 5),
        lower: levelBetween(random, 30, 55, 5),
        trend: lengthBetween(random, 10, 60, 10),
      },
      hold: 'weeks',
      suits: 'trending',
      mechanism: 'A price near the top of its own recent range meets few sellers who wait to get out even.',
      failure: 'High ranks are followed by returns no better than middle ranks.',
    }),
  }),
  defineTemplate({
    name: 'relative-strength-push',
    family: 'momentum',
    features: ['rsi', 'cross_over', 'sma'],
    draw: (random) => ({
      title: 'relative strength push',
      rules: longOnly(
        'cross_over(rsi(close, length), upper) and close > sma(close, trend)',
        'rsi(close, length) < lower',
      ),
      regimeFilter: null,
      parameters: {
        length: lengthBetween(random, 10, 30, 2),
        upper: levelBetween(random, 54, 68, 2),
        lower: levelBetween(random, 38, 48, 2),
        trend: lengthBetween(random, 40, 160, 20),
      },
      hold: 'weeks',
      suits: 'trending',
      mechanism: 'When relative strength pushes through the upper half it shows demand that takes days to be met.',
      failure: 'Pushes through the upper level are followed by losses as often as by gains.',
    }),
  }),
];
