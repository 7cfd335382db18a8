/** Checks types, arity, constants and ranges of a parsed rule. */
import { timeframes } from '../../domain/bar.ts';
import { indicators } from '../../quant/indicators/index.ts';
import { type BuiltIn, intradayFunctions, periods } from './built-ins.ts';
import { constantValue } from './constant.ts';
import { isIntraday, isLonger } from './higher-bars.ts';
import type { RuleScope } from './market.ts';
import {
  builtIns,
  functionNames,
  functionsOf,
  isSeriesName,
  nearest,
  type RuleType,
  regimeCodes,
  seriesNames,
  usageOf,
  volatilityCodes,
} from './names.ts';
import { type BinaryNode, type CallNode, type Expression, type RuleResult, refuseRule } from './syntax.ts';

export interface CheckEnvironment {
  /** Parameters by name with their present value. */
  readonly parameters: Readonly<Record<string, number>>;
  /** What functions of schema 2 lean on; without it they are refused. */
  readonly scope?: RuleScope;
  /** Calls around the expression that look at other bars or symbols; the checker fills it in. */
  readonly within?: readonly string[];
}

type Checked = RuleResult<RuleType>;
const words: Readonly<Record<RuleType, string>> = {
  number: 'a number',
  truth: 'a condition',
  label: 'a regime',
  'volatility-label': 'a volatility regime',
  text: 'a quoted word',
};

/**
 * Finds the type of an expression, or the first thing wrong with it.
 * A rule must be of type `truth`: pass `expected` to have that checked too.
 */
export function checkExpression(expression: Expression, env: CheckEnvironment, expected?: RuleType): Checked {
  const type = typeOf(expression, env);
  if (!type.ok || expected === undefined || type.value === expected) return type;
  const fix = expected === 'truth' ? 'compare it with something, e.g. … > 0' : undefined;
  return refuseRule('rule-type', `${words[expected]} was expected here, this is ${words[type.value]}`, expression, fix);
}

function typeOf(node: Expression, env: CheckEnvironment): Checked {
  switch (node.kind) {
    case 'number':
      return { ok: true, value: 'number' };
    case 'text':
      return { ok: true, value: 'text' };
    case 'name': {
      if (isSeriesName(node.name) || Object.hasOwn(env.parameters, node.name)) return { ok: true, value: 'number' };
      if (functionNames.includes(node.name)) {
        return refuseRule(
          'rule-name',
          `${node.name} is a function and needs its parentheses`,
          node,
          `write ${usageOf(node.name)}`,
        );
      }
      const near = nearest(node.name, [...seriesNames, ...Object.keys(env.parameters), ...functionNames]);
      const fix = near ? `did you mean ${near}?` : `use ${seriesNames.join(', ')} or a parameter of the strategy`;
      return refuseRule('rule-name', `"${node.name.slice(0, 40)}" is neither a series nor a parameter`, node, fix);
    }
    case 'unary':
      return checkExpression(node.operand, env, node.operator === 'not' ? 'truth' : 'number');
    case 'binary':
      return typeOfBinary(node, env);
    case 'call':
      return typeOfCall(node, env);
  }
}

function typeOfBinary(node: BinaryNode, env: CheckEnvironment): Checked {
  const { operator } = node;
  if (operator === 'and' || operator === 'or') {
    const left = checkExpression(node.left, env, 'truth');
    return left.ok ? checkExpression(node.right, env, 'truth') : left;
  }
  if (operator === '==' || operator === '!=') {
    const left = typeOf(node.left, env);
    if (!left.ok) return left;
    const right = typeOf(node.right, env);
    if (!right.ok) return right;
    const label = [left.value, right.value].find((t) => t === 'label' || t === 'volatility-label');
    if (label || left.value === 'text' || right.value === 'text') return checkLabel(node, left.value, right.value);
  }
  const left = checkExpression(node.left, env, 'number');
  if (!left.ok) return left;
  const right = checkExpression(node.right, env, 'number');
  if (!right.ok) return right;
  const compares = operator !== '+' && operator !== '-' && operator !== '*' && operator !== '/';
  return { ok: true, value: compares ? 'truth' : 'number' };
}

