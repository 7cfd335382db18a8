/** Checks everything about a spec that its schema cannot: names, ranges, rules, units and how its parts go together. */
import { ensureDefined } from '../core/assert.ts';
import { ok, type Refusal, type Result } from '../core/result.ts';
import { sectionTexts, type Trees } from './lower.ts';
import { checkExpression } from './rules/check.ts';
import { isIntraday } from './rules/higher-bars.ts';
import { functionsOf, isSeriesName } from './rules/names.ts';
import { parseExpression } from './rules/parse.ts';
import type { Expression, RuleResult } from './rules/syntax.ts';
import { checkUnits } from './rules/units.ts';
import type { StrategySpec } from './spec.ts';
import { parameterValues, type RuleName, ruleTexts, scopeOf } from './spec-rules.ts';

/** A refusal with the part of the spec it is about, and the characters where that is a text. */
export interface SpecRefusal extends Refusal {
  /** Path of the part, e.g. `rules.entryLong`. */
  readonly path: string;
  /** Half-open range of characters in `source`. */
  readonly start?: number;
  readonly end?: number;
  /** The text the characters belong to. */
  readonly source?: string;
}

const refusal = (code: string, message: string, path: string, fix?: string): SpecRefusal => ({
  code,
  message,
  where: path,
  path,
  ...(fix === undefined ? {} : { fix }),
});

/** The parsed rules of a spec that holds together, or the first thing wrong with it. */
export function checkSpec(spec: StrategySpec): Result<Trees, SpecRefusal> {
  const found = problemsOf(spec);
  const [first] = found.problems;
  return first ? { ok: false, error: first } : ok(found.trees);
}

/**
 * Everything wrong with a spec: at most one thing per text. Clashes of units are refused in schema 2; a strategy of schema 1
 * was accepted with them and stays so: they are listed apart.
 */
export function problemsOf(spec: StrategySpec): {
  readonly problems: SpecRefusal[];
  readonly unitClashes: SpecRefusal[];
  readonly trees: Trees;
} {
  const problems = [...parameterProblems(spec), ...partProblems(spec)];
  const clashes: SpecRefusal[] = [];
  const parameters = parameterValues(spec);
  const env = { parameters, ...(spec.schema === 2 && { scope: scopeOf(spec) }) };
  const trees: { rules: Partial<Record<RuleName, Expression>>; filter?: Expression; rankBy?: Expression } = {
    rules: {},
  };
  const note = (list: SpecRefusal[], result: RuleResult<unknown>, path: string, source: string): boolean => {
    if (result.ok) return true;
    const { error } = result;
    list.push({ ...error, where: `${path}, ${error.where}`, path, source });
    return false;
  };
  for (const { path, text, gives } of ruleTexts(spec)) {
    const parsed = parseExpression(text);
    if (!note(problems, parsed, path, text) || !parsed.ok) continue;
    if (!note(problems, checkExpression(parsed.value, env, gives), path, text)) continue;
    note(spec.schema === 2 ? problems : clashes, checkUnits(parsed.value), path, text);
    if (path === 'universe.filter') trees.filter = parsed.value;
    else if (path === 'universe.rankBy') trees.rankBy = parsed.value;
    else trees.rules[path.replace('rules.', '') as RuleName] = parsed.value;
  }
  return { problems, unitClashes: clashes, trees };
}

function parameterProblems(spec: StrategySpec): SpecRefusal[] {
  const problems: SpecRefusal[] = [];
  const functions = functionsOf(spec.schema);
  for (const name of Object.keys(spec.parameters)) {
    const path = `parameters.${name}`;
    if (isSeriesName(name) || functions.includes(name)) {
      const kind = isSeriesName(name) ? 'series' : 'function';
      problems.push(
        refusal('parameter-name', `the parameter "${name}" hides the ${kind} of that name`, path, 'rename it'),
      );
    }
    const { value, min, max } = ensureDefined(spec.parameters[name], 'the name was listed');
    if (!(value >= min && value <= max)) {
      const message = `the parameter "${name}" is ${value}, outside ${min} to ${max}`;
      problems.push(refusal('parameter-range', message, path, 'change the value or its range'));
    }
  }
  return problems;
}

/** How the parts go together. */
function partProblems(spec: StrategySpec): SpecRefusal[] {
  const problems: SpecRefusal[] = [];
  const { universe, session, rules } = spec;
  const ranks =
    universe !== undefined && universe.rankBy !== null && (universe.top !== null || universe.bottom !== null);
  if (rules.entryLong === null && rules.entryShort === null && !ranks)
    problems.push(refusal('no-entry', 'the strategy has no entry rule', 'rules', 'set entryLong or entryShort'));
  if (universe) {
    const most = Math.max(universe.top ?? 0, universe.bottom ?? 0);
    if (universe.rankBy === null && most > 0)
      problems.push(
        refusal(
          'universe-rank',
          'top and bottom need something to rank by',
          'universe.rankBy',
          'give a number such as roc(close, 120)',
        ),
      );
    if (universe.rankBy !== null && most === 0)
      problems.push(refusal('universe-rank', 'the ranking is not used', 'universe.rankBy', 'set top or bottom'));
    if (universe.keep !== null && universe.keep < most)
      problems.push(
        refusal(
          'universe-keep',
          `only ${universe.keep} are kept but ${most} may be entered`,
          'universe.keep',
          `give ${most} or more`,
        ),
      );
  }
  const texts = sectionTexts(spec);
  const scope = scopeOf(spec);
  for (const [path, text] of [
    ['session', texts.session],
    ['session', texts.flat],
    ['schedule', texts.schedule],
  ] as const) {
    const parsed = text === null ? undefined : parseExpression(text);
    const checked = parsed?.ok ? checkExpression(parsed.value, { parameters: {}, scope }, 'truth') : parsed;
    if (checked && !checked.ok)
      problems.push(refusal(checked.error.code, checked.error.message, path, checked.error.fix));
  }
  if (session?.flatMinutesBeforeClose !== undefined && isIntraday(spec.timeframe)) {
    const minutes = { '1m': 1, '5m': 5, '15m': 15, '30m': 30, '1h': 60 }[spec.timeframe as '1m'];
    if (session.flatMinutesBeforeClose < minutes)
      problems.push(
        refusal(
          'session-flat',
          `an order decided ${session.flatMinutesBeforeClose} minutes before the close fills at the next open, after it`,
          'session.flatMinutesBeforeClose',
          `give ${minutes} or more`,
        ),
      );
  }
  problems.push(...pairProblems(spec));
  return problems;
}

/** A symbol has one partner, and pairs are of symbols that are traded. */
function pairProblems({ pairs = [], symbols }: StrategySpec): SpecRefusal[] {
  const problems: SpecRefusal[] = [];
  const seen = new Set<string>();
  for (const [i, pair] of pairs.entries())
    for (const symbol of pair) {
      const path = `pairs.${i}`;
      if (seen.has(symbol))
        problems.push(refusal('pair-twice', `${symbol} is in two pairs`, path, 'a symbol has one partner'));
      if (!symbols.includes(symbol))
        problems.push(refusal('pair-symbol', `${symbol} is not among the symbols`, path, 'add it to symbols'));
      seen.add(symbol);
    }
  return problems;
}
