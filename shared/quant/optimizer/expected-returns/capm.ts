/** Expected return: what the capital asset pricing model pays for the market risk of each asset. */
import { pairCovariance } from '../risk-models/define.ts';
import { annualReturn, type ExpectedReturns } from './define.ts';

/** Row means over the assets that are known. */
function equalMarket(columns: readonly Float64Array[]): Float64Array {
  return Float64Array.from({ length: columns[0]?.length ?? 0 }, (_, i) => {
    let sum = 0;
    let count = 0;
    for (const column of columns) {
      const v = column[i] as number;
      if (Number.isNaN(v)) continue;
      sum += v;
      count++;
    }
    return sum / count;
  });
}

export const capm: ExpectedReturns = {
  name: 'capm',
  title: 'capital asset pricing model',
  estimate(table, o) {
    const market = o.market ?? equalMarket(table.columns);
    const variance = pairCovariance(market, market);
    const premium = annualReturn(market, o.periodsPerYear, o.compounding) - o.riskFree;
    // Covariance over common rows, variance over all rows of the market, as the reference does.
    return Float64Array.from(table.columns, (c) => o.riskFree + (pairCovariance(c, market) / variance) * premium);
  },
};
