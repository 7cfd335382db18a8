/** Works out an expression of the rule language over columns, with every indicator of the library, not only those of rules. */
import { ensureDefined } from '../../shared/core/assert.ts';
import type { Result } from '../../shared/core/result.ts';
import type { BarColumns } from '../../shared/domain/bar.ts';
import type { Indicator } from '../../shared/quant/indicators/define.ts';
import { indicators, library } from '../../shared/quant/indicators/index.ts';
import { checkExpression } from '../../shared/strategy/rules/check.ts';
import { constantValue } from '../../shared/strategy/rules/constant.ts';
import { createEvaluator } from '../../shared/strategy/rules/evaluate.ts';
import { builtIns, nearest } from '../../shared/strategy/rules/names.ts';
import { parseExpression } from '../../shared/strategy/rules/parse.ts';
import { resolveExpression, warmUpOf } from '../../shared/strategy/rules/resolve.ts';
import { type CallNode, type Expression, type RuleResult, refuseRule } from '../../shared/strategy/rules/syntax.ts';

export interface Evaluated {
  /** Leading rows without a value on clean data. */
  readonly warmUp: number;
  /** NaN = no value; a condition is 1 or 0. */
  readonly values: Float64Array;
}

/** How an indicator is called: its series, then its parameters. */
export function usageOf(indicator: Indicator): string {
  const series = indicator.inputs.filter((i) => i === 'series').map((_, k) => ['x', 'y'][k]);
  return `${indicator.name}(${[...series, ...indicator.parameters.map((p) => p.name)].join(', ')})`;
}

/** A part worked out already takes the place of its call under a name no text can spell. */
interface Done {
  readonly columns: Record<string, Float64Array>;
  readonly warmUps: Map<string, number>;
}

export function evaluateText(text: string, bars: BarColumns): Result<Evaluated> {
  const parsed = parseExpression(text);
  if (!parsed.ok) return parsed;
  const done: Done = { columns: {}, warmUps: new Map() };
  const lowered = lower(parsed.value, bars, done);
  if (!lowered.ok) return lowered;
  return valuesOf(lowered.value, bars, done);
}

function valuesOf(node: Expression, bars: BarColumns, done: Done, expected?: 'number'): RuleResult<Evaluated> {
  // Names of finished parts count as parameters for the checker; no constant is made of them.
  const parameters = Object.fromEntries([...done.warmUps.keys()].map((name) => [name, Number.NaN]));
  const checked = checkExpression(node, { parameters }, expected);
  if (!checked.ok) return checked;
  if (checked.value !== 'number' && checked.value !== 'truth')
    return refuseRule('rule-type', 'this gives neither numbers nor a condition', node, 'compare it with a quoted word');
  const resolved = resolveExpression(node, {});
  const column = createEvaluator({ columns: { ...bars, ...done.columns }, parameters: {} })(resolved);
  return { ok: true, value: { warmUp: warmUp(resolved, done), values: Float64Array.from(column) } };
}

/** Rows before the first full value, those of finished parts included. */
function warmUp(node: Expression, done: Done): number {
  const { start, end } = node;
  switch (node.kind) {
    case 'name':
      return done.warmUps.get(node.name) ?? 0;
    case 'unary':
      return warmUp(node.operand, done);
    case 'binary':
      return Math.max(warmUp(node.left, done), warmUp(node.right, done));
    case 'call': {
      const own = node.arguments.map(
        (a): Expression => (constantValue(a, {}) === undefined ? { kind: 'number', value: 0, start, end } : a),
      );
      return Math.max(0, ...node.arguments.map((a) => warmUp(a, done))) + warmUpOf({ ...node, arguments: own });
    }
    default:
      return 0;
  }
}

/** Works out every call that rules do not know and puts the finished column in its place, innermost first. */
function lower(node: Expression, bars: BarColumns, done: Done): RuleResult<Expression> {
  switch (node.kind) {
    case 'unary': {
      const operand = lower(node.operand, bars, done);
      return operand.ok ? { ok: true, value: { ...node, operand: operand.value } } : operand;
    }
    case 'binary': {
      const left = lower(node.left, bars, done);
      if (!left.ok) return left;
      const right = lower(node.right, bars, done);
      return right.ok ? { ok: true, value: { ...node, left: left.value, right: right.value } } : right;
    }
    case 'call': {
      const parts: Expression[] = [];
      for (const argument of node.arguments) {
        const part = lower(argument, bars, done);
        if (!part.ok) return part;
        parts.push(part.value);
      }
      return call({ ...node, arguments: parts }, bars, done);
    }
    default:
      return { ok: true, value: node };
  }
}

function call(node: CallNode, bars: BarColumns, done: Done): RuleResult<Expression> {
  const indicator = Object.hasOwn(library, node.name) ? library[node.name] : undefined;
  if (!indicator) {
    if (Object.hasOwn(builtIns, node.name)) return { ok: true, value: node };
    const near = nearest(node.name, [...Object.keys(library), ...Object.keys(builtIns)]);
    const fix = near ? `did you mean ${near}?` : 'see quantai indicators --list';
    return refuseRule('rule-function', `there is no indicator "${node.name.slice(0, 40)}"`, node, fix);
  }
  const count = indicator.inputs.filter((i) => i === 'series').length;
  const takes = count + indicator.parameters.length;
  if (node.arguments.length !== takes)
    return refuseRule(
      'rule-arity',
      `${node.name} takes ${takes} argument${takes === 1 ? '' : 's'}, not ${node.arguments.length}`,
      node,
      `write ${usageOf(indicator)}`,
    );
  const parameters: number[] = [];
  for (const [i, limits] of indicator.parameters.entries()) {
    const argument = ensureDefined(node.arguments[count + i], 'the arguments were counted');
    const value = constantValue(argument, {});
    if (value === undefined)
      return refuseRule(
        'rule-constant',
        `${limits.name} of ${node.name} must be a number`,
        argument,
        'it cannot change from bar to bar',
      );
    if (!(value >= limits.min && value <= limits.max) || (limits.whole && !Number.isInteger(value)))
      return refuseRule(
        'rule-range',
        `${limits.name} of ${node.name} is ${value}`,
        argument,
        `give ${limits.whole ? 'a whole number' : 'a number'} from ${limits.min} to ${limits.max}`,
      );
    parameters.push(value);
  }
  if (Object.hasOwn(indicators, node.name)) return { ok: true, value: node };
  const series: Float64Array[] = [];
  let before = 0;
  for (const argument of node.arguments.slice(0, count)) {
    const part = valuesOf(argument, bars, done, 'number');
    if (!part.ok) return part;
    series.push(part.value.values);
    before = Math.max(before, part.value.warmUp);
  }
  let next = 0;
  const inputs = indicator.inputs.map((i) => (i === 'series' ? (series[next++] as Float64Array) : bars[i]));
  const name = `#${done.warmUps.size}`;
  done.columns[name] = indicator.compute(inputs, parameters);
  done.warmUps.set(name, before + indicator.warmUp(parameters));
  return { ok: true, value: { kind: 'name', name, start: node.start, end: node.end } };
}
