/** Templates that follow a trend once it shows. */
import { averages, defineTemplate, lengthBetween, levelBetween, longOnly } from './template.ts';

export const trendTemplates = [
  defineTemplate({
    name: 'average-cross',
    family: 'trend',
    features: ['cross_over', 'cross_under', 'sma', 'ema', 'wma'],
    draw: (random) => {
      const average = random.pick(averages);
      const both = random.next() < 0.25;
      const up = `cross_over(${average}(close, fast), ${average}(close, slow))`;
      const down = `cross_under(${average}(close, fast), ${average}(close, slow))`;
      return {
        title: `${average} cross`,
        rules: { entryLong: up, exitLong: down, entryShort: both ? down : null, exitShort: both ? up : null },
        regimeFilter: null,
        parameters: { fast: lengthBetween(random, 5, 50, 5), slow: lengthBetween(random, 60, 200, 10) },
        hold: 'months',
        suits: 'trending',
        mechanism:
          'Investors adjust slowly to news, so that a move that has lifted the short average above the long one tends to go on.',
        failure:
          'Trades entered on the cross lose as often and as much as trades entered on random days of the same symbols.',
      };
    },
  }),
  defineTemplate({
    name: 'rising-slope',
    family: 'trend',
    features: ['linearreg_slope', 'sma', 'ema', 'wma'],
    draw: (random) => {
      const average = random.pick(averages);
      return {
        title: `rising slope over ${average}`,
        rules: longOnly(
          `close > ${average}(close, slow) and linearreg_slope(close, slope_length) > 0`,
          `close < ${average}(close, slow)`,
        ),
        regimeFilter: null,
        parameters: { slow: lengthBetween(random, 40, 200, 10), slope_length: lengthBetween(random, 10, 60, 5) },
        hold: 'months',
        suits: 'trending',
        mechanism:
          'A price above its long average with a rising regression line is still being repriced, and holders are in no hurry to sell.',
        failure: 'Returns on days with both conditions are no higher than on days without them.',
      };
    },
  }),
  defineTemplate({
    name: 'directional-strength',
    family: 'trend',
    features: ['adx', 'ema', 'sma'],
    draw: (random) => {
      const average = random.pick(['ema', 'sma'] as const);
      return {
        title: 'directional strength',
        rules: longOnly(
          `adx(adx_length) > strength and close > ${average}(close, length)`,
          `close < ${average}(close, length)`,
        ),
        regimeFilter: null,
        parameters: {
          adx_length: lengthBetween(random, 8, 28, 2),
          strength: levelBetween(random, 14, 34, 2),
          length: lengthBetween(random, 20, 120, 10),
        },
        hold: 'weeks',
        suits: 'trending',
        mechanism:
          'Only trends with directional strength behind them pay for the whipsaws that every trend follower suffers.',
        failure: 'Entries with a high directional index do no better than entries with a low one.',
      };
    },
  }),
  defineTemplate({
    name: 'histogram-turn',
    family: 'trend',
    features: ['macd_histogram', 'cross_over', 'cross_under', 'sma'],
    draw: (random) => ({
      title: 'histogram turn',
      rules: longOnly(
        'cross_over(macd_histogram(close, fast, slow, smooth), 0) and close > sma(close, trend)',
        'cross_under(macd_histogram(close, fast, slow, smooth), 0)',
      ),
      regimeFilter: null,
      parameters: {
        fast: lengthBetween(random, 6, 18, 2),
        slow: lengthBetween(random, 20, 60, 5),
        smooth: lengthBetween(random, 5, 15, 2),
        trend: lengthBetween(random, 60, 200, 20),
      },
      hold: 'weeks',
      suits: 'trending',
      mechanism: 'Inside an up trend the turn of the histogram marks the end of a pause, when buyers come back.',
      failure: 'Turns inside an up trend are followed by no better returns than turns inside a down trend.',
    }),
  }),
];
