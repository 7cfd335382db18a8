/** Templates that trade on the calendar. */
import { defineTemplate, lengthBetween, longOnly } from './template.ts';

export const seasonalityTemplates = [
  defineTemplate({
    name: 'weekday-dip',
    family: 'seasonality',
    features: ['day_of_week', 'roc', 'sma'],
    draw: (random) => ({
      title: 'weekday dip',
      rules: longOnly(
        'day_of_week() == enter_day and roc(close, length) < 0 and close > sma(close, trend)',
        'day_of_week() == leave_day',
      ),
      regimeFilter: null,
      parameters: {
        enter_day: lengthBetween(random, 1, 5),
        leave_day: lengthBetween(random, 1, 5),
        length: lengthBetween(random, 2, 10),
        trend: lengthBetween(random, 40, 200, 20),
      },
      hold: 'days',
      suits: 'reverting',
      mechanism: 'Rebalancing and margin calls cluster on certain weekdays, and dips of that origin are bought back.',
      failure: 'The same dip on other weekdays is followed by the same return.',
    }),
  }),
  defineTemplate({
    name: 'winter-half',
    family: 'seasonality',
    features: ['month', 'sma'],
    draw: (random) => ({
      title: 'half of the year',
      rules: longOnly(
        '(month() >= first or month() <= last) and close > sma(close, trend)',
        'month() > last and month() < first',
      ),
      regimeFilter: null,
      parameters: {
        first: lengthBetween(random, 8, 12),
        last: lengthBetween(random, 2, 6),
        trend: lengthBetween(random, 20, 160, 20),
      },
      hold: 'months',
      suits: 'any',
      mechanism: 'Savings flow into markets in one half of the year more than in the other.',
      failure: 'The excluded months return as much as the included ones.',
    }),
  }),
];
