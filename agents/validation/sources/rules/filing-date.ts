/** The date of a filing instead of the time at which it was accepted: what is filed after the close is known the next day. */
import { joinKeys } from '../join-keys.ts';
import { defineSourceRule } from '../rule.ts';

const dates =
  /^(filing_?date|filed(_?(at|on|date))?|date_?filed|file_?date|filingDate|report_?date|announcement_?date|earnings_?date|rdq)$/i;

export const filingDate = defineSourceRule({
  name: 'filing-date',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    for (const { node, key } of joinKeys(model))
      if (dates.test(key))
        report(
          node,
          `${key} is a day without a time: a filing accepted after the close is used on the day itself.`,
          'join on the acceptance time, or add a business day.',
        );
  },
});
