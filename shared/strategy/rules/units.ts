/** Units: a price is not a percentage and a volume is not a price; what cannot be compared is refused with the reason. */
import { indicators } from '../../quant/indicators/index.ts';
import { constantValue } from './constant.ts';
import { indicatorUnits } from './indicator-units.ts';
import { formatExpression } from './print.ts';
import { isCondition } from './resolve.ts';
import { type BinaryNode, type CallNode, type Expression, type RuleResult, refuseRule } from './syntax.ts';

/** `plain`: a bare quotient or product; `score`: distance in its own deviations or an index without a scale. */
export type UnitName = 'price' | 'shares' | 'percent' | 'ratio' | 'score' | 'count' | 'any';
type Flavour = 'percent' | 'ratio' | 'score' | 'count' | 'plain';

/** Powers of the two dimensions there are; the flavour tells kinds of bare numbers apart. */
interface Dimension {
  readonly price: number;
  readonly shares: number;
  readonly flavour: Flavour;
}
/** `any`: a number or parameter, which goes with everything. */
type Unit = Dimension | 'any';
type Measured = RuleResult<Unit>;

const bare = (flavour: Flavour): Dimension => ({ price: 0, shares: 0, flavour });
const named: Readonly<Record<UnitName, Unit>> = {
  price: { price: 1, shares: 0, flavour: 'plain' },
  shares: { price: 0, shares: 1, flavour: 'plain' },
  percent: bare('percent'),
  ratio: bare('ratio'),
  score: bare('score'),
  count: bare('count'),
  any: 'any',
};
/** Units of the built-in functions that have one of their own. */
export const builtInUnits: Readonly<Record<string, UnitName>> = {
  log: 'ratio',
  signal: 'score',
  day_of_week: 'count',
  month: 'count',
  rank: 'count',
  universe_share: 'ratio',
  trading_day_of_month: 'count',
  trading_days_left: 'count',
  time_of_day: 'count',
  minutes_to_close: 'count',
  dividend: 'price',
};

const isBare = (unit: Dimension): boolean => unit.price === 0 && unit.shares === 0;
const fits = (a: Unit, b: Unit): boolean =>
  a === 'any' ||
  b === 'any' ||
  (a.price === b.price &&
    a.shares === b.shares &&
    (!isBare(a) || a.flavour === b.flavour || a.flavour === 'plain' || b.flavour === 'plain'));

/** What a unit is called, e.g. `a price`. */
function nameOf(unit: Unit): string {
  if (unit === 'any') return 'a number';
  const { price, shares } = unit;
  if (price === 1 && shares === 0) return 'a price';
  if (price === 0 && shares === 1) return 'a number of shares';
  if (price === 1 && shares === 1) return 'an amount of money';
  if (!isBare(unit)) return 'a product of prices and shares';
  return {
    percent: 'a percentage (0 to 100)',
    ratio: 'a ratio (1 = 100 %)',
    score: 'a score without a unit',
    count: 'a count',
    plain: 'a plain number',
  }[unit.flavour];
}

const advice = (a: Unit, b: Unit): string => {
  const flavours = [a, b].map((u) => (u === 'any' || !isBare(u) ? 'other' : u.flavour));
  if (flavours.includes('percent') && flavours.includes('ratio')) return 'multiply the ratio by 100';
  const example = (u: Unit): string =>
    u === 'any'
      ? 'a number'
      : isBare(u) && u.flavour === 'percent'
        ? 'a percentage such as 70'
        : u.price === 1 && u.shares === 0
          ? 'a price such as sma(close, 20)'
          : u.price === 0 && u.shares === 1
            ? 'a volume such as sma(volume, 20)'
            : u.price !== 0 || u.shares !== 0
              ? 'one of its own kind'
              : 'a number';
  return `compare the first with ${example(a)} and the second with ${example(b)}`;
};

const shown = (node: Expression): string => {
  const text = formatExpression(node);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
};

function same(a: Unit, b: Unit): Unit {
  if (a === 'any') return b;
  return b !== 'any' && a.flavour === 'plain' && isBare(a) ? b : a;
}

/** Both sides, if they go together. */
function together(left: Expression, right: Expression, at: Expression, verb: string): Measured {
  const a = unitOf(left);
  if (!a.ok) return a;
  const b = unitOf(right);
  if (!b.ok) return b;
  if (fits(a.value, b.value)) return { ok: true, value: same(a.value, b.value) };
  const message = `${shown(left)} is ${nameOf(a.value)} and ${shown(right)} is ${nameOf(b.value)}: they cannot be ${verb}`;
  return refuseRule('rule-unit', message, at, advice(a.value, b.value));
}

