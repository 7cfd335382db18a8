/** Evaluates checked rules over whole columns; shared parts are computed once, and nothing can look ahead. */
import { indicators } from '../../quant/indicators/index.ts';
import type { RuleEnvironment } from './environment.ts';
import { regimeCodes, type SeriesName, volatilityCodes } from './names.ts';
import { formatExpression } from './print.ts';
import { numberOf, resolveExpression } from './resolve.ts';
import type { BinaryNode, CallNode, Expression } from './syntax.ts';

/** Numbers are Float64 (NaN = unknown); conditions are bytes, 1 = true. A comparison with an unknown value is false. */
export type RuleColumn = Float64Array | Uint8Array;

/** One column per bar for an expression that passed `checkExpression`. */
export function evaluateExpression(expression: Expression, env: RuleEnvironment): RuleColumn {
  return createEvaluator(env)(resolveExpression(expression, env.parameters));
}

/** An evaluator that remembers the columns of every part it has seen: use one for all the rules of a strategy. */
export function createEvaluator(env: RuleEnvironment): (resolved: Expression) => RuleColumn {
  const evaluator = new Evaluator(env);
  return (resolved) => evaluator.column(resolved);
}

/** Text of a resolved part, made once per node: its identity in the cache. */
const keys = new WeakMap<Expression, string>();
const keyOf = (node: Expression): string => {
  let key = keys.get(node);
  if (key === undefined) {
    key = formatExpression(node);
    keys.set(node, key);
  }
  return key;
};

const dayMs = 86_400_000;

class Evaluator {
  readonly #env: RuleEnvironment;
  readonly #length: number;
  readonly #seen = new Map<string, RuleColumn>();

  constructor(env: RuleEnvironment) {
    this.#env = env;
    this.#length = env.columns.close.length;
  }

  column(node: Expression): RuleColumn {
    if (node.kind === 'name') return this.#env.columns[node.name as SeriesName];
    const key = keyOf(node);
    let column = this.#seen.get(key);
    if (!column) {
      column = this.#compute(node);
      this.#seen.set(key, column);
    }
    return column;
  }

