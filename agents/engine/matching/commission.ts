/** Commission models: basis points of notional plus an amount per share, with a minimum per order. */
import { invariant } from '../../../shared/core/assert.ts';
import type { CommissionModel } from './types.ts';

export interface CommissionTerms {
  /** Basis points of traded notional. */
  readonly bps?: number;
  /** Account currency per share. */
  readonly perShare?: number;
  /** Least fee of an order with any fill. */
  readonly minimum?: number;
}

/** Makes the cumulative model the engine asks for: a partial fill never pays the minimum twice. */
export function createCommission(terms: CommissionTerms = {}): CommissionModel {
  const rate = (terms.bps ?? 0) / 10_000;
  const perShare = terms.perShare ?? 0;
  const minimum = terms.minimum ?? 0;
  invariant(rate >= 0 && perShare >= 0 && minimum >= 0, 'commission terms are not negative');
  return (quantity, notional) => (quantity === 0 ? 0 : Math.max(minimum, notional * rate + quantity * perShare));
}
