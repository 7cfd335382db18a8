/** Turns the parts of schema 2 into conditions: what remains is one tree for each side's entry and exit. */
import { parseExpression } from './rules/parse.ts';
import type { CallNode, Expression, LogicOperator } from './rules/syntax.ts';
import type { StrategySpec } from './spec.ts';
import type { RuleName } from './spec-rules.ts';
import type { SessionRules, Universe } from './spec-sections.ts';

export type SideRule = Exclude<RuleName, 'regimeFilter'>;

/** Conditions a section stands for, as texts of the rule language. */
export interface SectionTexts {
  /** When a position may be entered; null = always. */
  readonly session: string | null;
  /** When positions are left because the session ends. */
  readonly flat: string | null;
  /** When it decides; null = on every bar. */
  readonly schedule: string | null;
}

const anyOf = (conditions: readonly string[]): string | null =>
  conditions.length === 0 ? null : conditions.length === 1 ? (conditions[0] as string) : `(${conditions.join(' or ')})`;

/** Minutes since midnight of `09:45`. */
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

function sessionTexts(session: SessionRules): string[] {
  const { from, to, firstTradingDays, lastTradingDays } = session;
  const days = [
    ...(firstTradingDays === undefined ? [] : [`trading_day_of_month() <= ${firstTradingDays}`]),
    ...(lastTradingDays === undefined ? [] : [`trading_days_left() < ${lastTradingDays}`]),
  ];
  const least = from === undefined ? null : `time_of_day() >= ${minutesOf(from)}`;
  const most = to === undefined ? null : `time_of_day() <= ${minutesOf(to)}`;
  const overMidnight = from !== undefined && to !== undefined && minutesOf(from) > minutesOf(to);
  return [
    anyOf((session.weekdays ?? []).map((day) => `day_of_week() == ${day}`)),
    anyOf((session.months ?? []).map((month) => `month() == ${month}`)),
    anyOf(days),
    ...(overMidnight ? [`(${least} or ${most})`] : [least, most]),
    session.noEntryMinutesBeforeClose === undefined
      ? null
      : `minutes_to_close() >= ${session.noEntryMinutesBeforeClose}`,
    session.flatMinutesBeforeClose === undefined ? null : `minutes_to_close() > ${session.flatMinutesBeforeClose}`,
  ].filter((text): text is string => text !== null);
}

/** The conditions that the session and the schedule of a spec stand for. */
export function sectionTexts({ session, schedule }: StrategySpec): SectionTexts {
  const entries = session ? sessionTexts(session) : [];
  const flat = session?.flatMinutesBeforeClose;
  return {
    session: entries.length === 0 ? null : entries.join(' and '),
    flat: flat === undefined ? null : `minutes_to_close() <= ${flat}`,
    schedule:
      !schedule || schedule.every === 'bar'
        ? null
        : `${schedule.on === 'first' ? 'starts' : 'ends'}("${schedule.every}")`,
  };
}

const nowhere = { start: 0, end: 0 };
const joined = (operator: LogicOperator, parts: readonly (Expression | undefined)[]): Expression | undefined =>
  parts
    .filter((part) => part !== undefined)
    .reduce<Expression | undefined>(
      (left, right) => (left ? { kind: 'binary', operator, left, right, start: left.start, end: right.end } : right),
      undefined,
    );
const not = (operand: Expression): Expression => ({ kind: 'unary', operator: 'not', operand, ...nowhere });
const number = (value: number): Expression => ({ kind: 'number', value, ...nowhere });
const call = (name: string, values: readonly Expression[]): CallNode => ({
  kind: 'call',
  name,
  arguments: values,
  ...nowhere,
});

/** A text of the language itself. @throws Error when it does not parse, which is a fault of this file. */
function own(text: string | null): Expression | undefined {
  if (text === null) return undefined;
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.value;
}

/** Whether the symbol is among the first so many by a rank; those that fail the filter have none. */
function among(universe: Universe, trees: Trees, side: 'top' | 'bottom', places: number): Expression | undefined {
  const by = trees.rankBy;
  if (!by || universe[side] === null) return undefined;
  const unknown: Expression = { kind: 'binary', operator: '/', left: number(0), right: number(0), ...nowhere };
  const eligible = trees.filter ? call('if', [trees.filter, by, unknown]) : by;
  const value: Expression = side === 'top' ? eligible : { kind: 'unary', operator: '-', operand: eligible, ...nowhere };
  return { kind: 'binary', operator: '<=', left: call('rank', [value]), right: number(places), ...nowhere };
}

/** The parsed texts of a spec. */
export interface Trees {
  readonly rules: Readonly<Partial<Record<RuleName, Expression>>>;
  readonly filter?: Expression | undefined;
  readonly rankBy?: Expression | undefined;
}

/**
 * What has to hold on a bar for each side to be entered and left: rule, regime filter, universe, session and schedule in one
 * tree. A side trades when it has a rule or a rank; where it has both, both must hold.
 */
export function lowerRules(spec: StrategySpec, trees: Trees): Partial<Record<SideRule, Expression>> {
  const texts = sectionTexts(spec);
  const [session, flat, schedule] = [own(texts.session), own(texts.flat), own(texts.schedule)];
  const { universe } = spec;
  const lowered: Partial<Record<SideRule, Expression>> = {};
  for (const [side, entry, exit] of [
    ['top', 'entryLong', 'exitLong'],
    ['bottom', 'entryShort', 'exitShort'],
  ] as const) {
    const places = universe?.[side] ?? null;
    const member = universe && places !== null ? among(universe, trees, side, places) : undefined;
    const stays = universe && places !== null ? among(universe, trees, side, universe.keep ?? places) : undefined;
    const { [entry]: enters, [exit]: leaves, regimeFilter } = trees.rules;
    if (enters || member) {
      const filter = member ? undefined : trees.filter;
      const tree = joined('and', [enters, regimeFilter, filter, member, session, schedule]);
      if (tree) lowered[entry] = tree;
    }
    const waits = spec.schedule?.exits === 'scheduled' ? schedule : undefined;
    const ruled = leaves && joined('and', [leaves, waits]);
    const dropped = stays && joined('and', [schedule, not(stays)]);
    const tree = joined('or', [ruled, dropped, enters || member ? flat : undefined]);
    if (tree) lowered[exit] = tree;
  }
  return lowered;
}

/** Columns that sizing and protection read, as expressions. */
export type SizingColumn = 'atr' | 'sizingAtr' | 'volatility' | 'edge';

/** The expressions behind the columns a spec's sizing and protection need. */
export function sizingColumns({ sizing, protection }: StrategySpec): Partial<Record<SizingColumn, Expression>> {
  const usesRange = protection.stopLossAtr !== null || (protection.takeProfitAtr ?? null) !== null;
  const texts: Partial<Record<SizingColumn, string>> = {};
  if (usesRange) texts.atr = `atr(${protection.atrLength})`;
  if (sizing.kind === 'atr-risk') texts.sizingAtr = `atr(${sizing.atrLength})`;
  if (sizing.kind === 'volatility-target') texts.volatility = `volatility(close, ${sizing.lookback})`;
  if (sizing.kind === 'kelly') {
    const change = '(close / prev(close, 1) - 1)';
    const spread = `stddev(${change}, ${sizing.lookback})`;
    texts.edge = `sma(${change}, ${sizing.lookback}) / (${spread} * ${spread})`;
  }
  const columns: Partial<Record<SizingColumn, Expression>> = {};
  for (const [name, text] of Object.entries(texts)) {
    const tree = own(text);
    if (tree) columns[name as SizingColumn] = tree;
  }
  return columns;
}
