/** `sample.json`: what the desk's own rules say on an invented walk, for the unit tests of an export to compare with. */

import type { BarColumns } from '../../../../shared/domain/bar.ts';
import type { CompiledStrategy } from '../../../../shared/strategy/compile.ts';
import type { StrategySpec } from '../../../../shared/strategy/spec.ts';

const dayMs = 86_400_000;
/** Monday 2015-01-05. */
const firstDay = Date.UTC(2015, 0, 5);
/** Bars after the warm-up. */
const decided = 260;

/** The walk that `sample_bars` of the Python tests makes: whole cents, so that both have the same bits. */
export function sampleColumns(seed: number, bars: number): BarColumns {
  let state = seed;
  let last = 5000;
  // Park and Miller's minimal standard generator: every product is exact in a float.
  const draw = (below: number): number => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  const column = (): Float64Array => new Float64Array(bars);
  const [openTime, closeTime, open, high] = [column(), column(), column(), column()];
  const [low, close, volume, dividend] = [column(), column(), column(), column()];
  for (let i = 0; i < bars; i++) {
    const midnight = firstDay + (Math.floor(i / 5) * 7 + (i % 5)) * dayMs;
    openTime[i] = midnight + 0.6 * dayMs;
    closeTime[i] = midnight + 0.875 * dayMs;
    const opened = Math.max(500, last + draw(41) - 20);
    last = Math.max(500, last + ([8, -9, 0][Math.floor(i / 60) % 3] as number) + draw(161) - 80);
    open[i] = opened / 100;
    high[i] = (Math.max(opened, last) + draw(50)) / 100;
    low[i] = (Math.min(opened, last) - draw(50)) / 100;
    close[i] = last / 100;
    volume[i] = 100_000 + draw(400_000);
  }
  return { openTime, closeTime, open, high, low, close, volume, dividend };
}

/** Where a rule holds, as bar numbers. */
const places = (column: Uint8Array): number[] => Array.from(column.keys()).filter((i) => column[i] === 1);

/** The purposes of an entry's orders, the entry first. */
function legs({ protection: p }: StrategySpec): string[] {
  return [
    'entry',
    ...(p.stopLossPercent !== null || p.stopLossAtr !== null ? ['stop-loss'] : []),
    ...(p.trailingStopPercent !== null ? ['trailing-stop'] : []),
    ...(p.takeProfitPercent !== null ? ['take-profit'] : []),
  ];
}

/** Enough bars for the warm-up and some decisions. */
export const sampleBars = (compiled: CompiledStrategy): number => compiled.warmUp + decided;

/** The walk with invented regimes and signals, unknown at first. */
export function sampleEnvironment(bars: number) {
  const rows = Array.from({ length: bars }, (_, i) => i);
  return {
    columns: sampleColumns(1, bars),
    regime: {
      label: Uint8Array.from(rows, (i) => (i < 20 ? 255 : Math.floor(i / 45) % 3)),
      volatility: Uint8Array.from(rows, (i) => (i < 20 ? 255 : Math.floor(i / 30) % 3)),
    },
    signal: Float64Array.from(rows, (i) => (i < 30 ? Number.NaN : (((i * 37) % 41) - 20) / 20)),
  };
}

/** Bars on which each rule holds. */
export function sampleRules(compiled: CompiledStrategy, bars: number) {
  const { entryLong, exitLong, entryShort, exitShort } = compiled.signals(sampleEnvironment(bars));
  return {
    entryLong: places(entryLong),
    exitLong: places(exitLong),
    entryShort: places(entryShort),
    exitShort: places(exitShort),
  };
}

export function sampleFile(compiled: CompiledStrategy): string {
  const bars = sampleBars(compiled);
  const rules = sampleRules(compiled, bars);
  const sample = {
    bars,
    legs: legs(compiled.spec),
    entry_long: rules.entryLong,
    exit_long: rules.exitLong,
    entry_short: rules.entryShort,
    exit_short: rules.exitShort,
  };
  return `${JSON.stringify(sample)}\n`;
}
