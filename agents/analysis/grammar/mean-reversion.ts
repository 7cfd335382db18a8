/** Templates that buy a dip and sell the return to normal. */
import { defineTemplate, lengthBetween, levelBetween, longOnly } from './template.ts';

export const meanReversionTemplates = [
  defineTemplate({
    name: 'short-strength-dip',
    family: 'mean-reversion',
    features: ['rsi', 'sma'],
    draw: (random) => ({
      title: 'strength dip',
      rules: longOnly('rsi(close, length) < lower and close > sma(close, trend)', 'rsi(close, length) > upper'),
      regimeFilter: null,
      parameters: {
        length: lengthBetween(random, 2, 6),
        lower: levelBetween(random, 8, 34, 2),
        upper: levelBetween(random, 50, 80, 5),
        trend: lengthBetween(random, 60, 200, 20),
      },
      hold: 'days',
      suits: 'reverting',
      mechanism:
        'Sharp dips in sound symbols come from hurried sellers, and whoever supplies liquidity is paid when the price returns.',
      failure: 'After a dip below the level the next days return no more than any other days.',
    }),
  }),
  defineTemplate({
    name: 'band-dip',
    family: 'mean-reversion',
    features: ['bb_lower', 'bb_middle', 'ema'],
    draw: (random) => ({
      title: 'band dip',
      rules: longOnly(
        'close < bb_lower(close, length, width)',
        random.next() < 0.5 ? 'close > bb_middle(close, length, width)' : 'close > ema(close, leave)',
      ),
      regimeFilter: null,
      parameters: {
        length: lengthBetween(random, 8, 40, 2),
        width: levelBetween(random, 1.2, 2.6, 0.2),
        leave: lengthBetween(random, 3, 11, 2),
      },
      hold: 'days',
      suits: 'reverting',
      mechanism:
        'A close below the lower band is more than the news of the day warrants, and part of it is given back.',
      failure: 'Closes below the band are followed by further falls as often as by returns to the middle.',
    }),
  }),
  defineTemplate({
    name: 'score-dip',
    family: 'mean-reversion',
    features: ['zscore', 'volatility_regime'],
    draw: (random) => ({
      title: 'score dip',
      rules: longOnly('zscore(close, length) < -depth', 'zscore(close, length) > leave'),
      regimeFilter: random.next() < 0.5 ? 'volatility_regime() != "high"' : null,
      parameters: {
        length: lengthBetween(random, 5, 40, 5),
        depth: levelBetween(random, 1, 2.4, 0.2),
        leave: levelBetween(random, -0.4, 0.8, 0.2),
      },
      hold: 'days',
      suits: 'reverting',
      mechanism:
        'Distance from the recent mean, measured in its own deviations, closes faster than it opens when nothing fundamental changed.',
      failure: 'The score after an entry is as likely to fall further as to rise.',
    }),
  }),
  defineTemplate({
    name: 'range-dip',
    family: 'mean-reversion',
    features: ['willr', 'sma'],
    draw: (random) => ({
      title: 'range dip',
      rules: longOnly('willr(length) < -depth and close > sma(close, trend)', 'willr(length) > -leave'),
      regimeFilter: null,
      parameters: {
        length: lengthBetween(random, 3, 21, 2),
        depth: levelBetween(random, 80, 96, 2),
        leave: levelBetween(random, 20, 50, 5),
        trend: lengthBetween(random, 60, 200, 20),
      },
      hold: 'days',
      suits: 'reverting',
      mechanism: 'At the floor of a short range inside an up trend the sellers of the week are done.',
      failure: 'Entries at the floor of the range earn no more than entries at its middle.',
    }),
  }),
  defineTemplate({
    name: 'channel-dip',
    family: 'mean-reversion',
    features: ['cci', 'stoch_k'],
    draw: (random) => {
      const channel = random.next() < 0.5;
      return {
        title: channel ? 'commodity channel dip' : 'stochastic dip',
        rules: channel
          ? longOnly('cci(length) < -depth', 'cci(length) > leave')
          : longOnly('stoch_k(length, smooth, signal_length) < floor', 'stoch_k(length, smooth, signal_length) > top'),
        regimeFilter: null,
        parameters: channel
          ? {
              length: lengthBetween(random, 6, 30, 2),
              depth: levelBetween(random, 80, 180, 10),
              leave: levelBetween(random, -20, 80, 20),
            }
          : {
              length: lengthBetween(random, 5, 21, 2),
              smooth: lengthBetween(random, 1, 5),
              signal_length: lengthBetween(random, 1, 5),
              floor: levelBetween(random, 10, 28, 2),
              top: levelBetween(random, 50, 80, 5),
            },
        hold: 'days',
        suits: 'reverting',
        mechanism:
          'An oscillator at its floor shows a symbol sold beyond what its neighbours were, and the gap closes in days.',
        failure: 'The oscillator returns from its floor without the price having returned.',
      };
    },
  }),
];
