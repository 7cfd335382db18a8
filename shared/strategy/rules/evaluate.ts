/** Evaluates checked rules over whole columns; shared parts are computed once, and nothing can look ahead. */
import { ensureDefined } from '../../core/assert.ts';
import type { Timeframe } from '../../domain/bar.ts';
import { indicators } from '../../quant/indicators/index.ts';
import { calendarColumn } from './calendar-columns.ts';
import type { RuleEnvironment } from './environment.ts';
import { higherBars } from './higher-bars.ts';
import { joinRows, type RuleScope, staleAfter } from './market.ts';
import { regimeCodes, type SeriesName, volatilityCodes } from './names.ts';
import { formatExpression } from './print.ts';
import { isCondition, numberOf, resolveExpression, textOf } from './resolve.ts';
import type { BinaryNode, CallNode, Expression } from './syntax.ts';

/** Numbers are Float64 (NaN = unknown); conditions are bytes, 1 = true. A comparison with an unknown value is false. */
export type RuleColumn = Float64Array | Uint8Array;

/** One column per bar for an expression that passed `checkExpression`. */
export function evaluateExpression(expression: Expression, env: RuleEnvironment): RuleColumn {
  return createEvaluator(env)(resolveExpression(expression, env.parameters));
}

/** An evaluator that remembers the columns of every part it has seen: use one for all the rules of a strategy. */
export function createEvaluator(env: RuleEnvironment): (resolved: Expression) => RuleColumn {
  const evaluator = new World(env).evaluator(env.symbol ?? '') ?? new Evaluator(env);
  return (resolved) => evaluator.column(resolved);
}

/** Evaluators of all symbols of a market over the same bars: what `other` and `rank` ask of each is worked out once. */
export function createMarketEvaluator(
  env: Pick<RuleEnvironment, 'market' | 'scope' | 'parameters'>,
): (symbol: string, resolved: Expression) => RuleColumn {
  const world = new World(env);
  return (symbol, resolved) => ensureDefined(world.evaluator(symbol), 'the symbol has bars').column(resolved);
}

/** The evaluators of a market by symbol; an environment's own bars take the place of those the market has of its symbol. */
class World {
  readonly #env: Pick<RuleEnvironment, 'market' | 'scope' | 'parameters'> & Partial<RuleEnvironment>;
  readonly #evaluators = new Map<string, Evaluator | undefined>();

  constructor(env: Pick<RuleEnvironment, 'market' | 'scope' | 'parameters'> & Partial<RuleEnvironment>) {
    this.#env = env;
  }

