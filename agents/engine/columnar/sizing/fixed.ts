/** Sizing `fixed`: always the same number of shares. */
import { defineSizing } from './sizing-model.ts';

export const fixed = defineSizing({
  name: 'fixed',
  description: 'the same number of shares for every entry',
  parameters: { shares: { default: 100, min: 1e-9, max: 1e12, description: 'shares or units' } },
  size:
    ({ shares = 0 }) =>
    () =>
      shares,
});
