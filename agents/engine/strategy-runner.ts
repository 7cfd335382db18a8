/** Turns signals into decisions: who enters, who leaves, how large, how protected. Backtest and paper trading both call it. */
import type { StrategyLimits } from '../../shared/domain/limits.ts';
import type { StrategySignals } from '../../shared/strategy/compile.ts';
import type { StrategySpec } from '../../shared/strategy/spec.ts';
import { sizePosition } from './strategy-runner-sizing.ts';

/** One symbol at the close of a bar. */
export interface SymbolMoment {
  readonly symbol: string;
  /** Row of the signals that belongs to the bar that has just closed. */
  readonly index: number;
  readonly signals: StrategySignals;
  /** Close of that bar: the reference of sizes and protective levels. */
  readonly close: number;
  readonly lotSize: number;
  readonly tickSize: number;
  /** Signed quantity held; 0 = flat. */
  readonly quantity: number;
  /** Bars since the entry, the entry bar included; 0 when flat. */
  readonly barsHeld: number;
  /** An entry order of this symbol is still working. */
  readonly entryPending: boolean;
  /** A market exit of this symbol is still working (protective orders do not count). */
  readonly exitPending: boolean;
  /** False for an index, a halted or a delisted symbol: no entry is decided. */
  readonly tradable: boolean;
}

/** The strategy's own book at that moment. */
export interface RunnerState {
  /** Close time of the bars. */
  readonly time: number;
  readonly equity: number;
  /** Absolute notional of positions and working entries. */
  readonly grossExposure: number;
  /** Symbols with a position or a working entry. */
  readonly openPositions: number;
  readonly limits: StrategyLimits;
}

/** Absolute prices, fixed when the entry is decided, on the instrument's ticks; they travel with the entry as its children. */
export interface ProtectiveLevels {
  readonly stopPrice: number | null;
  readonly targetPrice: number | null;
  readonly trailBps: number | null;
}

export type DecisionAction = 'enter-long' | 'exit-long' | 'enter-short' | 'exit-short';

export interface Decision {
  readonly symbol: string;
  readonly action: DecisionAction;
  readonly side: 'buy' | 'sell';
  /** Shares or units, positive, a whole number of lots. */
  readonly quantity: number;
  readonly decidedAt: number;
  readonly referencePrice: number;
  readonly purpose: 'entry' | 'exit' | 'time-exit';
  /** The rule that said so, as the spec has it. */
  readonly rule: string;
  /** Null for exits. */
  readonly protection: ProtectiveLevels | null;
}

/**
 * Decisions of one moment in a fixed order: exits by symbol, then entries by symbol. Pure: the same arguments give the
 * same decisions. A slot counts as taken until its position is closed; only a flip reuses its own.
 */
export function decide(symbols: readonly SymbolMoment[], state: RunnerState, spec: StrategySpec): Decision[] {
  const ordered = symbols.length < 2 ? symbols : [...symbols].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  const decisions: Decision[] = [];
  const leaving = new Set<string>();
  for (const moment of ordered) {
    if (moment.quantity === 0 || moment.exitPending) continue;
    const exit = exitOf(moment, state, spec);
    if (!exit) continue;
    decisions.push(exit);
    leaving.add(moment.symbol);
  }
  let open = state.openPositions;
  let gross = state.grossExposure;
  for (const moment of ordered) {
    const flips = leaving.has(moment.symbol);
    if (!moment.tradable || moment.entryPending || (moment.quantity !== 0 && !flips)) continue;
    const { entryLong, entryShort } = moment.signals;
    const wantsLong = entryLong[moment.index] === 1 && moment.quantity <= 0;
    const wantsShort = entryShort[moment.index] === 1 && moment.quantity >= 0;
    // Both at once contradict each other: nothing is entered.
    if (wantsLong === wantsShort) continue;
    if (!flips && open >= spec.maxOpenPositions) continue;
    const freed = flips ? Math.abs(moment.quantity) * moment.close : 0;
    const side = wantsLong ? 1 : -1;
    const quantity = sizePosition(moment, { ...state, grossExposure: gross - freed }, spec.sizing, side);
    if (!(quantity > 0)) continue;
    const protection = protectiveLevels(moment, side, spec);
    if (!protection) continue;
    decisions.push({
      symbol: moment.symbol,
      action: wantsLong ? 'enter-long' : 'enter-short',
      side: wantsLong ? 'buy' : 'sell',
      quantity,
      decidedAt: state.time,
      referencePrice: moment.close,
      purpose: 'entry',
      rule: (wantsLong ? spec.rules.entryLong : spec.rules.entryShort) ?? '',
      protection,
    });
    if (!flips) open++;
    gross += quantity * moment.close - freed;
  }
  return decisions;
}

