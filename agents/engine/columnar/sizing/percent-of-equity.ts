/** Sizing `percent-of-equity`: a share of the account. */
import { defineSizing } from './sizing-model.ts';

export const percentOfEquity = defineSizing({
  name: 'percent-of-equity',
  description: 'a percentage of the equity at the close that decides',
  parameters: { percent: { default: 95, min: 1e-6, max: 1000, description: 'percent of equity' } },
  size:
    ({ percent = 0 }) =>
    (view) =>
      (view.equity * percent) / 100 / view.price,
});
