/** Figures as they were restated later, or joined at the end of the period instead of when they were published. */

import { joinKeys } from '../join-keys.ts';
import { defineSourceRule } from '../rule.ts';
import { around, isComparison, keywordOf } from '../syntax.ts';

const periodEnds =
  /^(fiscal_?(date|period|quarter|year)?_?(end(ing)?|date)?|fiscalDateEnding|period_?end(ing)?|period_?of_?report|report_?period|reportPeriod|periodEnd(Date)?|quarter_?end|calendardate|calendar_?date|fiscal_date_ending|as_of_period)$/i;
const restated = /restat|latest_?revised|as_?revised|revised_(value|eps|revenue|earnings)/i;
const snapshots = /^(quarterly_)?(financials|balance_sheet|balancesheet|cashflow|income_stmt|incomestmt|earnings)$/;

export const restatedFundamentals = defineSourceRule({
  name: 'restated-fundamentals',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    const fix = 'use the figures as first reported, joined at their acceptance time.';
    for (const { node, key } of joinKeys(model))
      if (periodEnds.test(key)) report(node, `Figures are joined at ${key}, weeks before they were published.`, fix);
    for (const node of model.nodes) {
      if (
        (node.kind === 'string' || node.kind === 'member' || node.kind === 'entry' || node.kind === 'keyword') &&
        restated.test(node.text)
      )
        report(node, `${node.text} holds figures as they were corrected later.`, fix);
      // Sharadar: MR is most recent, restated; AR is as reported.
      if (node.kind === 'string' && /^MR[QYT]$/.test(node.text) && isDimension(node))
        report(node, `${node.text} holds the most recent, restated figures.`, 'use ARQ, ARY or ART.');
      if (
        node.kind === 'member' &&
        snapshots.test(node.text) &&
        node.parts[0] &&
        /ticker|yf|stock|company/i.test(
          model.qualified(node.parts[0]) +
            (model.resolve(node.parts[0]).kind === 'call' ? model.method(model.resolve(node.parts[0])) : ''),
        )
      )
        report(node, `${node.text} of today holds restated figures, stamped at the end of their period.`, fix);
    }
    for (const call of model.calls) {
      if (model.method(call) !== 'drop_duplicates' || model.string(keywordOf(call, 'keep')) !== 'last') continue;
      const keys = keywordOf(call, 'subset') ?? call.parts[1];
      if (
        keys &&
        [keys, ...keys.parts].some((k) => periodEnds.test(k.text) || /^(period|fy|fiscal_year|quarter)$/i.test(k.text))
      )
        report(
          call,
          'Of several filings for one period the last, corrected one is kept.',
          "keep='first', or join each at its own acceptance time.",
        );
    }
    function isDimension(node: Parameters<typeof report>[0]): boolean {
      for (const outer of around(node)) {
        if (outer.kind === 'keyword' || outer.kind === 'entry') return /dimension/i.test(outer.text);
        if (isComparison(outer)) return true;
        if (outer.kind === 'block') return false;
      }
      return false;
    }
  },
});
