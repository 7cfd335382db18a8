/** `strategy.py`: the plan as data and the rules as a class; the same file for every Python platform. */
import {
  type CompiledStrategy,
  explainStrategy,
  type RuleName,
  ruleFeatures,
} from '../../../../shared/strategy/compile.ts';
import type { Protection, Sizing, StrategySpec } from '../../../../shared/strategy/spec.ts';
import { ruleText } from '../../../../shared/strategy/spec-rules.ts';
import { commentText } from '../target.ts';
import { costsOfExports, limitsOfExports } from './assumptions.ts';
import { assignment, constantText, isWhole, lineWidth, optionalText, pythonName, pythonText } from './names.ts';
import { type PythonRules, writeRules } from './rules.ts';
import { wrapText } from './wrap-text.ts';

/** True where the rules ask for regimes or signals, which a platform does not have. */
export const usesHistory = (spec: StrategySpec): boolean =>
  ruleFeatures(spec).some((f) => f === 'regime' || f === 'volatility_regime' || f === 'signal');

function sizingValues(s: Sizing): string[] {
  switch (s.kind) {
    case 'percent-of-equity':
      return [`percent=${s.percent}`];
    case 'atr-risk':
      return [`risk_percent=${s.riskPercent}`, `atr_multiple=${s.atrMultiple}`];
    case 'volatility-target':
      return [`annual_percent=${s.annualPercent}`, `max_percent=${s.maxPercent}`];
    default:
      throw new Error(`sizing by ${s.kind} is refused before code is written`);
  }
}

const sizingText = (s: Sizing): string => `Sizing(${[`kind=${pythonText(s.kind)}`, ...sizingValues(s)].join(', ')})`;

const protectionLines = (p: Protection): string[] => [
  '    protection=Protection(',
  `        stop_loss_percent=${optionalText(p.stopLossPercent)},`,
  `        stop_loss_atr=${optionalText(p.stopLossAtr)},`,
  `        take_profit_percent=${optionalText(p.takeProfitPercent)},`,
  `        trailing_stop_percent=${optionalText(p.trailingStopPercent)},`,
  `        time_exit_bars=${optionalText(p.timeExitBars)},`,
  '    ),',
];

function planLines(spec: StrategySpec): string[] {
  const symbols = [...new Set(spec.symbols)].sort();
  const { maxPositionShare, maxGrossLeverage, maxDailyLossShare, maxDrawdownShare } = limitsOfExports;
  const { commissionBps, commissionPerShare, slippageBps } = costsOfExports;
  return [
    'PLAN = Plan(',
    ...(symbols.length === 1
      ? [`    symbols=(${pythonText(symbols[0] as string)},),`]
      : ['    symbols=(', ...symbols.map((s) => `        ${pythonText(s)},`), '    ),']),
    `    sizing=${sizingText(spec.sizing)},`,
    ...protectionLines(spec.protection),
    `    max_open_positions=${spec.maxOpenPositions},`,
    '    limits=Limits(',
    `        max_position_share=${maxPositionShare},`,
    `        max_gross_leverage=${maxGrossLeverage},`,
    `        max_daily_loss_share=${maxDailyLossShare},`,
    `        max_drawdown_share=${maxDrawdownShare},`,
    `        participation=${limitsOfExports.participation},`,
    '    ),',
    `    costs=Costs(commission_bps=${commissionBps}, commission_per_share=${commissionPerShare}, slippage_bps=${slippageBps}),`,
    '    tick_size=0.01,',
    '    lot_size=1.0,',
    ')',
  ];
}

const parameterLines = (spec: StrategySpec): string[] =>
  Object.entries(spec.parameters).map(
    ([name, p]) =>
      `    ${pythonName(name)}: ${isWhole(p) ? 'int' : 'float'} = ${constantText(p.value)}  # searched from ${p.min} to ${p.max} in steps of ${p.step}`,
  );

/** `from module import a, b`, one name a line when they are many. */
export function importLines(module: string, names: readonly string[]): string[] {
  const line = `from ${module} import ${names.join(', ')}`;
  return line.length <= lineWidth ? [line] : [`from ${module} import (`, ...names.map((name) => `    ${name},`), ')'];
}

const byLowerCase = (a: string, b: string): number => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);
/** Classes first, then functions: the order of the import sorter. */
export const importedNames = (rules: PythonRules, extra: readonly string[]): string[] => [
  ...[...new Set([...rules.classes, ...extra])].sort(byLowerCase),
  ...[...rules.functions].sort(),
];

const words: Readonly<Record<RuleName, [local: string, says: string]>> = {
  regimeFilter: ['regime_filter', 'Enters only where'],
  entryLong: ['entry_long', 'Enters long where'],
  exitLong: ['exit_long', 'Leaves a long position where'],
  entryShort: ['entry_short', 'Enters short where'],
  exitShort: ['exit_short', 'Leaves a short position where'],
};

