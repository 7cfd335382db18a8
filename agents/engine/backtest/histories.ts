/** Regime and signal histories as artefacts hold them, joined to bars as of their closes. */

import { alignAsOf, alignCodes, type RuleEnvironment } from '../../../shared/strategy/rules/environment.ts';
import { regimeCodes, volatilityCodes } from '../../../shared/strategy/rules/names.ts';

/** A0's walk-forward regime by close time of the benchmark's daily bars. */
export interface RegimeHistory {
  readonly times: readonly number[];
  readonly labels: readonly string[];
  readonly volatility: readonly string[];
}

/** D4's fused score by symbol and daily close time; null where unknown. */
export interface SignalHistory {
  readonly times: readonly number[];
  readonly symbols: Readonly<Record<string, readonly (number | null)[]>>;
}

/** What was known at each close: the optional parts of a rule environment. */
export type Known = Pick<RuleEnvironment, 'regime' | 'signal'>;

/** Joins both histories to one symbol's bars; what is missing stays unknown. */
export function alignHistories(
  symbol: string,
  closeTimes: Float64Array,
  regime: RegimeHistory | undefined,
  signal: SignalHistory | undefined,
): Known {
  const scores = signal && Object.hasOwn(signal.symbols, symbol) ? signal.symbols[symbol] : undefined;
  return {
    ...(regime && {
      regime: {
        label: alignCodes(regime.times, codes(regime.labels, regimeCodes), closeTimes),
        volatility: alignCodes(regime.times, codes(regime.volatility, volatilityCodes), closeTimes),
      },
    }),
    ...(signal &&
      scores && {
        signal: alignAsOf(
          signal.times,
          scores.map((v) => v ?? Number.NaN),
          closeTimes,
        ),
      }),
  };
}

const codes = (words: readonly string[], table: Readonly<Record<string, number>>): number[] =>
  words.map((word) => (Object.hasOwn(table, word) ? (table[word] as number) : 255));
