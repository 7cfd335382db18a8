/** Parts of a portfolio's risk by position (Euler allocation, Tasche 1999): volatility, value at risk and expected shortfall, each adding up to the whole. */
import { mean } from '../statistics/moments.ts';

export interface RiskContribution {
  readonly name: string;
  /** Of the standard deviation of a bar's return (sample). */
  readonly volatility: number;
  /** Of the loss at the quantile: its own loss on the bar that is the quantile. */
  readonly valueAtRisk: number;
  /** Of the mean loss beyond it: its own mean loss on those bars. */
  readonly expectedShortfall: number;
}

export interface RiskDecomposition {
  readonly volatility: number;
  /** A loss is a positive number. */
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
  readonly parts: readonly RiskContribution[];
}

/**
 * @param positions what each position brought to the portfolio's return, bar by bar
 * @param tail share of the bars that count as the tail, e.g. 0.05: floor((n - 1) tail) + 1 bars
 */
export function riskContributions(
  positions: readonly { readonly name: string; readonly contributions: ArrayLike<number> }[],
  tail = 0.05,
): RiskDecomposition {
  const n = positions[0]?.contributions.length ?? 0;
  const whole = new Float64Array(n);
  for (const { contributions } of positions)
    for (let i = 0; i < n; i++) whole[i] = (whole[i] as number) + (contributions[i] as number);
  const centre = n === 0 ? Number.NaN : mean(whole);
  let squares = 0;
  for (const r of whole) squares += (r - centre) ** 2;
  const volatility = Math.sqrt(squares / (n - 1));
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => (whole[a] as number) - (whole[b] as number));
  const worst = order.slice(0, Math.floor((n - 1) * tail) + 1);
  const edge = worst.at(-1) as number;
  const lossOf = (values: ArrayLike<number>): number =>
    -worst.reduce((sum, i) => sum + (values[i] as number), 0) / worst.length;
  return {
    volatility,
    valueAtRisk: -(whole[edge] as number),
    expectedShortfall: lossOf(whole),
    parts: positions.map(({ name, contributions }) => {
      const own = mean(contributions);
      let covariance = 0;
      for (let i = 0; i < n; i++) covariance += ((contributions[i] as number) - own) * ((whole[i] as number) - centre);
      return {
        name,
        volatility: volatility > 0 ? covariance / (n - 1) / volatility : 0,
        valueAtRisk: -(contributions[edge] as number),
        expectedShortfall: lossOf(contributions),
      };
    }),
  };
}
