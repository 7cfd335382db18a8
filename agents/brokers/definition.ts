/** What a broker says about itself, and the parts it is opened with. */
import type { Result } from '../../shared/core/result.ts';
import type { Environment } from '../../shared/domain/order.ts';
import type { RedeemPermission } from './approved.ts';
import type { Broker } from './broker.ts';
import type { MatchingPart } from './matching-part.ts';

/** Parts from the composition root. A broker takes those it needs. */
export interface BrokerParts {
  readonly environment: Environment;
  /** The gate's last word; see {@link RedeemPermission}. */
  readonly redeem: RedeemPermission;
  /** Desk clock in epoch milliseconds. */
  readonly now: () => number;
  /** Makes a matching engine, for brokers that simulate; the engine lives on a higher floor. */
  readonly matching: (admit: MatchingPart['admit']) => MatchingPart['engine'];
  /** Where a simulated broker keeps its truth over a restart. */
  readonly state: BrokerStatePort;
  /** Waits before an answer is given; absent = answers at once (replay, tests). */
  readonly latency?: () => Promise<void>;
}

/** One JSON text that survives a restart. */
export interface BrokerStatePort {
  load(): string | undefined;
  save(json: string): void;
}

export interface BrokerDefinition {
  readonly id: string;
  readonly name: string;
  readonly environments: readonly Environment[];
  /** Names under which the secret store holds its keys; empty when it needs none. */
  readonly secrets: readonly string[];
  open(parts: BrokerParts): Promise<Result<Broker>>;
}
