/** Client order ids: a function of the decision, so that the same decision can never become two orders. */
import { hashOf } from '../../../shared/core/canonical.ts';

export interface OrderDecision {
  readonly deploymentId: string;
  /** Close time of the deciding bar, or the moment a person asked. */
  readonly decidedAt: number;
  readonly symbol: string;
  /** What it is for, e.g. `entry`, `stop-loss`, `flatten`. */
  readonly leg: string;
  /** 0 for the first try; a new try after a definite refusal is a new order. */
  readonly attempt: number;
}

/** `q-` and 40 hex digits: 42 characters, below the 48 that brokers take. */
export const clientOrderIdOf = (decision: OrderDecision): string =>
  `q-${hashOf([decision.deploymentId, decision.decidedAt, decision.symbol, decision.leg, decision.attempt]).slice(0, 40)}`;