  #numbers(node: Expression | undefined): Float64Array {
    const column = node && this.column(node);
    if (column instanceof Float64Array) return column;
    throw new Error('a number was expected in a checked rule');
  }

  #truths(node: Expression | undefined): Uint8Array {
    const column = node && this.column(node);
    if (column instanceof Uint8Array) return column;
    throw new Error('a condition was expected in a checked rule');
  }

  #compute(node: Exclude<Expression, { kind: 'name' }>): RuleColumn {
    switch (node.kind) {
      case 'number':
        return new Float64Array(this.#length).fill(node.value);
      case 'text':
        throw new Error('a quoted word stands alone in a checked rule');
      case 'unary':
        if (node.operator === '-') return this.#numbers(node.operand).map((v) => -v);
        return this.#truths(node.operand).map((v) => 1 - v);
      case 'binary':
        return this.#binary(node);
      case 'call':
        return this.#call(node);
    }
  }

  #binary(node: BinaryNode): RuleColumn {
    const n = this.#length;
    const { operator } = node;
    if (operator === 'and' || operator === 'or') {
      const a = this.#truths(node.left);
      const b = this.#truths(node.right);
      const out = new Uint8Array(n);
      if (operator === 'and') for (let i = 0; i < n; i++) out[i] = (a[i] as number) & (b[i] as number);
      else for (let i = 0; i < n; i++) out[i] = (a[i] as number) | (b[i] as number);
      return out;
    }
    if (node.left.kind === 'text' || node.right.kind === 'text') return this.#label(node);
    const a = this.#numbers(node.left);
    const b = this.#numbers(node.right);
    if (operator === '+' || operator === '-' || operator === '*' || operator === '/') {
      const out = new Float64Array(n);
      if (operator === '+') for (let i = 0; i < n; i++) out[i] = (a[i] as number) + (b[i] as number);
      else if (operator === '-') for (let i = 0; i < n; i++) out[i] = (a[i] as number) - (b[i] as number);
      else if (operator === '*') for (let i = 0; i < n; i++) out[i] = (a[i] as number) * (b[i] as number);
      else for (let i = 0; i < n; i++) out[i] = b[i] === 0 ? Number.NaN : (a[i] as number) / (b[i] as number);
      return out;
    }
    const out = new Uint8Array(n);
    if (operator === '<') for (let i = 0; i < n; i++) out[i] = +((a[i] as number) < (b[i] as number));
    else if (operator === '<=') for (let i = 0; i < n; i++) out[i] = +((a[i] as number) <= (b[i] as number));
    else if (operator === '>') for (let i = 0; i < n; i++) out[i] = +((a[i] as number) > (b[i] as number));
    else if (operator === '>=') for (let i = 0; i < n; i++) out[i] = +((a[i] as number) >= (b[i] as number));
    else if (operator === '==') for (let i = 0; i < n; i++) out[i] = +(a[i] === b[i]);
    // Unlike JavaScript's !=, unknown differs from nothing.
    else
      for (let i = 0; i < n; i++)
        out[i] = +((a[i] as number) < (b[i] as number) || (a[i] as number) > (b[i] as number));
    return out;
  }

  #label(node: BinaryNode): Uint8Array {
    const [text, call] = node.left.kind === 'text' ? [node.left, node.right] : [node.right, node.left];
    const isRegime = call.kind === 'call' && call.name === 'regime';
    const word = text.kind === 'text' ? text.value : '';
    const code = (isRegime ? regimeCodes : volatilityCodes)[word];
    const column = isRegime ? this.#env.regime?.label : this.#env.regime?.volatility;
    const out = new Uint8Array(this.#length);
    if (!column) return out;
    const wantsEqual = node.operator === '==';
    for (let i = 0; i < out.length; i++) out[i] = +(column[i] !== 255 && (column[i] === code) === wantsEqual);
    return out;
  }

  #call(node: CallNode): RuleColumn {
    const indicator = indicators[node.name];
    const values = node.arguments;
    if (indicator) {
      let next = 0;
      const inputs = indicator.inputs.map((i) =>
        i === 'series' ? this.#numbers(values[next++]) : this.#env.columns[i],
      );
      return indicator.compute(inputs, values.slice(next).map(numberOf));
    }
    const n = this.#length;
    switch (node.name) {
      case 'cross_over':
        return cross(this.#numbers(values[0]), this.#numbers(values[1]));
      case 'cross_under':
        return cross(this.#numbers(values[1]), this.#numbers(values[0]));
      case 'prev': {
        const back = numberOf(values[1]);
        const out = new Float64Array(n).fill(Number.NaN);
        if (back < n) out.set(this.#numbers(values[0]).subarray(0, n - back), back);
        return out;
      }
      case 'abs':
        return this.#numbers(values[0]).map(Math.abs);
      case 'log':
        return this.#numbers(values[0]).map((v) => (v > 0 ? Math.log(v) : Number.NaN));
      case 'sqrt':
        return this.#numbers(values[0]).map(Math.sqrt);
      case 'min':
      case 'max': {
        const b = this.#numbers(values[1]);
        const choose = node.name === 'min' ? Math.min : Math.max;
        return this.#numbers(values[0]).map((v, i) => choose(v, b[i] as number));
      }
      case 'if': {
        const a = this.#numbers(values[1]);
        const b = this.#numbers(values[2]);
        const condition = this.#truths(values[0]);
        return a.map((v, i) => (condition[i] === 1 ? v : (b[i] as number)));
      }
      case 'signal':
        return this.#env.signal ?? new Float64Array(n).fill(Number.NaN);
      case 'day_of_week':
        return this.#env.columns.closeTime.map(weekday);
      case 'month':
        return this.#env.columns.closeTime.map((t) => new Date(t - 1).getUTCMonth() + 1);
      default:
        throw new Error(`${node.name} has no meaning in a checked rule`);
    }
  }
}

/** A bar that closes at midnight belongs to the day that ends there. 1970-01-01 was a Thursday. */
const weekday = (closeTime: number): number => ((Math.floor((closeTime - 1) / dayMs) + 3) % 7) + 1;

/** True where a rises above b after being at or below it one bar before. */
function cross(a: Float64Array, b: Float64Array): Uint8Array {
  const out = new Uint8Array(a.length);
  for (let i = 1; i < a.length; i++) {
    out[i] = +((a[i - 1] as number) <= (b[i - 1] as number) && (a[i] as number) > (b[i] as number));
  }
  return out;
}
