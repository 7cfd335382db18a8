/** Bars of a longer timeframe used before they are complete. */
import { barLoops, offsetOf } from '../bars.ts';
import { words } from '../history.ts';
import { keyOf, type SourceModel } from '../model.ts';
import { defineSourceRule } from '../rule.ts';
import { argumentsOf, keywordOf, type SyntaxNode, walk } from '../syntax.ts';

const joiners = /^(reindex|reindex_like|merge|join|merge_asof|ffill|asof|map|align|concat|assign|loc|asfreq)$/;
/** Labelled at their end by default: week, month, quarter and year ends. */
const endLabelled = /^\d*(W|W-[A-Z]{3}|M|ME|BM|BME|Q|QE|BQ|BQE|A|Y|YE|BA|BY|BYE)$/;

export const unfinishedHigherBar = defineSourceRule({
  name: 'unfinished-higher-bar',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    const fix = 'shift the longer bars by one before joining, so that only complete ones are seen.';
    for (const call of model.calls) {
      const name = model.method(call);
      if (
        name === 'resample' ||
        name === 'resample_ohlcv' ||
        name === 'groupby_dynamic' ||
        name === 'group_by_dynamic'
      ) {
        const rule = model.string(argumentsOf(call)[0] ?? keywordOf(call, 'rule', 'every', 'freq')) ?? '';
        const label = model.string(keywordOf(call, 'label'));
        const isEnd = label === 'right' || (label === undefined && endLabelled.test(rule));
        if (!isEnd && isJoined(call, model))
          report(call, 'A longer bar is stamped at its start and joined before it is complete.', fix);
        continue;
      }
      // Every bar of the week gets the last close of its own week.
      if (name === 'transform' || name === 'apply') {
        const object = call.parts[0]?.parts[0];
        const how = model.string(argumentsOf(call)[0]) ?? '';
        if (object && isPeriodGroup(object, model) && /^(last|max|min|mean|sum|std|median)$/.test(how))
          report(call, `Every bar is given the ${how} of its own period, which is known only at its end.`, fix);
      }
      if (name === 'resampledata' && model.constant(keywordOf(call, 'rightedge')) === false)
        report(
          call,
          'Resampled bars are stamped at their left edge, before they are complete.',
          'leave rightedge at True.',
        );
      if (/^(request\.)?security$/.test(name) && /lookahead_on/.test(words(keywordOf(call, 'lookahead'))))
        report(call, 'lookahead_on reads the longer bar before it closes.', 'use lookahead_off.');
      if (/^(merge|join)$/.test(name) && isInformative(call, model))
        report(
          call,
          'The longer timeframe is merged on its opening time, before it is complete.',
          'use merge_informative_pair, or shift it by one.',
        );
    }
    for (const node of model.nodes)
      if (
        node.kind === 'member' &&
        /^(working_bar|workingBar|WorkingBar|working_data|WorkingData|partial_bar|formingBar|currentWeekBar)$/.test(
          node.text,
        ) &&
        !/volume$/i.test(node.parent?.text ?? '')
      )
        report(
          node,
          `${node.text} is a bar that is not complete.`,
          'use the bar that the consolidator hands over when it is.',
        );
    ownPeriod(model, report);
  },
});

const isPeriodGroup = (node: SyntaxNode, model: SourceModel, left = 3): boolean => {
  for (const one of walk(node)) {
    if (
      one.kind === 'call' &&
      /^(to_period|isocalendar|strftime|resample|Grouper|floor|dayofweek)$/.test(model.method(one))
    )
      return true;
    if (
      one.kind === 'member' &&
      /^(week|month|year|quarter|isocalendar|weekofyear|date|normalize)$/.test(one.text) &&
      node.kind !== 'name'
    )
      return true;
  }
  for (const one of walk(node)) {
    const value = one.kind === 'name' && left > 0 ? model.boundTo(one) : undefined;
    if (value && isPeriodGroup(value, model, left - 1)) return true;
  }
  return false;
};

