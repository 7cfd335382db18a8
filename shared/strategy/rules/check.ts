/** Checks types, arity, constants and ranges of a parsed rule. */
import { indicators } from '../../quant/indicators/index.ts';
import { constantValue } from './constant.ts';
import {
  builtIns,
  functionNames,
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
    const near = nearest(node.name, functionNames);
    const fix = near ? `did you mean ${usageOf(near)}?` : `functions are ${functionNames.join(', ')}`;
    return refuseRule(
      'rule-function',
      `there is no function "${node.name.slice(0, 40)}"`,
      { start: node.start, end: node.start + node.name.length },
      fix,
    );
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
    const checked = checkExpression(argument, env, kind === 'truth' ? 'truth' : 'number');
    if (!checked.ok) return checked;
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
  return { ok: true, value: builtIn ? builtIn.gives : 'number' };
}
