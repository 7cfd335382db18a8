/** Joins out-of-sample runs into one account, and says how the chosen parameters wander. */
import type { TradeRecord } from '../../../../shared/domain/metrics.ts';
import type { StudyOutcome } from '../evaluate.ts';
import type { ParameterSpace } from '../sweep/space.ts';

export interface Stitched {
  readonly times: readonly number[];
  /** Growth of the capital through all runs, one after the other. */
  readonly equity: readonly number[];
  readonly trades: readonly TradeRecord[];
}

/** Every run starts flat with the capital; here each goes on with what the one before left. */
export function stitch(capital: number, runs: readonly StudyOutcome[]): Stitched {
  const times: number[] = [];
  const equity: number[] = [];
  const trades: TradeRecord[] = [];
  let grown = 1;
  for (const run of runs) {
    for (let i = 0; i < run.times.length; i++) {
      times.push(run.times[i] as number);
      equity.push(grown * (run.equity[i] as number) * (capital / run.capital));
    }
    for (const trade of run.trades) trades.push({ ...trade, pnl: trade.pnl * grown, fees: trade.fees * grown });
    grown *= (run.equity[run.equity.length - 1] ?? run.capital) / run.capital;
  }
  return { times, equity, trades };
}

export interface Drift {
  readonly name: string;
  /** Chosen value of each window; null where none was chosen. */
  readonly values: readonly (number | null)[];
  /** Share of the steps from one window to the next on which it changed; null below two choices. */
  readonly changedShare: number | null;
  /** Mean size of a step as a share of the searched range. */
  readonly meanStep: number | null;
}

export const driftOf = (space: ParameterSpace, chosen: readonly (Readonly<Record<string, number>> | null)[]): Drift[] =>
  space.map(({ name, values: range }) => {
    const values = chosen.map((parameters) => parameters?.[name] ?? null);
    const known = values.filter((value) => value !== null);
    const steps = known.slice(1).map((value, i) => Math.abs(value - (known[i] as number)));
    const width = (range.at(-1) as number) - (range[0] as number);
    return {
      name,
      values,
      changedShare: steps.length === 0 ? null : steps.filter((step) => step > 0).length / steps.length,
      meanStep:
        steps.length === 0 ? null : width === 0 ? 0 : steps.reduce((sum, step) => sum + step, 0) / steps.length / width,
    };
  });
