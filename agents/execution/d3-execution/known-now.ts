/** Regime and signal as known at a moment of a live session: the newest entry of each history whose time has come. */
import { regimeCodes, volatilityCodes } from '../../../shared/strategy/rules/names.ts';
import type { RegimeHistory, SignalHistory } from '../../engine/backtest/histories.ts';

export interface KnownNow {
  /** Codes of the rule language, 255 = unknown. */
  readonly regime: { readonly label: number; readonly volatility: number };
  /** NaN = unknown. */
  readonly signal: number;
}

const codeOf = (word: string | undefined, table: Readonly<Record<string, number>>): number =>
  word !== undefined && Object.hasOwn(table, word) ? (table[word] as number) : 255;

/** Asked with moments that ascend; the same values as joining the histories to the bars. */
export function createKnownNow(
  regime: RegimeHistory | undefined,
  signal: SignalHistory | undefined,
): (symbol: string, time: number) => KnownNow {
  let regimeRow = -1;
  let signalRow = -1;
  return (symbol, time) => {
    while (regime && (regime.times[regimeRow + 1] ?? Number.POSITIVE_INFINITY) <= time) regimeRow++;
    while (signal && (signal.times[signalRow + 1] ?? Number.POSITIVE_INFINITY) <= time) signalRow++;
    const scores = signal && Object.hasOwn(signal.symbols, symbol) ? signal.symbols[symbol] : undefined;
    return {
      regime: {
        label: codeOf(regime?.labels[regimeRow], regimeCodes),
        volatility: codeOf(regime?.volatility[regimeRow], volatilityCodes),
      },
      signal: scores?.[signalRow] ?? Number.NaN,
    };
  };
}
