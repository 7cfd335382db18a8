/** Templates whose rules change with the market's regime. */
import { defineTemplate, lengthBetween, levelBetween, longOnly } from './template.ts';

export const regimeAdaptiveTemplates = [
  defineTemplate({
    name: 'bull-follower',
    family: 'regime-adaptive',
    features: ['regime', 'ema', 'mom'],
    draw: (random) => ({
      title: 'bull follower',
      rules: longOnly(
        'regime() == "bull" and close > ema(close, length) and mom(close, pace) > 0',
        'regime() == "bear" or close < ema(close, length)',
      ),
      regimeFilter: null,
      parameters: { length: lengthBetween(random, 20, 120, 10), pace: lengthBetween(random, 5, 60, 5) },
      hold: 'months',
      suits: 'trending',
      mechanism: 'Trends of single symbols last longer while the market as a whole is rising.',
      failure: 'The same entries in sideways markets earn as much.',
    }),
  }),
  defineTemplate({
    name: 'two-tempers',
    family: 'regime-adaptive',
    features: ['regime', 'roc', 'rsi'],
    draw: (random) => ({
      title: 'two tempers',
      rules: longOnly(
        'regime() == "bull" and roc(close, length) > 0 or regime() == "sideways" and rsi(close, short) < lower',
        'regime() == "bear" or rsi(close, short) > upper',
      ),
      regimeFilter: null,
      parameters: {
        length: lengthBetween(random, 20, 120, 10),
        short: lengthBetween(random, 2, 8),
        lower: levelBetween(random, 15, 35, 5),
        upper: levelBetween(random, 75, 95, 5),
      },
      hold: 'weeks',
      suits: 'any',
      mechanism:
        'Momentum pays while the market rises, dips pay while it goes sideways: the regime says which to play.',
      failure: 'Swapping the two rules between the regimes earns as much.',
    }),
  }),
  defineTemplate({
    name: 'fear-dip',
    family: 'regime-adaptive',
    features: ['volatility_regime', 'zscore', 'regime', 'if'],
    draw: (random) => ({
      title: 'dip by volatility',
      rules: longOnly(
        'zscore(close, length) < -if(volatility_regime() == "high", deep, shallow)',
        'zscore(close, length) > leave',
      ),
      regimeFilter: random.next() < 0.5 ? 'regime() != "bear"' : null,
      parameters: {
        length: lengthBetween(random, 5, 30, 5),
        deep: levelBetween(random, 1.6, 2.6, 0.2),
        shallow: levelBetween(random, 0.8, 1.6, 0.2),
        leave: levelBetween(random, -0.2, 0.8, 0.2),
      },
      hold: 'days',
      suits: 'reverting',
      mechanism:
        'A dip must be deeper to be meant when everything moves: the depth asked for follows the volatility regime.',
      failure: 'One depth for all regimes does as well.',
    }),
  }),
];