  evaluator(symbol: string): Evaluator | undefined {
    const { columns, market, scope, parameters } = this.#env;
    if (this.#evaluators.has(symbol)) return this.#evaluators.get(symbol);
    const shared = { parameters, symbol, ...(scope && { scope }), ...(market && { market }) };
    const series = symbol === (this.#env.symbol ?? '') && columns ? { ...this.#env, columns } : market?.series(symbol);
    const evaluator = series && new Evaluator({ ...series, ...shared }, this, scope?.timeframe);
    this.#evaluators.set(symbol, evaluator);
    return evaluator;
  }
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

class Evaluator {
  readonly #env: RuleEnvironment;
  readonly #length: number;
  readonly #seen = new Map<string, RuleColumn>();
  readonly #world: World | undefined;
  readonly #timeframe: Timeframe | undefined;
  readonly #known: Float64Array;
  readonly #higher = new Map<Timeframe, { readonly evaluator: Evaluator; readonly count: Int32Array }>();
  readonly #joins = new Map<Evaluator, Int32Array>();

  /** `known`: when each row was known, for bars that are known later than their close. */
  constructor(env: RuleEnvironment, world?: World, timeframe?: Timeframe, known?: Float64Array) {
    this.#env = env;
    this.#length = env.columns.close.length;
    this.#world = world;
    this.#timeframe = timeframe;
    this.#known = known ?? env.columns.closeTime;
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
      case 'dividend':
        return this.#env.columns.dividend;
      case 'on':
        return this.#onLonger(node);
      case 'other':
        return this.#joined(textOf(values[0]), values[1] as Expression);
      case 'partner':
        return this.#joined(this.#env.scope?.partners[this.#env.symbol ?? ''] ?? '', values[0] as Expression);
      case 'rank':
        return this.#rank(values[0] as Expression);
      case 'universe_mean':
        return this.#mean(values[0] as Expression);
      case 'universe_share':
        return this.#share(values[0] as Expression);
      default:
        return calendarColumn(
          node,
          this.#env.columns.closeTime,
          this.#env.scope?.calendar ?? 'us-equity',
          this.#timeframe ?? '1d',
        );
    }
  }

  /** The same symbol on longer bars, which are known when they have closed. */
  #longer(timeframe: Timeframe, scope: RuleScope): { readonly evaluator: Evaluator; readonly count: Int32Array } {
    let found = this.#higher.get(timeframe);
    if (!found) {
      const { calendar, timeframe: base } = scope;
      const { regime, signal } = this.#env;
      const bars = higherBars(this.#env.columns, timeframe, base, calendar);
      const take = <T extends Float64Array | Uint8Array>(column: T): T => {
        const out = column.slice(0, bars.lastRow.length) as T;
        for (let i = 0; i < out.length; i++) out[i] = column[bars.lastRow[i] as number] as number;
        return out;
      };
      const env: RuleEnvironment = {
        ...this.#env,
        columns: bars.columns,
        ...(regime && { regime: { label: take(regime.label), volatility: take(regime.volatility) } }),
        ...(signal && { signal: take(signal) }),
      };
      found = { evaluator: new Evaluator(env, this.#world, timeframe, bars.known), count: bars.count };
      this.#higher.set(timeframe, found);
    }
    return found;
  }

  #onLonger(node: CallNode): RuleColumn {
    const { scope } = this.#env;
    if (!scope) return unknownColumn(isCondition(node), this.#length);
    const { evaluator, count } = this.#longer(textOf(node.arguments[0]) as Timeframe, scope);
    const inner = evaluator.column(node.arguments[1] as Expression);
    const out = unknownColumn(inner instanceof Uint8Array, this.#length);
    for (let i = 0; i < out.length; i++) {
      const closed = count[i] as number;
      if (closed > 0) out[i] = inner[closed - 1] as number;
    }
    return out;
  }

  /** A column of another symbol on bars as long as these; undefined where it has none. */
  #of(symbol: string, node: Expression): { column: RuleColumn; rows: Int32Array } | undefined {
    const { scope } = this.#env;
    if (!scope || symbol === '') return undefined;
    const base = symbol === this.#env.symbol ? undefined : this.#world?.evaluator(symbol);
    const timeframe = this.#timeframe;
    const longer = timeframe !== undefined && timeframe !== scope.timeframe;
    const there = base && longer ? base.#longer(timeframe, scope).evaluator : base;
    const target = symbol === this.#env.symbol ? this : there;
    if (!target) return undefined;
    let rows = this.#joins.get(target);
    if (!rows) {
      rows = joinRows(this.#known, target.#known, staleAfter(timeframe ?? '1d'));
      this.#joins.set(target, rows);
    }
    return { column: target.column(node), rows };
  }

  #joined(symbol: string, node: Expression): RuleColumn {
    const found = this.#of(symbol, node);
    const out = unknownColumn(isCondition(node), this.#length);
    if (!found) return out;
    for (let i = 0; i < out.length; i++) {
      const row = found.rows[i] as number;
      if (row >= 0) out[i] = found.column[row] as number;
    }
    return out;
  }

  #rank(node: Expression): Float64Array {
    const { scope } = this.#env;
    if (!scope) return new Float64Array(this.#length).fill(Number.NaN);
    const own = this.#numbers(node);
    const name = this.#env.symbol ?? '';
    const out = own.map((v) => (Number.isNaN(v) ? v : 1));
    for (const symbol of scope.symbols) {
      const found = symbol === name ? undefined : this.#of(symbol, node);
      if (!found) continue;
      const first = symbol < name;
      const { rows } = found;
      const theirs = found.column as Float64Array;
      for (let i = 0; i < out.length; i++) {
        const row = rows[i] as number;
        if (row < 0) continue;
        const value = theirs[row] as number;
        const mine = own[i] as number;
        if (value > mine || (first && value === mine)) out[i] = (out[i] as number) + 1;
      }
    }
    return out;
  }

  #mean(node: Expression): Float64Array {
    const sum = new Float64Array(this.#length);
    const count = new Float64Array(this.#length);
    for (const symbol of this.#env.scope?.symbols ?? []) {
      const found = this.#of(symbol, node);
      if (!found) continue;
      for (let i = 0; i < sum.length; i++) {
        const row = found.rows[i] as number;
        const value = row < 0 ? Number.NaN : (found.column[row] as number);
        if (Number.isNaN(value)) continue;
        sum[i] = (sum[i] as number) + value;
        count[i] = (count[i] as number) + 1;
      }
    }
    return sum.map((total, i) => (count[i] === 0 ? Number.NaN : total / (count[i] as number)));
  }

  #share(node: Expression): Float64Array {
    const held = new Float64Array(this.#length);
    const count = new Float64Array(this.#length);
    for (const symbol of this.#env.scope?.symbols ?? []) {
      const found = this.#of(symbol, node);
      if (!found) continue;
      for (let i = 0; i < held.length; i++) {
        const row = found.rows[i] as number;
        if (row < 0) continue;
        held[i] = (held[i] as number) + (found.column[row] as number);
        count[i] = (count[i] as number) + 1;
      }
    }
    return held.map((total, i) => (count[i] === 0 ? Number.NaN : total / (count[i] as number)));
  }
}

/** What nothing is known of: NaN for numbers, false for conditions. */
const unknownColumn = (condition: boolean, length: number): RuleColumn =>
  condition ? new Uint8Array(length) : new Float64Array(length).fill(Number.NaN);

/** True where a rises above b after being at or below it one bar before. */
function cross(a: Float64Array, b: Float64Array): Uint8Array {
  const out = new Uint8Array(a.length);
  for (let i = 1; i < a.length; i++) {
    out[i] = +((a[i - 1] as number) <= (b[i - 1] as number) && (a[i] as number) > (b[i] as number));
  }
  return out;
}
