/** Carry-like templates: hold what pays for being held, while its price does not take the pay away. */
import type { Random } from '../../../shared/core/random.ts';
import { defineTemplate, lengthBetween, levelBetween, longOnly } from './template.ts';

/** Cash of the last bars, up to a trading year, over the price; in percent. */
const yieldPercent = '100 * year * sma(dividend(), year) / close';
const year = (random: Random) => ({ year: lengthBetween(random, 189, 252, 63) });

export const carryTemplates = [
  defineTemplate({
    name: 'highest-yield',
    family: 'carry',
    features: ['rank', 'sma', 'dividend'],
    draw: (random) => ({
      title: 'highest yield',
      rules: longOnly(
        `rank(${yieldPercent}) <= places and ${yieldPercent} > least and close > sma(close, trend)`,
        `rank(${yieldPercent}) > places + slack or close < sma(close, trend)`,
      ),
      regimeFilter: null,
      parameters: {
        ...year(random),
        places: lengthBetween(random, 3, 6),
        slack: lengthBetween(random, 0, 2),
        least: levelBetween(random, 0.2, 1.6, 0.2),
        trend: lengthBetween(random, 40, 160, 20),
      },
      parts: { schedule: { every: 'month', on: 'first', exits: 'scheduled' } },
      leastSymbols: 10,
      hold: 'months',
      suits: 'any',
      mechanism: 'Steady payers are held by those who want income and are paid for the dullness of it.',
      failure: 'What they pay is lost again in price against those that pay little.',
    }),
  }),
  defineTemplate({
    name: 'paid-and-calm',
    family: 'carry',
    features: ['sma', 'dividend', 'volatility', 'universe_mean', 'regime'],
    draw: (random) => ({
      title: 'paid and calm',
      rules: longOnly(
        `${yieldPercent} > universe_mean(${yieldPercent}) and ${yieldPercent} > 0 and volatility(close, window) < universe_mean(volatility(close, window)) * ratio`,
        `volatility(close, window) > universe_mean(volatility(close, window)) * (ratio + margin)`,
      ),
      regimeFilter: random.next() < 0.4 ? 'regime() != "bear"' : null,
      parameters: {
        ...year(random),
        window: lengthBetween(random, 20, 80, 10),
        ratio: levelBetween(random, 0.7, 1, 0.1),
        margin: levelBetween(random, 0.2, 0.6, 0.1),
      },
      parts: { schedule: { every: random.pick(['week', 'month'] as const), on: 'first', exits: 'any-bar' } },
      hold: 'months',
      suits: 'any',
      mechanism: 'Income per unit of turmoil is what those who live on it look for, and they do not sell.',
      failure: 'Payers that are calmer than the rest earn no more for their risk than the rest.',
    }),
  }),
  defineTemplate({
    name: 'steady-drift',
    family: 'carry',
    features: ['rank', 'roc', 'stddev', 'on'],
    draw: (random) => ({
      title: 'steady drift',
      rules: longOnly(
        'rank(roc(close, length) / stddev(roc(close, 1), length)) <= places and roc(close, length) > 0 and on("1mo", roc(close, 1)) > -loss',
        'rank(roc(close, length) / stddev(roc(close, 1), length)) > places + slack or roc(close, length) < 0',
      ),
      regimeFilter: null,
      parameters: {
        places: lengthBetween(random, 2, 4),
        slack: lengthBetween(random, 0, 3),
        length: lengthBetween(random, 60, 240, 20),
        loss: levelBetween(random, 2, 10, 1),
      },
      parts: { schedule: { every: 'week', on: 'first', exits: 'scheduled' } },
      leastSymbols: 9,
      hold: 'months',
      suits: 'any',
      mechanism: 'What drifts up steadily is paid for a risk that shows seldom; it is held until the risk shows.',
      failure: 'The losses on the few bad months exceed what all the quiet ones paid.',
    }),
  }),
];
