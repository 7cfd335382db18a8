/** Runs a compiled strategy one closed moment at a time; agrees with its columns to the last bit. */
import { ensureDefined, invariant } from '../../core/assert.ts';
import type { CompiledStrategy } from '../compile.ts';
import type { SideRule, SizingColumn } from '../lower.ts';
import type { BarRow } from '../rules/higher-bars.ts';
import { resolveExpression } from '../rules/resolve.ts';
import { parameterValues } from '../spec-rules.ts';
import { cellOf } from './cells.ts';
import { type Cell, Context, type Now } from './context.ts';

/** A bar that has closed, with what was known at its close. */
export interface ClosedBar {
  readonly symbol: string;
  readonly bar: BarRow;
  /** Codes of rules/names.ts; absent = unknown. */
  readonly regime?: { readonly label: number; readonly volatility: number };
  /** Fused score, -1 to 1; absent = unknown. */
  readonly signal?: number;
}

/** One row of `StrategySignals`. */
export interface SignalRow {
  readonly symbol: string;
  /** Number of the symbol's bar, from 0. */
  readonly index: number;
  readonly entryLong: boolean;
  readonly exitLong: boolean;
  readonly entryShort: boolean;
  readonly exitShort: boolean;
  readonly atr: number;
  readonly sizingAtr: number;
  readonly volatility: number;
  /** NaN where sizing does not ask for it. */
  readonly edge: number;
}

export interface Interpreter {
  /** Symbols whose bars it wants: those it trades and those its rules name. */
  readonly symbols: readonly string[];
  /**
   * Takes all bars that close at a moment, in any order, and answers a row for each traded symbol among them, in the order
   * given. @throws InvariantError when a moment is not later than the one before, or a bar closes at another time.
   */
  next(moment: { readonly time: number; readonly bars: readonly ClosedBar[] }): SignalRow[];
}

interface SymbolCells {
  readonly rules: Partial<Record<SideRule, Cell>>;
  readonly sizing: Partial<Record<SizingColumn, Cell>>;
}

/** Starts before the first bar: history that matters has to be given to it too. */
export function createInterpreter(compiled: CompiledStrategy): Interpreter {
  const { spec, scope, needs, warmUp } = compiled;
  const parameters = parameterValues(spec);
  const now: Now = { time: Number.NEGATIVE_INFINITY, moment: 0 };
  const symbols = [...new Set([...scope.symbols, ...needs.symbols])].sort();
  const contexts = new Map(symbols.map((s) => [s, new Context(s, scope.timeframe, scope, now)]));
  const find = (symbol: string): Context | undefined => contexts.get(symbol);
  const traded = new Map<string, SymbolCells>();
  for (const symbol of scope.symbols) {
    const context = ensureDefined(find(symbol), 'every traded symbol has a context');
    const cells: SymbolCells = { rules: {}, sizing: {} };
    for (const [name, tree] of Object.entries(compiled.lowered))
      cells.rules[name as SideRule] = cellOf(resolveExpression(tree, parameters), context, find);
    for (const [name, tree] of Object.entries(compiled.sizing))
      cells.sizing[name as SizingColumn] = cellOf(resolveExpression(tree, {}), context, find);
    traded.set(symbol, cells);
  }

  return {
    symbols,
    next({ time, bars }) {
      invariant(time > now.time, 'moments ascend');
      now.time = time;
      now.moment++;
      for (const context of contexts.values()) context.clear();
      for (const { symbol, bar, regime, signal } of bars) {
        invariant(bar.closeTime === time, `a bar of ${symbol} closes at another time than its moment`);
        const { label = 255, volatility = 255 } = regime ?? {};
        find(symbol)?.take({ bar, regime: label, volatility, signal: signal ?? Number.NaN });
      }
      for (const context of contexts.values()) context.pull();
      return bars.flatMap(({ symbol }) => {
        const cells = traded.get(symbol);
        const context = find(symbol);
        if (!cells || !context) return [];
        const index = context.count - 1;
        const holds = (name: SideRule): boolean => index >= warmUp && cells.rules[name]?.last === 1;
        const atr = cells.sizing.atr?.last ?? Number.NaN;
        return [
          {
            symbol,
            index,
            entryLong: holds('entryLong'),
            exitLong: holds('exitLong'),
            entryShort: holds('entryShort'),
            exitShort: holds('exitShort'),
            atr,
            sizingAtr: cells.sizing.sizingAtr?.last ?? atr,
            volatility: cells.sizing.volatility?.last ?? Number.NaN,
            edge: cells.sizing.edge?.last ?? Number.NaN,
          },
        ];
      });
    },
  };
}