function exitOf(moment: SymbolMoment, state: RunnerState, spec: StrategySpec): Decision | undefined {
  const { signals, index } = moment;
  const isLong = moment.quantity > 0;
  const ruled = (isLong ? signals.exitLong : signals.exitShort)[index] === 1;
  const flips =
    (isLong ? signals.entryShort : signals.entryLong)[index] === 1 &&
    (isLong ? signals.entryLong : signals.entryShort)[index] !== 1;
  const limit = spec.protection.timeExitBars;
  const timed = limit !== null && moment.barsHeld >= limit;
  if (!ruled && !flips && !timed) return undefined;
  const { rules } = spec;
  const ruleText = ruled ? (isLong ? rules.exitLong : rules.exitShort) : isLong ? rules.entryShort : rules.entryLong;
  return {
    symbol: moment.symbol,
    action: isLong ? 'exit-long' : 'exit-short',
    side: isLong ? 'sell' : 'buy',
    quantity: Math.abs(moment.quantity),
    decidedAt: state.time,
    referencePrice: moment.close,
    purpose: ruled || flips ? 'exit' : 'time-exit',
    rule: ruled || flips ? (ruleText ?? '') : `after ${limit} bars`,
    protection: null,
  };
}

/** Undefined while a level the spec asks for cannot be known yet, or would not be above zero. */
function protectiveLevels(moment: SymbolMoment, sign: 1 | -1, spec: StrategySpec): ProtectiveLevels | undefined {
  const { protection: p } = spec;
  const { close, tickSize } = moment;
  const distances: number[] = [];
  if (p.stopLossPercent !== null) distances.push((close * p.stopLossPercent) / 100);
  if (p.stopLossAtr !== null) distances.push((moment.signals.atr[moment.index] as number) * p.stopLossAtr);
  if (distances.some((d) => !Number.isFinite(d))) return undefined;
  const stop = distances.length === 0 ? null : toTick(close - sign * Math.min(...distances), tickSize);
  const range = (moment.signals.atr[moment.index] as number) * (p.takeProfitAtr ?? 0);
  if (!Number.isFinite(range) && (p.takeProfitAtr ?? null) !== null) return undefined;
  const targets: number[] = [];
  if (p.takeProfitPercent !== null) targets.push(toTick(close * (1 + (sign * p.takeProfitPercent) / 100), tickSize));
  if ((p.takeProfitAtr ?? null) !== null) targets.push(toTick(close + sign * range, tickSize));
  // Of two targets the nearer one is met first.
  const target = targets.length === 0 ? null : sign === 1 ? Math.min(...targets) : Math.max(...targets);
  // A short's target of 100 % and more lies at or below zero: it can never be reached.
  const targetPrice = target !== null && target > 0 ? target : null;
  if (stop !== null && !(stop > 0)) return undefined;
  return {
    stopPrice: stop,
    targetPrice,
    trailBps: p.trailingStopPercent === null ? null : Math.round(p.trailingStopPercent * 100),
  };
}

/** The nearest multiple of the tick, without the dust of binary fractions. */
export const toTick = (price: number, tickSize: number): number =>
  Number((Math.round(price / tickSize) * tickSize).toFixed(8));