/** `regime() == "bull"`, either way round. */
function checkLabel(node: BinaryNode, left: RuleType, right: RuleType): Checked {
  const text = node.left.kind === 'text' ? node.left : node.right.kind === 'text' ? node.right : undefined;
  const other = text === node.left ? right : left;
  if (!text || (other !== 'label' && other !== 'volatility-label')) {
    return refuseRule(
      'rule-type',
      'a regime can only be compared with a quoted word',
      node,
      'write regime() == "bull"',
    );
  }
  const known = Object.keys(other === 'label' ? regimeCodes : volatilityCodes);
  if (known.includes(text.value)) return { ok: true, value: 'truth' };
  const list = known.map((k) => `"${k}"`).join(', ');
  return refuseRule('rule-label', `"${text.value.slice(0, 40)}" is not ${words[other]}`, text, `use one of ${list}`);
}

function typeOfCall(node: CallNode, env: CheckEnvironment): Checked {
  const builtIn = Object.hasOwn(builtIns, node.name) ? builtIns[node.name] : undefined;
  const indicator = Object.hasOwn(indicators, node.name) ? indicators[node.name] : undefined;
  if (!builtIn && !indicator) {
    const near = nearest(node.name, functionsOf(env.scope ? 2 : 1));
    const fix = near ? `did you mean ${usageOf(near)}?` : `functions are ${functionNames.join(', ')}`;
    return refuseRule(
      'rule-function',
      `there is no function "${node.name.slice(0, 40)}"`,
      { start: node.start, end: node.start + node.name.length },
      fix,
    );
  }
  if (builtIn?.since === 2) {
    const refused = refuseContext(node, builtIn, env);
    if (refused) return refused;
  }
  const series = indicator ? indicator.inputs.filter((i) => i === 'series').length : 0;
  const takes = builtIn ? builtIn.takes.length : series + (indicator?.parameters.length ?? 0);
  if (node.arguments.length !== takes) {
    const message = `${node.name} takes ${takes} argument${takes === 1 ? '' : 's'}, not ${node.arguments.length}`;
    return refuseRule('rule-arity', message, node, `write ${usageOf(node.name)}`);
  }
  for (let i = 0; i < takes; i++) {
    const argument = node.arguments[i] as Expression;
    const kind = builtIn?.takes[i];
    if (kind === 'timeframe' || kind === 'symbol' || kind === 'period') {
      const word = checkWord(node, argument, kind, env);
      if (!word.ok) return word;
      continue;
    }
    const inner = builtIn?.looksAt ? { ...env, within: [...(env.within ?? []), node.name] } : env;
    const checked =
      kind === 'either'
        ? checkEither(argument, inner)
        : checkExpression(argument, inner, kind === 'truth' ? 'truth' : 'number');
    if (!checked.ok) return checked;
    if (builtIn?.gives === 'same' && i === takes - 1) return checked;
    const limits =
      kind === 'whole' ? { name: 'bars', min: 0, max: 2000, whole: true } : indicator?.parameters[i - series];
    if (!limits || (indicator && i < series)) continue;
    const value = constantValue(argument, env.parameters);
    if (value === undefined) {
      return refuseRule(
        'rule-constant',
        `${limits.name} of ${node.name} must be a number or a parameter`,
        argument,
        'it cannot change from bar to bar',
      );
    }
    if (!(value >= limits.min && value <= limits.max) || (limits.whole && !Number.isInteger(value))) {
      const what = limits.whole ? 'a whole number' : 'a number';
      return refuseRule(
        'rule-range',
        `${limits.name} of ${node.name} is ${value}`,
        argument,
        `give ${what} from ${limits.min} to ${limits.max}`,
      );
    }
  }
  return { ok: true, value: builtIn && builtIn.gives !== 'same' ? builtIn.gives : 'number' };
}

