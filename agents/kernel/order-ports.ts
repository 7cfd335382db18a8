/** The ports of the order path: the order desk, broker connections, secrets, kept state, timers and re-arming. */
import type { Deployment } from '../../shared/bus/topics-trade.ts';
import type { Result } from '../../shared/core/result.ts';
import type { DecimalText } from '../../shared/core/units.ts';
import type { Bar } from '../../shared/domain/bar.ts';
import type { Fill } from '../../shared/domain/fill.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import type { KillLevel, KillReport } from '../../shared/domain/kill.ts';
import type { Environment, Order, OrderIntent } from '../../shared/domain/order.ts';
import type { Account, Position } from '../../shared/domain/position.ts';
import type { RetirementRule } from '../../shared/domain/retirement.ts';
import type { StrategySpec } from '../../shared/strategy/spec.ts';
import type { Stopwatch, Timers } from './clock.ts';

/** Who asked for an order: the agent that reports what becomes of it. */
export type PlacedBy = 'D3' | 'M3';

/** What happens at the order desk, told as it happens; `by` is the agent whose order it is. */
export type OrderDeskEvent =
  | { readonly kind: 'intent'; readonly by: PlacedBy; readonly intent: OrderIntent }
  | {
      readonly kind: 'refused';
      readonly by: PlacedBy;
      readonly intent: OrderIntent;
      readonly check: string;
      readonly reason: string;
    }
  | { readonly kind: 'order'; readonly by: PlacedBy; readonly order: Order }
  | { readonly kind: 'fill'; readonly by: PlacedBy; readonly fill: Fill }
  | {
      readonly kind: 'alert';
      readonly severity: 'info' | 'warning' | 'critical';
      readonly title: string;
      readonly text: string;
    };

/** A deployment as the desk keeps it: with the end of its approval (epoch milliseconds of the desk clock; null in a backtest). */
export interface StandingDeployment extends Deployment {
  readonly expiresAt: number | null;
}

export type Placed =
  | { readonly placed: true; readonly order: Order }
  | { readonly placed: false; readonly check: string; readonly reason: string };

/** A strategy's own book: its capital plus what it made. */
export interface StrategyBook {
  readonly equity: number;
  readonly dayPnl: number;
  /** Fall from the strategy's peak equity, as a share of that peak. */
  readonly drawdown: number;
  readonly grossExposure: number;
}

/** A difference between the order book and the broker, and what was done about it. */
export interface ReconcileDifference {
  readonly kind: 'missed-fill' | 'order-status' | 'order-lost' | 'external-order' | 'position';
  readonly symbol: string;
  readonly clientOrderId: string | null;
  readonly book: string;
  readonly broker: string;
  /** `adopted`: the book followed the broker. `frozen`: the symbol stands still until a person has looked. */
  readonly action: 'adopted' | 'frozen';
}

/** The one way to a market, of one environment: gate, order book of record, broker. Shared by D3 and M3. */
export interface OrderDeskPort {
  readonly environment: Environment;
  /** Takes the broker behind a handle and reconciles; nothing is sent before that was clean. */
  connect(handle: string): Promise<Result<readonly ReconcileDifference[]>>;
  reconcile(): Promise<readonly ReconcileDifference[]>;
  /** Makes a deployment known, or changes its status or limits. */
  deploy(deployment: StandingDeployment): void;
  deployments(): readonly StandingDeployment[];
  /** The instruments orders may name. */
  list(instruments: readonly Instrument[]): void;
  /** Gate, durable record, send. Resolves when the broker has answered or the answer is unknown. */
  place(intent: OrderIntent, options: { by: PlacedBy; parentOrderId?: string; ocoGroup?: string }): Promise<Placed>;
  /** Asks the broker to cancel; the order is gone when its event says so. */
  cancel(clientOrderId: string, reason: string): Promise<void>;
  /** Asks to cancel working orders, all or of one deployment. Resolves to how many were asked for. */
  cancelWorking(options: { keepProtective: boolean; deploymentId?: string; reason: string }): Promise<number>;
  openOrders(): readonly Order[];
  positions(): readonly Position[];
  /** Signed quantity of a deployment in a symbol; 0 when it holds none. */
  quantityOf(deploymentId: string, symbol: string): number;
  account(): Account;
  strategyBook(deploymentId: string): StrategyBook;
  /** Asks the broker itself: what is open and what is held there. */
  brokerTruth(): Promise<{
    readonly openOrders: readonly { readonly clientOrderId: string; readonly symbol: string }[];
    readonly positions: readonly { readonly symbol: string; readonly quantity: DecimalText }[];
  }>;
  /** Builds the order that closes a position, with an id of its own for every attempt. */
  flattenIntent(deploymentId: string, symbol: string, decidedAt: number, attempt: number): OrderIntent | undefined;
  /** Bars of one moment in order of symbol: a simulated broker meets them, then prices and books are marked. */
  market(bars: readonly Bar[], time: number): Promise<void>;
  /** Market time: close of the last bar fed; 0 before the first. */
  marketTime(): number;
  /** A person re-armed: the account's drawdown is measured from its equity now. */
  rebase(): void;
  /** Waits until every order of unknown fate was looked up and everything is on disk. */
  settled(): Promise<void>;
  onEvent(listener: (event: OrderDeskEvent) => void): () => void;
}