/** The unit of a checked expression, or the first place where units clash. Conditions have no unit of their own. */
function unitOf(node: Expression): Measured {
  switch (node.kind) {
    case 'number':
    case 'text':
      return { ok: true, value: 'any' };
    case 'name':
      if (node.name === 'volume') return { ok: true, value: named.shares };
      return { ok: true, value: ['open', 'high', 'low', 'close'].includes(node.name) ? named.price : 'any' };
    case 'unary':
      return unitOf(node.operand);
    case 'binary':
      return unitOfBinary(node);
    case 'call':
      return unitOfCall(node);
  }
}

function unitOfBinary(node: BinaryNode): Measured {
  const { operator, left, right } = node;
  if (operator === '+' || operator === '-')
    return together(left, right, node, operator === '+' ? 'added' : 'subtracted');
  if (operator === '*' || operator === '/') {
    const a = unitOf(left);
    if (!a.ok) return a;
    const b = unitOf(right);
    return b.ok ? { ok: true, value: combined(a.value, b.value, operator, node) } : b;
  }
  if (operator === 'and' || operator === 'or') {
    const a = unitOf(left);
    return a.ok ? unitOf(right) : a;
  }
  return together(left, right, node, 'compared');
}

/** Units multiply and divide; 100 turns a ratio into a percentage and back. */
function combined(a: Unit, b: Unit, operator: '*' | '/', node: BinaryNode): Unit {
  if (a === 'any' && b === 'any') return 'any';
  const sign = operator === '*' ? 1 : -1;
  if (a !== 'any' && b !== 'any') {
    const price = a.price + sign * b.price;
    const shares = a.shares + sign * b.shares;
    if (price !== 0 || shares !== 0) return { price, shares, flavour: 'plain' };
    if (!isBare(a)) return bare('ratio');
    if (operator === '/') return bare(a.flavour === b.flavour ? 'ratio' : b.flavour === 'ratio' ? a.flavour : 'plain');
    return bare(a.flavour === 'ratio' ? b.flavour : b.flavour === 'ratio' ? a.flavour : 'plain');
  }
  const scale = constantValue(a === 'any' ? node.left : node.right, {});
  const unit = (a === 'any' ? b : a) as Dimension;
  if (a === 'any' && operator === '/') return { price: -unit.price, shares: -unit.shares, flavour: 'plain' };
  if (!isBare(unit)) return unit;
  const by = operator === '*' ? scale : scale === undefined ? undefined : 1 / scale;
  if (unit.flavour === 'percent' && by === 0.01) return bare('ratio');
  if (unit.flavour === 'ratio' && by === 100) return bare('percent');
  return unit;
}

function unitOfCall(node: CallNode): Measured {
  const [first, second, third] = node.arguments;
  if (node.name === 'cross_over' || node.name === 'cross_under')
    return together(first as Expression, second as Expression, node, 'compared');
  if (node.name === 'min' || node.name === 'max')
    return together(first as Expression, second as Expression, node, 'compared');
  if (node.name === 'if') {
    const condition = unitOf(first as Expression);
    return condition.ok ? together(second as Expression, third as Expression, node, 'alternatives') : condition;
  }
  let given: Unit | undefined;
  for (const argument of node.arguments) {
    const unit = unitOf(argument);
    if (!unit.ok) return unit;
    if (argument.kind !== 'text') given ??= unit.value;
  }
  const own = Object.hasOwn(indicators, node.name) ? indicatorUnits[node.name] : builtInUnits[node.name];
  if (own !== undefined) return { ok: true, value: named[own] };
  if (isCondition(node) || given === undefined) return { ok: true, value: 'any' };
  // What has no line of its own measures what its series does.
  if (Object.hasOwn(indicators, node.name) && !indicators[node.name]?.inputs.includes('series'))
    return { ok: true, value: 'any' };
  if (node.name !== 'sqrt' || given === 'any') return { ok: true, value: given };
  const half = { price: given.price / 2, shares: given.shares / 2, flavour: given.flavour };
  return { ok: true, value: Number.isInteger(half.price) && Number.isInteger(half.shares) ? half : 'any' };
}

/** Finds the first clash of units in a rule that passed the type check, and says why it is one. */
export function checkUnits(rule: Expression): RuleResult<true> {
  const unit = unitOf(rule);
  return unit.ok ? { ok: true, value: true } : unit;
}
