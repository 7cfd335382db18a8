/** Whether a strategy is two columns that cross, so that the kernels can run it; and which columns its variants need. */
import type { BarColumns } from '../../../../shared/domain/bar.ts';
import { createEvaluator } from '../../../../shared/strategy/rules/evaluate.ts';
import { parseExpression } from '../../../../shared/strategy/rules/parse.ts';
import { formatExpression } from '../../../../shared/strategy/rules/print.ts';
import { resolveExpression } from '../../../../shared/strategy/rules/resolve.ts';
import type { Expression } from '../../../../shared/strategy/rules/syntax.ts';
import type { StrategySpec } from '../../../../shared/strategy/spec.ts';
import type { BacktestCosts } from '../../backtest/types.ts';
import type { CrossingMode } from './kernel/layout.ts';
import type { Parameters } from './space.ts';

export interface CrossingPlan {
  readonly symbol: string;
  readonly mode: CrossingMode;
  /** Share of the equity in a position. */
  readonly fraction: number;
  readonly fast: Expression;
  readonly slow: Expression;
}

/** The two columns of a crossing rule, turned so that the first rises above the second. */
function crossing(text: string | null): { rises: Expression; falls: Expression } | undefined {
  const parsed = text === null ? undefined : parseExpression(text);
  if (!parsed?.ok || parsed.value.kind !== 'call') return undefined;
  const { name } = parsed.value;
  const [a, b] = parsed.value.arguments;
  if (a === undefined || b === undefined) return undefined;
  if (name === 'cross_over') return { rises: a, falls: b };
  return name === 'cross_under' ? { rises: b, falls: a } : undefined;
}

const same = (a: Expression, b: Expression): boolean => formatExpression(a) === formatExpression(b);

/** The plan, or in a sentence why the strategy needs the engine itself. */
export function crossingPlan(spec: StrategySpec, costs: BacktestCosts): CrossingPlan | { readonly reason: string } {
  const { entryLong, exitLong, entryShort, exitShort } = spec.rules;
  const [symbol] = spec.symbols;
  if (symbol === undefined || new Set(spec.symbols).size !== 1) return { reason: 'it trades several symbols' };
  const entry = crossing(entryLong);
  const exit = crossing(exitLong);
  if (entry === undefined || exit === undefined) return { reason: 'its rules are not two columns that cross' };
  if (!same(entry.rises, exit.falls) || !same(entry.falls, exit.rises))
    return { reason: 'its exit is not the crossing back of its entry' };
  const short = crossing(entryShort);
  const cover = crossing(exitShort);
  const mirrored =
    short !== undefined &&
    cover !== undefined &&
    same(short.rises, exit.rises) &&
    same(short.falls, exit.falls) &&
    same(cover.rises, entry.rises) &&
    same(cover.falls, entry.falls);
  if ((entryShort !== null || exitShort !== null) && !mirrored)
    return { reason: 'its short side is not the mirror of its long side' };
  if (spec.regimeFilter !== null) return { reason: 'it has a regime filter' };
  if (spec.sizing.kind !== 'percent-of-equity' || spec.sizing.percent > 100)
    return { reason: 'its sizing is not a share of the equity up to 100 %' };
  const { stopLossPercent, stopLossAtr, takeProfitPercent, trailingStopPercent, timeExitBars } = spec.protection;
  if ([stopLossPercent, stopLossAtr, takeProfitPercent, trailingStopPercent, timeExitBars].some((p) => p !== null))
    return { reason: 'it has protective exits' };
  if (costs.commissionPerShare !== 0 || costs.commissionMinimum !== 0)
    return { reason: 'its commission is not proportional' };
  return {
    symbol,
    mode: mirrored ? 'long-short' : 'percent',
    fraction: spec.sizing.percent / 100,
    fast: entry.rises,
    slow: entry.falls,
  };
}

/** The columns that some variants need, each named once by its text with the numbers put in. */
export interface CrossingColumns {
  readonly texts: readonly string[];
  /** Numbers of each variant's columns. */
  readonly fast: Int32Array;
  readonly slow: Int32Array;
}

export function columnsOf(plan: CrossingPlan, fixed: Parameters, variants: readonly Parameters[]): CrossingColumns {
  const numbers = new Map<string, number>();
  const numberOf = (tree: Expression, parameters: Parameters): number => {
    const text = formatExpression(resolveExpression(tree, { ...fixed, ...parameters }));
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };
  const fast = Int32Array.from(variants, (p) => numberOf(plan.fast, p));
  const slow = Int32Array.from(variants, (p) => numberOf(plan.slow, p));
  return { texts: [...numbers.keys()], fast, slow };
}

/** Columns that share an evaluator: parts they have in common are worked out once, and memory does not grow with the sweep. */
const together = 16;

/** Works out columns over all bars; `use` answers whether to go on. */
export function evaluateColumns(
  texts: readonly string[],
  bars: BarColumns,
  use: (column: Float64Array, i: number) => boolean,
): void {
  let evaluate = createEvaluator({ columns: bars, parameters: {} });
  for (let i = 0; i < texts.length; i++) {
    if (i % together === 0) evaluate = createEvaluator({ columns: bars, parameters: {} });
    const parsed = parseExpression(texts[i] as string);
    if (!parsed.ok) throw new Error(`the printed rule "${texts[i]}" does not parse again`);
    const column = evaluate(resolveExpression(parsed.value, {}));
    if (!(column instanceof Float64Array)) throw new Error(`"${texts[i]}" is not a column of numbers`);
    if (!use(column, i)) return;
  }
}

/** A gap after the first value would hide a crossing from the kernels, which look only at levels. */
export function hasGap(column: Float64Array): boolean {
  let i = 0;
  while (i < column.length && Number.isNaN(column[i] as number)) i++;
  for (; i < column.length; i++) if (Number.isNaN(column[i] as number)) return true;
  return false;
}
