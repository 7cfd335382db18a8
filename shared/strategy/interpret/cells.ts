/** Makes cells of the parts of resolved rules: every operation with just the past it needs. */
import { ensureDefined } from '../../core/assert.ts';
import type { Timeframe } from '../../domain/bar.ts';
import { indicators } from '../../quant/indicators/index.ts';
import { calendarValue } from '../rules/calendar-columns.ts';
import { BarGrouper } from '../rules/higher-bars.ts';
import { staleAfter } from '../rules/market.ts';
import { regimeCodes, type SeriesName, volatilityCodes } from '../rules/names.ts';
import { formatExpression } from '../rules/print.ts';
import { isCondition, numberOf, textOf } from '../rules/resolve.ts';
import type { ArithmeticOperator, BinaryNode, CallNode, ComparisonOperator, Expression } from '../rules/syntax.ts';
import { Cell, Context, type KnownBar } from './context.ts';

/** Finds the bars of a symbol; every symbol a rule can look at has some, even before its first row. */
export type Contexts = (symbol: string) => Context | undefined;

type Step = (k: number, row: KnownBar) => number;

const arithmetic: Readonly<Record<ArithmeticOperator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? Number.NaN : a / b),
};
const comparison: Readonly<Record<ComparisonOperator, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a < b || a > b,
};

/** The cell of a resolved expression on a context; equal parts share one. */
export function cellOf(node: Expression, context: Context, contexts: Contexts): Cell {
  const key = formatExpression(node);
  const known = context.cells.get(key);
  if (known) return known;
  const unknown = isCondition(node) ? 0 : Number.NaN;
  const make = (inputs: readonly Cell[], step: Step): Cell => new Cell(context, unknown, inputs, step);
  const own = (inner: Expression | undefined): Cell =>
    cellOf(ensureDefined(inner, 'the arguments were checked'), context, contexts);
  const cell = makeCell(node, context, contexts, make, own);
  context.cells.set(key, cell);
  return cell;
}

type Make = (inputs: readonly Cell[], step: Step) => Cell;
type Own = (inner: Expression | undefined) => Cell;
const at = (cell: Cell, k: number): number => cell.fresh[k] as number;

function makeCell(node: Expression, context: Context, contexts: Contexts, make: Make, own: Own): Cell {
  switch (node.kind) {
    case 'number':
      return make([], () => node.value);
    case 'text':
      throw new Error('a quoted word stands alone in a checked rule');
    case 'name':
      return make([], (_k, { bar }) => bar[node.name as SeriesName]);
    case 'unary': {
      const operand = own(node.operand);
      return make([operand], node.operator === '-' ? (k) => -at(operand, k) : (k) => 1 - at(operand, k));
    }
    case 'binary':
      return binaryCell(node, make, own);
    case 'call':
      return callCell(node, context, contexts, make, own);
  }
}

function binaryCell(node: BinaryNode, make: Make, own: Own): Cell {
  const { operator } = node;
  if (node.left.kind === 'text' || node.right.kind === 'text') return labelCell(node, make);
  const a = own(node.left);
  const b = own(node.right);
  if (operator === 'and') return make([a, b], (k) => at(a, k) & at(b, k));
  if (operator === 'or') return make([a, b], (k) => at(a, k) | at(b, k));
  if (Object.hasOwn(arithmetic, operator)) {
    const work = arithmetic[operator as ArithmeticOperator];
    return make([a, b], (k) => work(at(a, k), at(b, k)));
  }
  const holds = comparison[operator as ComparisonOperator];
  return make([a, b], (k) => +holds(at(a, k), at(b, k)));
}

function labelCell(node: BinaryNode, make: Make): Cell {
  const [text, call] = node.left.kind === 'text' ? [node.left, node.right] : [node.right, node.left];
  const isRegime = call.kind === 'call' && call.name === 'regime';
  const code = (isRegime ? regimeCodes : volatilityCodes)[textOf(text)];
  const wantsEqual = node.operator === '==';
  return make([], (_k, row) => {
    const label = isRegime ? row.regime : row.volatility;
    return +(label !== 255 && (label === code) === wantsEqual);
  });
}

function callCell(node: CallNode, context: Context, contexts: Contexts, make: Make, own: Own): Cell {
  const [first, second, third] = node.arguments;
  if (Object.hasOwn(indicators, node.name)) return indicatorCell(node, make, own);
  const each = (work: (v: number) => number): Cell => {
    const x = own(first);
    return make([x], (k) => work(at(x, k)));
  };
  const both = (work: (a: number, b: number) => number): Cell => {
    const a = own(first);
    const b = own(second);
    return make([a, b], (k) => work(at(a, k), at(b, k)));
  };
  switch (node.name) {
    case 'cross_over':
      return crossCell(own(first), own(second), make);
    case 'cross_under':
      return crossCell(own(second), own(first), make);
    case 'prev':
      return prevCell(own(first), numberOf(second), make);
    case 'abs':
      return each(Math.abs);
    case 'log':
      return each((v) => (v > 0 ? Math.log(v) : Number.NaN));
    case 'sqrt':
      return each(Math.sqrt);
    case 'min':
      return both(Math.min);
    case 'max':
      return both(Math.max);
    case 'if': {
      const [condition, a, b] = [own(first), own(second), own(third)];
      return make([condition, a, b], (k) => (at(condition, k) === 1 ? at(a, k) : at(b, k)));
    }
    case 'signal':
      return make([], (_k, row) => row.signal);
    case 'dividend':
      return make([], (_k, row) => row.bar.dividend);
    case 'on': {
      const longer = cellOf(second as Expression, longerContext(context, textOf(first) as Timeframe), contexts);
      return make([longer], () => longer.last);
    }
    case 'other':
      return joinedCell(node, textOf(first), second as Expression, context, contexts, make);
    case 'partner': {
      const partner = context.scope.partners[context.symbol] ?? '';
      return joinedCell(node, partner, first as Expression, context, contexts, make);
    }
    case 'rank':
    case 'universe_mean':
    case 'universe_share':
      return crossSectionCell(node, context, contexts, make, own);
    default: {
      const value = calendarValue(node, context.scope.calendar, context.timeframe);
      let before = Number.NaN;
      return make([], (_k, { bar }) => {
        const now = value(bar.closeTime, before);
        before = bar.closeTime;
        return now;
      });
    }
  }
}