/** What strategies' own books are worth, to read only. */
export interface StrategyBooksPort {
  readonly environment: Environment;
  /** Capital plus what it made, in account currency. */
  equityOf(deploymentId: string): number;
}

/** Opens brokers for M1. */
export interface BrokerConnectionsPort {
  connect(broker: string, environment: Environment): Promise<Result<{ readonly handle: string }>>;
}

/** How the store of keys is doing. `backend-changed`: another backend than the one that holds the keys. */
export const secretStoreStates = [
  'available',
  'locked',
  'no-daemon',
  'no-collection',
  'access-denied',
  'backend-changed',
] as const;
export type SecretStoreState = (typeof secretStoreStates)[number];

/** Keys by name. Bytes are handed to brokers only, through {@link SecretStorePort.use}, and zeroed after. */
export interface SecretStorePort {
  /** `session`: keys are typed and forgotten at the end. */
  readonly kind: 'keychain' | 'session';
  state(): Promise<{ readonly state: SecretStoreState; readonly text: string }>;
  has(name: string): Promise<boolean>;
  /** Refused in every state but `available`: nothing is ever written elsewhere instead. */
  set(name: string, secret: Uint8Array): Promise<Result<'stored'>>;
  remove(name: string): Promise<void>;
  use<T>(name: string, work: (secret: Uint8Array) => Promise<T>): Promise<Result<T>>;
}

/** Small JSON texts by key that survive a restart; `save` returns when it is on disk. */
export interface DeskStatePort {
  load(key: string): string | undefined;
  /** @throws Error when it cannot be stored. */
  save(key: string, json: string): void;
}

/** Loosening the latch: only M3 holds it, and only for a person's `control.rearm`. */
export interface LatchRearmPort {
  /** Desk time of the last trigger; 0 when there was none. */
  since(): number;
  storageFault(): string | null;
  rearm(askedAt: number): Result<KillLevel>;
}

/** What an approval is about, put together from the latest messages on a strategy. */
export interface DossierFacts {
  readonly strategyId: string;
  readonly spec: StrategySpec;
  readonly specHash: string;
  readonly sourceHashes: readonly string[];
  readonly datasetId: string;
  readonly reportHash: string | null;
  readonly verdict: 'go' | 'no-go' | null;
  /** Null where the verdict came without one. */
  readonly retirement: RetirementRule | null;
  readonly regimeHash: string;
  readonly signalHash: string;
}
export interface DossierPort {
  facts(strategyId: string): Promise<DossierFacts | undefined>;
}

/** How the kill switch is pulled without the bus: M3 attaches, the host's hotkey, tray and file watcher call. */
export interface KillSwitchPort {
  attach(
    trigger: (wish: {
      readonly level: Exclude<KillLevel, 'armed'>;
      readonly origin: KillReport['origin'];
      readonly reason: string;
    }) => Promise<KillReport>,
  ): void;
}

export type TimersPort = Timers & Stopwatch;
