/** Expected return: a mean in which the newest rows count most. */
import { type ExpectedReturns, fadingMean } from './define.ts';

export const ema: ExpectedReturns = {
  name: 'ema',
  title: 'exponentially weighted mean',
  estimate: (table, o) =>
    Float64Array.from(table.columns, (c) => {
      const mean = fadingMean(c.length, (i) => c[i] as number, o.span);
      return o.compounding ? (1 + mean) ** o.periodsPerYear - 1 : mean * o.periodsPerYear;
    }),
};