function indicatorCell(node: CallNode, make: Make, own: Own): Cell {
  const indicator = ensureDefined(indicators[node.name], 'the name is registered');
  let next = 0;
  const inputs = indicator.inputs.map((input) => (input === 'series' ? own(node.arguments[next++]) : input));
  const stream = indicator.stream(node.arguments.slice(next).map(numberOf));
  const cells = inputs.filter((input) => input instanceof Cell);
  const row = new Array<number>(inputs.length).fill(Number.NaN);
  return make(cells, (k, { bar }) => {
    for (const [i, input] of inputs.entries()) row[i] = input instanceof Cell ? at(input, k) : bar[input];
    return stream.next(row);
  });
}

function crossCell(a: Cell, b: Cell, make: Make): Cell {
  let beforeA = Number.NaN;
  let beforeB = Number.NaN;
  return make([a, b], (k) => {
    const crossed = +(beforeA <= beforeB && at(a, k) > at(b, k));
    beforeA = at(a, k);
    beforeB = at(b, k);
    return crossed;
  });
}

function prevCell(x: Cell, back: number, make: Make): Cell {
  const past = new Float64Array(back + 1).fill(Number.NaN);
  let row = 0;
  return make([x], (k) => {
    past[row % past.length] = at(x, k);
    row++;
    // The slot that is written next holds the oldest value: the one `back` rows ago.
    return past[row % past.length] as number;
  });
}

/** The same symbol's longer bars. */
function longerContext(context: Context, timeframe: Timeframe): Context {
  let found = context.longer.get(timeframe);
  if (!found) {
    const { scope, symbol, now } = context;
    const grouper = new BarGrouper(timeframe, scope.timeframe, scope.calendar);
    found = { context: new Context(symbol, timeframe, scope, now), grouper };
    context.longer.set(timeframe, found);
  }
  return found.context;
}

/** A symbol's bars as long as those of a context. */
function contextLike(context: Context, symbol: string, contexts: Contexts): Context | undefined {
  if (symbol === context.symbol) return context;
  const base = contexts(symbol);
  return base && context.timeframe !== context.scope.timeframe ? longerContext(base, context.timeframe) : base;
}

/** Whether the newest row of a series is there and not stale. */
const isThere = (cell: Cell, stale: number): boolean =>
  cell.context.count > 0 && cell.context.now.time - cell.context.known <= stale;

function joinedCell(
  node: CallNode,
  symbol: string,
  inner: Expression,
  context: Context,
  contexts: Contexts,
  make: Make,
): Cell {
  const unknown = isCondition(node) ? 0 : Number.NaN;
  const there = contextLike(context, symbol, contexts);
  if (!there) return make([], () => unknown);
  const cell = cellOf(inner, there, contexts);
  const stale = staleAfter(context.timeframe);
  return make([cell], () => (isThere(cell, stale) ? cell.last : unknown));
}

function crossSectionCell(node: CallNode, context: Context, contexts: Contexts, make: Make, own: Own): Cell {
  const inner = node.arguments[0] as Expression;
  const stale = staleAfter(context.timeframe);
  const mine = own(inner);
  const all = context.scope.symbols.flatMap((symbol) => {
    const there = contextLike(context, symbol, contexts);
    return there ? [{ symbol, cell: cellOf(inner, there, contexts) }] : [];
  });
  const cells = [mine, ...all.map(({ cell }) => cell)];
  if (node.name === 'rank') {
    const others = all.filter(({ symbol }) => symbol !== context.symbol);
    return make(cells, (k) => {
      const value = at(mine, k);
      let place = Number.isNaN(value) ? value : 1;
      for (const { symbol, cell } of others)
        if (isThere(cell, stale) && (cell.last > value || (symbol < context.symbol && cell.last === value))) place++;
      return place;
    });
  }
  const counts = node.name === 'universe_share' ? () => true : (v: number) => !Number.isNaN(v);
  return make(cells, () => {
    let sum = 0;
    let count = 0;
    for (const { cell } of all)
      if (isThere(cell, stale) && counts(cell.last)) {
        sum += cell.last;
        count++;
      }
    return count === 0 ? Number.NaN : sum / count;
  });
}