/** A rule as an assignment under its text; broken at its outermost `and` or `or` when it is long. */
function ruleLines(compiled: CompiledStrategy, rules: PythonRules, name: RuleName): string[] {
  const code = rules.rules.get(name);
  if (code === undefined) return [];
  const [local, says] = words[name];
  const text = commentText(ruleText(compiled.spec, name) ?? '');
  return [...wrapText(`${says}: ${text}`, lineWidth, '        # '), ...assignment(local, code)];
}

/** The members and columns that sizes and stops need. */
function figures(spec: StrategySpec): { members: string[]; steps: string[]; classes: string[]; values: string[] } {
  const { sizing, protection } = spec;
  const range = 'bar.high, bar.low, bar.close';
  const members: string[] = [];
  const steps: string[] = [];
  const classes = new Set<string>();
  const values: string[] = [];
  const add = (name: string, className: string, length: number, feed: string): void => {
    members.push(...assignment(`self._${name}`, `${className}(${length})`));
    steps.push(...assignment(name, `self._${name}.update(${feed})`));
    classes.add(className);
    values.push(`${name}=${name},`);
  };
  if (protection.stopLossAtr !== null) add('stop_range', 'Atr', protection.atrLength, range);
  if (sizing.kind === 'atr-risk') add('sizing_range', 'Atr', sizing.atrLength, range);
  if (sizing.kind === 'volatility-target') add('volatility', 'Volatility', sizing.lookback, 'bar.close');
  return { members, steps, classes: [...classes], values };
}

/** The classes and functions of `desk_indicators.py` a strategy needs. */
export const indicatorNames = (compiled: CompiledStrategy): string[] =>
  importedNames(writeRules(compiled), figures(compiled.spec).classes);

export function strategyFile(compiled: CompiledStrategy, strategyId: string): string {
  const { spec, warmUp } = compiled;
  const rules = writeRules(compiled);
  const extra = figures(spec);
  const names = importedNames(rules, extra.classes);
  const filtered = rules.rules.has('regimeFilter');
  const entry = (name: 'entryLong' | 'entryShort', local: string): string =>
    rules.rules.has(name) ? `${local}=${filtered ? 'regime_filter and ' : ''}${local},` : '';
  const body = [...rules.steps, ...rules.rules.values()].join('\n');
  const lines = [
    ...wrapText(
      `"""${commentText(spec.name)} (${strategyId}), written from its specification: edit that.`,
      lineWidth,
      '',
      '',
    ),
    '',
    ...wrapText(`Thesis: ${commentText(spec.thesis)}`, lineWidth),
    ...wrapText(`Proved wrong by: ${commentText(spec.falsifier)}`, lineWidth),
    '',
    ...explainStrategy(spec).flatMap((line) => wrapText(commentText(line), lineWidth, '- ', '  ')),
    '"""',
    '',
    'from __future__ import annotations',
    '',
    'from dataclasses import dataclass',
    '',
    'from desk_book import Bar, Costs, Known, Limits, Plan, Protection, Signals, Sizing',
    ...(names.length === 0 ? [] : importLines('desk_indicators', names)),
    '',
    '# Bars before the first decision.',
    `WARM_UP = ${warmUp}`,
    '# Whether the rules ask for regimes or signals: a platform has none, they come from the known.csv of the desk.',
    `USES_HISTORY = ${usesHistory(spec) ? 'True' : 'False'}`,
    '',
    ...planLines(spec),
    '',
    '',
    '@dataclass(frozen=True)',
    'class Parameters:',
    '    """Numbers of the rules, with the range in which each may be searched."""',
    ...(Object.keys(spec.parameters).length === 0 ? [] : ['', ...parameterLines(spec)]),
    '',
    '',
    'PARAMETERS = Parameters()',
    '',
    '',
    'class Rules:',
    '    """The rules over one symbol. Every answer is made of bars that have closed: nothing looks ahead."""',
    '',
    '    def __init__(self, symbol: str, known: Known, p: Parameters = PARAMETERS) -> None:',
    ...['self._symbol = symbol', 'self._known = known', 'self._p = p', 'self._bars = 0'].map(
      (line) => `        ${line}`,
    ),
    ...rules.members,
    ...extra.members,
    '',
    '    def update(self, bar: Bar) -> Signals:',
    '        """Takes the bar that has just closed and answers what holds at its close."""',
    '        self._bars += 1',
    ...(/\bp\./.test(body) ? ['        p = self._p'] : []),
    ...rules.steps,
    ...extra.steps,
    '        if self._bars <= WARM_UP:',
    '            return Signals()',
    ...(['regimeFilter', 'entryLong', 'exitLong', 'entryShort', 'exitShort'] as const).flatMap((name) =>
      ruleLines(compiled, rules, name),
    ),
    '        return Signals(',
    ...[
      entry('entryLong', 'entry_long'),
      rules.rules.has('exitLong') ? 'exit_long=exit_long,' : '',
      entry('entryShort', 'entry_short'),
      rules.rules.has('exitShort') ? 'exit_short=exit_short,' : '',
      ...extra.values,
    ]
      .filter((line) => line !== '')
      .map((line) => `            ${line}`),
    '        )',
    '',
  ];
  return lines.join('\n');
}