/** A number or a condition. */
function checkEither(node: Expression, env: CheckEnvironment): Checked {
  const type = typeOf(node, env);
  if (!type.ok || type.value === 'number' || type.value === 'truth') return type;
  return refuseRule('rule-type', `a number or a condition was expected here, this is ${words[type.value]}`, node);
}

/** A quoted word of a closed list, or a symbol. */
function checkWord(
  node: CallNode,
  argument: Expression,
  kind: 'timeframe' | 'symbol' | 'period',
  env: CheckEnvironment,
): Checked {
  const what = { timeframe: 'timeframe', symbol: 'symbol', period: 'period' }[kind];
  if (argument.kind !== 'text')
    return refuseRule('rule-type', `${node.name} takes a quoted ${what} here`, argument, `write ${usageOf(node.name)}`);
  const { value } = argument;
  if (kind === 'symbol') {
    if (value.length >= 1 && value.length <= 32) return { ok: true, value: 'text' };
    return refuseRule('rule-symbol', 'a symbol has 1 to 32 characters', argument, `write ${usageOf(node.name)}`);
  }
  const known: readonly string[] =
    kind === 'period' ? periods : timeframes.filter((t) => !env.scope || isLonger(t, env.scope.timeframe));
  if (known.includes(value)) return { ok: true, value: 'text' };
  const list = known.map((k) => `"${k}"`).join(', ');
  const isShorter = kind === 'timeframe' && (timeframes as readonly string[]).includes(value);
  const message = isShorter
    ? `"${value}" bars are not longer than the "${env.scope?.timeframe}" bars of the strategy`
    : `"${value.slice(0, 40)}" is not a ${what}`;
  return refuseRule('rule-word', message, argument, list === '' ? 'remove it' : `use one of ${list}`);
}

/** Whether a function of schema 2 may stand where it does. */
function refuseContext(node: CallNode, builtIn: BuiltIn, env: CheckEnvironment): Checked | undefined {
  const at = { start: node.start, end: node.start + node.name.length };
  const { scope, within = [] } = env;
  if (!scope) {
    const fix = 'set "schema": 2 in the strategy that uses it';
    return refuseRule('rule-schema', `${node.name} belongs to schema 2 of the strategy language`, at, fix);
  }
  const around = within.map((name) => [name, builtIns[name]?.looksAt] as const);
  const clash = around.find(([, looksAt]) =>
    builtIn.looksAt === 'higher-timeframe'
      ? looksAt === 'higher-timeframe'
      : builtIn.looksAt === 'other-symbol'
        ? looksAt === 'other-symbol'
        : builtIn.looksAt !== undefined && (looksAt === 'all-symbols' || looksAt === 'other-symbol'),
  );
  if (clash) {
    const fix = `take ${node.name} out of ${clash[0]}`;
    return refuseRule('rule-nested', `${node.name} cannot stand inside ${clash[0]}`, at, fix);
  }
  if (node.name === 'partner' && Object.keys(scope.partners).length === 0) {
    const fix = 'give "pairs", or trade exactly two symbols';
    return refuseRule('rule-pairs', 'partner has no meaning: the strategy names no pairs', at, fix);
  }
  if (intradayFunctions.includes(node.name) && !isIntraday(scope.timeframe)) {
    const message = `${node.name} means nothing on ${scope.timeframe} bars, which close with the session`;
    return refuseRule('rule-timeframe', message, at, 'use it with bars shorter than a day');
  }
  if (node.name === 'ends' && within.includes('on')) {
    const fix = 'take ends out of on: it is about the bars of the strategy';
    return refuseRule('rule-nested', 'ends cannot stand inside on', at, fix);
  }
  if (node.name === 'ends' && isLonger(scope.timeframe, '1d')) {
    const message = `ends cannot be known on ${scope.timeframe} bars`;
    return refuseRule('rule-timeframe', message, at, 'use starts, or bars of a day or less');
  }
  return undefined;
}
