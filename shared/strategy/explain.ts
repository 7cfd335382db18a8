/** Says a whole strategy in plain words, and lists what its rules are made of. */

import { explainExpression } from './rules/explain.ts';
import { expressionFeatures } from './rules/features.ts';
import { parseExpression } from './rules/parse.ts';
import type { Protection, Sizing, StrategySpec } from './spec.ts';
import { parameterValues, ruleTexts } from './spec-rules.ts';
import type { SessionRules } from './spec-sections.ts';

/** One sentence per line: what is traded, when it enters and leaves, how large and how protected. */
export function explainStrategy(spec: StrategySpec): string[] {
  const values = parameterValues(spec);
  const say = (text: string): string => {
    const parsed = parseExpression(text);
    return parsed.ok ? explainExpression(parsed.value, values) : text;
  };
  const { entryLong, exitLong, entryShort, exitShort } = spec.rules;
  const many =
    spec.symbols.length > 6
      ? `${spec.symbols.slice(0, 6).join(', ')} and ${spec.symbols.length - 6} more`
      : spec.symbols.join(', ');
  const lines = [
    `Trades ${many} on ${spec.timeframe} bars, at most ${spec.maxOpenPositions} position${spec.maxOpenPositions === 1 ? '' : 's'} at a time.`,
  ];
  if (entryLong !== null) lines.push(`Buys when ${say(entryLong)}.`);
  if (exitLong !== null) lines.push(`Sells what it holds when ${say(exitLong)}.`);
  if (entryShort !== null) lines.push(`Sells short when ${say(entryShort)}.`);
  if (exitShort !== null) lines.push(`Covers a short when ${say(exitShort)}.`);
  if (spec.regimeFilter !== null) lines.push(`Enters only while ${say(spec.regimeFilter)}.`);
  lines.push(...explainSections(spec, say));
  lines.push(explainSizing(spec.sizing), ...explainProtection(spec.protection));
  return lines;
}

const numberWords = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const monthWords = ',January,February,March,April,May,June,July,August,September,October,November,December'.split(',');
const listed = (words: readonly string[], last = 'and'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

/** The parts of schema 2. */
function explainSections(spec: StrategySpec, say: (text: string) => string): string[] {
  const lines: string[] = [];
  const { universe, pairs, schedule, session, calendar } = spec;
  if (pairs) lines.push(`Pairs ${listed(pairs.map((pair) => pair.join(' with ')))}.`);
  if (universe?.filter) lines.push(`Considers a symbol only where ${say(universe.filter)}.`);
  if (universe?.rankBy) {
    const sides = [
      universe.top === null ? '' : `enters long only the first ${universe.top}`,
      universe.bottom === null ? '' : `enters short only the last ${universe.bottom}`,
    ].filter((side) => side !== '');
    const keep = universe.keep ?? Math.max(universe.top ?? 0, universe.bottom ?? 0);
    lines.push(
      `Ranks the symbols by ${say(universe.rankBy)}, ${sides.join(', ')}, and leaves one that is no longer among the ${keep}.`,
    );
  }
  if (schedule && schedule.every !== 'bar')
    lines.push(
      `Decides on the ${schedule.on} bar of each ${schedule.every}; exit rules ${schedule.exits === 'scheduled' ? 'wait for it too' : 'hold on every bar'}.`,
    );
  if (session) lines.push(...explainSession(session));
  if (calendar) lines.push(`Keeps the ${calendar} calendar.`);
  return lines;
}

function explainSession(session: SessionRules): string[] {
  const { weekdays, months, firstTradingDays, lastTradingDays, from, to } = session;
  const lines: string[] = [];
  if (weekdays)
    lines.push(
      `Enters only on ${listed(
        weekdays.map((d) => numberWords[d] ?? ''),
        'or',
      )}.`,
    );
  if (months)
    lines.push(
      `Enters only in ${listed(
        months.map((m) => monthWords[m] ?? ''),
        'or',
      )}.`,
    );
  const days = [
    firstTradingDays === undefined ? '' : `first ${firstTradingDays}`,
    lastTradingDays === undefined ? '' : `last ${lastTradingDays}`,
  ].filter((text) => text !== '');
  if (days.length > 0)
    lines.push(
      `Enters only on the ${days.join(' or ')} trading day${Math.max(firstTradingDays ?? 1, lastTradingDays ?? 1) === 1 ? '' : 's'} of a month.`,
    );
  if (from !== undefined || to !== undefined)
    lines.push(
      `Enters only ${[from && `from ${from}`, to && `to ${to}`].filter(Boolean).join(' ')} on the exchange's clock.`,
    );
  if (session.noEntryMinutesBeforeClose !== undefined)
    lines.push(`Enters nothing in the last ${session.noEntryMinutesBeforeClose} minutes of a session.`);
  if (session.flatMinutesBeforeClose !== undefined)
    lines.push(`Leaves every position when ${session.flatMinutesBeforeClose} minutes of the session are left.`);
  return lines;
}

function explainSizing(sizing: Sizing): string {
  switch (sizing.kind) {
    case 'percent-of-equity':
      return `Puts ${sizing.percent} % of its equity into a position.`;
    case 'atr-risk':
      return `Risks ${sizing.riskPercent} % of its equity per position against a move of ${sizing.atrMultiple} average true ranges (${sizing.atrLength} bars).`;
    case 'volatility-target':
      return `Sizes a position to ${sizing.annualPercent} % annual volatility, measured over ${sizing.lookback} bars, at most ${sizing.maxPercent} % of its equity.`;
    case 'fixed-quantity':
      return `Puts ${sizing.quantity} shares or units into a position.`;
    case 'fixed-cash':
      return `Puts ${sizing.cash} in account currency into a position.`;
    case 'kelly':
      return `Puts ${sizing.fraction} of the Kelly share (mean over variance of ${sizing.lookback} bar returns) of its equity into a position, at most ${sizing.maxPercent} %.`;
  }
}

function explainProtection(p: Protection): string[] {
  const lines: string[] = [];
  if (p.stopLossPercent !== null)
    lines.push(`Stops a loss at ${p.stopLossPercent} % from the entry's reference price.`);
  if (p.stopLossAtr !== null)
    lines.push(
      `Stops a loss at ${p.stopLossAtr} average true ranges (${p.atrLength} bars) from the entry's reference price.`,
    );
  if (p.takeProfitPercent !== null) lines.push(`Takes profit at ${p.takeProfitPercent} %.`);
  if ((p.takeProfitAtr ?? null) !== null)
    lines.push(`Takes profit at ${p.takeProfitAtr} average true ranges (${p.atrLength} bars).`);
  if (p.trailingStopPercent !== null) lines.push(`Trails a stop ${p.trailingStopPercent} % behind the best price.`);
  if (p.timeExitBars !== null) lines.push(`Leaves after ${p.timeExitBars} bars at the latest.`);
  if (lines.length === 0) lines.push('Uses no protective orders: only its exit rules close a position.');
  return lines;
}

/** Names of the functions its rules call, sorted, each once; rules that do not parse add nothing. */
export function ruleFeatures(spec: StrategySpec): string[] {
  const found = new Set<string>();
  for (const { text } of ruleTexts(spec)) {
    const parsed = parseExpression(text);
    if (parsed.ok) for (const feature of expressionFeatures(parsed.value)) found.add(feature);
  }
  return [...found].sort();
}
