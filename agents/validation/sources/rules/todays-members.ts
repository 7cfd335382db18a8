/** The members of an index as of today, traded in the past: those that were thrown out are missing. */
import { words } from '../history.ts';
import { keyOf } from '../model.ts';
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, keywordOf } from '../syntax.ts';

const fetchers =
  /^(tickers_(sp500|dow|nasdaq|ftse\w*|ibovespa|nifty\w*|other)|get_sp500\w*|sp500_(tickers|symbols|members)\w*|get_(index_)?(constituents|members|components)|getConstituents|getIndexMembers|indexMembers|fetch_(index_)?(constituents|members)|fetchConstituents|load_(current|sp500)\w*|current_(members|constituents)|currentMembers|currentConstituents)$/i;
const lists = /(constituents|members(hip)?|components|sp500|index_?universe)/i;

export const todaysMembers = defineSourceRule({
  name: 'todays-members',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    const fix = 'use a dated list: the members as of each bar.';
    const reason = 'The members of the index as they are today are traded in the past.';
    for (const call of model.calls) {
      const name = model.method(call);
      const dated = keywordOf(call, 'date', 'as_of', 'asof', 'asOf', 'on', 'at', 'start', 'when');
      const given = argumentsOf(call);
      const isDated =
        dated !== undefined ||
        given.some((a) => /date|as_?of|time|day|now|bar|\bdt\b|\bt\b/i.test(words(a)) && model.string(a) === undefined);
      if (fetchers.test(name) && !isDated && !model.functions.has(name)) report(call, reason, fix);
      const page = given.map((a) => model.string(a) ?? '').join(' ');
      if (
        /^(read_html|get|fetch|urlopen|read_csv)$/.test(name) &&
        /List_of_(S%26P|S&P|Dow|NASDAQ|FTSE)|constituents|sp-?500|index-?members|current_members/i.test(page) &&
        !/history|historical|changes|dated|point.?in.?time|pit/i.test(page)
      )
        report(call, reason, fix);
    }
    for (const node of model.nodes) {
      const isLast =
        (node.kind === 'index' && model.number(node.parts[1]) === -1) ||
        (node.kind === 'call' && /^at$/.test(model.method(node)) && model.number(node.parts[1]) === -1);
      if (isLast && lists.test(words(node.parts[0]))) report(node, reason, fix);
      if (
        (node.kind === 'member' || node.kind === 'string') &&
        /^(is_?current_?member|isCurrentMember|in_index_today|is_member_today|current_(member|constituent)s?|currentMembers|currentConstituents)$/i.test(
          node.text,
        )
      )
        report(node, reason, fix);
      if (
        node.kind === 'assign' &&
        node.parts[0] &&
        /^(current|todays?|latest)_?(members|constituents|universe|components)|^(members|constituents)_?(today|now)$/i.test(
          keyOf(node.parts[0]) ?? '',
        )
      )
        report(node, reason, fix);
    }
  },
});
