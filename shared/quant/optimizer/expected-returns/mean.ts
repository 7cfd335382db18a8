/** Expected return: the mean of the past. */
import { annualReturn, type ExpectedReturns } from './define.ts';

export const mean: ExpectedReturns = {
  name: 'mean',
  title: 'mean of the past',
  estimate: (table, o) => Float64Array.from(table.columns, (c) => annualReturn(c, o.periodsPerYear, o.compounding)),
};
