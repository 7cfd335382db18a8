/** Templates that buy when a price leaves its range. */
import { defineTemplate, lengthBetween, levelBetween, longOnly } from './template.ts';

export const breakoutTemplates = [
  defineTemplate({
    name: 'channel-break',
    family: 'breakout',
    features: ['donchian_upper', 'donchian_lower'],
    draw: (random) => {
      const both = random.next() < 0.2;
      return {
        title: 'channel break',
        rules: {
          entryLong: 'close > donchian_upper(enter)',
          exitLong: 'close < donchian_lower(leave)',
          entryShort: both ? 'close < donchian_lower(enter)' : null,
          exitShort: both ? 'close > donchian_upper(leave)' : null,
        },
        regimeFilter: null,
        parameters: { enter: lengthBetween(random, 20, 120, 10), leave: lengthBetween(random, 10, 60, 5) },
        hold: 'months',
        suits: 'trending',
        mechanism:
          'A new high leaves nobody who waits to sell at the old price, and draws in those who were waiting for proof.',
        failure: 'New highs are followed by a return into the channel more often than by a trend that pays for it.',
      };
    },
  }),
  defineTemplate({
    name: 'quiet-break',
    family: 'breakout',
    features: ['volatility', 'donchian_upper', 'ema'],
    draw: (random) => ({
      title: 'break out of quiet',
      rules: longOnly(
        'volatility(close, short) < ratio * volatility(close, long) and close > donchian_upper(enter)',
        'close < ema(close, leave)',
      ),
      regimeFilter: null,
      parameters: {
        short: lengthBetween(random, 8, 24, 2),
        long: lengthBetween(random, 60, 160, 20),
        ratio: levelBetween(random, 0.7, 1.1, 0.05),
        enter: lengthBetween(random, 10, 50, 5),
        leave: lengthBetween(random, 15, 60, 5),
      },
      hold: 'weeks',
      suits: 'trending',
      mechanism: 'Quiet before a break means that the range was agreed on; leaving it says that somebody knows more.',
      failure: 'Breaks out of quiet ranges go no further than breaks out of lively ones.',
    }),
  }),
  defineTemplate({
    name: 'wide-day',
    family: 'breakout',
    features: ['atr', 'prev', 'sma'],
    draw: (random) => ({
      title: 'wide day',
      rules: longOnly(
        'close > prev(close, 1) + multiple * atr(length) and close > sma(close, trend)',
        'close < sma(close, leave)',
      ),
      regimeFilter: null,
      parameters: {
        multiple: levelBetween(random, 0.8, 2, 0.1),
        length: lengthBetween(random, 10, 30, 5),
        trend: lengthBetween(random, 50, 200, 25),
        leave: lengthBetween(random, 5, 30, 5),
      },
      hold: 'weeks',
      suits: 'any',
      mechanism:
        'A day that is wide against the usual range brings news that the market digests over the following weeks.',
      failure: 'Wide up days are followed by drift no larger than ordinary up days.',
    }),
  }),
];