const hasShift = (node: SyntaxNode, model: SourceModel): boolean => {
  for (const one of walk(node))
    if (one.kind === 'call' && /^(shift|lag)$/.test(model.method(one)) && (model.number(argumentsOf(one)[0]) ?? 1) > 0)
      return true;
  return false;
};

/** Follows the resampled frame through names to where it meets the short bars again, with no shift on the way. */
function isJoined(call: SyntaxNode, model: SourceModel): boolean {
  let top: SyntaxNode = call;
  while (top.parent && /^(member|call|index|unary|binary|conditional|keyword|dict|entry|list)$/.test(top.parent.kind)) {
    top = top.parent;
    if (
      top.kind === 'call' &&
      joiners.test(model.method(top)) &&
      !hasShift(top, model) &&
      model.method(top) !== 'assign'
    ) {
      if (model.method(top) !== 'ffill' || top.parent?.kind !== 'assign') return true;
    }
  }
  if (hasShift(top, model)) return false;
  const assign = top.parent?.kind === 'assign' ? top.parent : undefined;
  const key = assign?.parts[0] && keyOf(assign.parts[0]);
  if (key === undefined) return false;
  // df['weekly'] = df['close'].resample('D').last() aligns on the index at once.
  if (assign?.parts[0]?.kind === 'index' && !key.includes('resam')) return true;
  return follow(key, model, new Set());
}

function follow(key: string, model: SourceModel, met: Set<string>): boolean {
  if (met.has(key) || met.size > 6) return false;
  met.add(key);
  for (const use of model.usesOf(key)) {
    let top: SyntaxNode = use;
    let isJoin = false;
    while (top.parent && /^(member|call|index|binary|unary|keyword|list|conditional)$/.test(top.parent.kind)) {
      top = top.parent;
      if (top.kind === 'call' && joiners.test(model.method(top))) isJoin = true;
    }
    if (hasShift(top, model)) continue;
    if (isJoin) return true;
    const assign = top.parent?.kind === 'assign' && top.parent.parts[1] === top ? top.parent : undefined;
    const next = assign?.parts[0] && keyOf(assign.parts[0]);
    if (next !== undefined && follow(next, model, met)) return true;
  }
  return false;
}

const isInformative = (call: SyntaxNode, model: SourceModel): boolean => {
  const given = argumentsOf(call);
  const joined = given.map((g) => words(g)).join(' ');
  if (!/informative|higher|weekly|hourly|daily_|htf|_1h|_4h|_1d|_1w/i.test(joined)) return false;
  if (!/^(date|time|datetime|timestamp|open_time)$/.test(model.string(keywordOf(call, 'on', 'left_on')) ?? 'date'))
    return false;
  return !given.some((g) => {
    const value = model.boundTo(g);
    return (
      hasShift(g, model) ||
      (value !== undefined && hasShift(value, model)) ||
      model.assignmentsOf(g).some((a) => hasShift(a, model))
    );
  });
};

/** weekly[Math.floor(i / 5)]: the week that the bar itself is part of. */
function ownPeriod(model: SourceModel, report: (n: SyntaxNode, r: string, f: string) => void): void {
  for (const loop of barLoops(model))
    for (const node of walk(loop.body)) {
      if (
        node.kind !== 'index' ||
        !/week|month|hour|htf|higher|daily|resampled|slow_?bars|long_?bars/i.test(words(node.parts[0]))
      )
        continue;
      const place = node.parts[1] && model.resolve(node.parts[1]);
      if (!place) continue;
      const quotient =
        place.kind === 'binary' && place.text === '//'
          ? place.parts[0]
          : place.kind === 'call' &&
              /^(floor|trunc|int)$/.test(model.method(place)) &&
              argumentsOf(place)[0]?.kind === 'binary'
            ? argumentsOf(place)[0]?.parts[0]
            : undefined;
      if (quotient && offsetOf(quotient, loop.counters, model) === 0)
        report(node, 'It reads the longer bar that this bar is still part of.', 'read the one before: index - 1.');
    }
}
