/** A strategy as orders at each close, for engines that take orders rather than specs. */
import { ensureDefined, invariant } from '../../../shared/core/assert.ts';
import { compileStrategy, type StrategySignals } from '../../../shared/strategy/compile.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import { specOf } from '../../golden/small-market.ts';
import type { Series } from '../series.ts';
import type { ParityStrategy } from '../strategies.ts';
import { barsOf, percent, specFor, tick } from './engine.ts';

/** What a plan may ask of an engine at a close. */
export interface Desk {
  /** Signed quantity held. */
  held(): number;
  equity(): number;
  /** Bar on which the position was opened. */
  entryBar(): number;
  enter(order: {
    readonly side: 'buy' | 'sell';
    readonly quantity: number;
    readonly type: 'market' | 'limit' | 'stop';
    readonly price: number;
    readonly stopPrice: number | null;
    readonly targetPrice: number | null;
    readonly trailBps: number | null;
  }): void;
  /** Closes the position at the next open. */
  leave(): void;
}

const toTick = (price: number): number => Number((Math.round(price / tick) * tick).toFixed(8));

const signalsOf = (spec: StrategySpec, series: Series): StrategySignals => {
  const compiled = compileStrategy(spec);
  invariant(compiled.ok, 'a parity strategy compiles');
  return compiled.value.signals({ columns: barsOf(series) });
};

/** The values of an expression: asked through a rule that it is above a level, it would lose them, so two names suffice. */
function valuesOf(text: string, series: Series): Float64Array {
  if (text === 'close') return series.close;
  const { high } = series;
  invariant(text === 'highest(high, 20)', `no values for ${text}`);
  return high.map((_, i) => (i < 19 ? Number.NaN : Math.max(...high.subarray(i - 19, i + 1))));
}

/** Answers the function to call at each close. */
export function planOf(strategy: ParityStrategy, series: Series): (desk: Desk, bar: number) => void {
  const signals = signalsOf(specFor(strategy), series);
  const { protection } = specOf({
    rules: strategy.rules,
    ...(strategy.protection && { protection: strategy.protection }),
  });
  const prices = strategy.entry && valuesOf(strategy.entry.price.of, series);
  return (desk, bar) => {
    const held = desk.held();
    const close = series.close[bar] as number;
    const long = signals.entryLong[bar] === 1 && held <= 0;
    const short = signals.entryShort[bar] === 1 && held >= 0;
    const ruled = (held > 0 ? signals.exitLong : signals.exitShort)[bar] === 1;
    const timed = protection.timeExitBars !== null && bar - desk.entryBar() + 1 >= protection.timeExitBars;
    const quantity = Math.floor((desk.equity() * percent) / 100 / close + 1e-9);
    const flips = held !== 0 && (long || short);
    if (held !== 0 && (ruled || timed || flips)) desk.leave();
    if (held !== 0 && !flips) return;
    if (!long && !short) return;
    const sign = long ? 1 : -1;
    const level = (share: number | null): number | null => (share === null ? null : toTick(close * (1 + share / 100)));
    desk.enter({
      side: long ? 'buy' : 'sell',
      quantity,
      type: strategy.entry?.type ?? 'market',
      price: prices
        ? toTick((prices[bar] as number) * ensureDefined(strategy.entry, 'there is one').price.times)
        : close,
      stopPrice: level(protection.stopLossPercent === null ? null : -sign * protection.stopLossPercent),
      targetPrice: level(protection.takeProfitPercent === null ? null : sign * protection.takeProfitPercent),
      trailBps: protection.trailingStopPercent === null ? null : protection.trailingStopPercent * 100,
    });
  };
}
