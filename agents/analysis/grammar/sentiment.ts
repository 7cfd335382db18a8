/** Templates that trade on the fused signal of news and other modalities, and on the flow of volume. */
import { defineTemplate, lengthBetween, levelBetween, longOnly } from './template.ts';

export const sentimentTemplates = [
  defineTemplate({
    name: 'signal-level',
    family: 'sentiment',
    features: ['signal', 'sma'],
    draw: (random) => ({
      title: 'signal level',
      rules: longOnly('signal() > level and close > sma(close, trend)', 'signal() < leave'),
      regimeFilter: null,
      parameters: {
        level: levelBetween(random, 0.05, 0.4, 0.05),
        leave: levelBetween(random, -0.2, 0.05, 0.05),
        trend: lengthBetween(random, 20, 160, 20),
      },
      hold: 'weeks',
      suits: 'any',
      mechanism: 'News and other modalities that agree move the price over days, not at once.',
      failure: 'Days after a high signal return no more than days after a low one.',
    }),
  }),
  defineTemplate({
    name: 'smoothed-signal',
    family: 'sentiment',
    features: ['signal', 'ema', 'sma', 'cross_over', 'cross_under'],
    draw: (random) => {
      const average = random.pick(['ema', 'sma'] as const);
      return {
        title: 'smoothed signal',
        rules: longOnly(
          `cross_over(${average}(signal(), length), level)`,
          `cross_under(${average}(signal(), length), 0)`,
        ),
        regimeFilter: null,
        parameters: { length: lengthBetween(random, 3, 20), level: levelBetween(random, 0.02, 0.2, 0.02) },
        hold: 'weeks',
        suits: 'any',
        mechanism: 'A signal that stays up for days is conviction, where a single day is noise.',
        failure: 'Smoothing the signal changes nothing about what follows.',
      };
    },
  }),
  defineTemplate({
    name: 'volume-flow',
    family: 'sentiment',
    features: ['obv', 'ema', 'mfi'],
    draw: (random) => {
      const flow = random.next() < 0.5;
      return {
        title: flow ? 'volume balance' : 'money flow dip',
        rules: flow
          ? longOnly('obv() > ema(obv(), flow_length) and close > ema(close, trend)', 'obv() < ema(obv(), flow_length)')
          : longOnly('mfi(flow_length) < floor and close > ema(close, trend)', 'mfi(flow_length) > top'),
        regimeFilter: null,
        parameters: flow
          ? { flow_length: lengthBetween(random, 15, 60, 5), trend: lengthBetween(random, 20, 120, 20) }
          : {
              flow_length: lengthBetween(random, 4, 16, 2),
              floor: levelBetween(random, 14, 36, 2),
              top: levelBetween(random, 50, 75, 5),
              trend: lengthBetween(random, 60, 200, 20),
            },
        hold: 'weeks',
        suits: 'any',
        mechanism: 'Volume shows who is in earnest: large owners build positions over days and cannot hide all of it.',
        failure: 'Volume flow tells nothing that the price alone does not.',
      };
    },
  }),
];
