/** The ports agents may need: small interfaces whose real parts the composition root (desk.ts) hands in. */

import type { z } from 'zod';
import type { TopicData, TopicName } from '../../shared/bus/topics.ts';
import type { Lesson } from '../../shared/bus/topics-strategy.ts';
import type { Result } from '../../shared/core/result.ts';
import type { CollectionName, Row } from '../../shared/desk-api/view.ts';
import type { BarSeries, Timeframe } from '../../shared/domain/bar.ts';
import type { DatasetManifest, MacroSeries, NewsItem } from '../../shared/domain/dataset.ts';
import type { KillLevel } from '../../shared/domain/kill.ts';
import type { PortfolioLimits } from '../../shared/domain/limits.ts';
import type { StrategySpec } from '../../shared/strategy/spec.ts';
import type {
  BrokerConnectionsPort,
  DeskStatePort,
  DossierPort,
  KillSwitchPort,
  LatchRearmPort,
  OrderDeskPort,
  SecretStorePort,
  StrategyBooksPort,
  TimersPort,
} from './order-ports.ts';

/** A content-addressed dataset: immutable, so it may be read at any time without spoiling a replay. Columns live in SharedArrayBuffers. */
export interface Dataset {
  readonly manifest: DatasetManifest;
  series(symbol: string, timeframe: Timeframe): BarSeries | undefined;
  readonly news: readonly NewsItem[];
  readonly macro: readonly MacroSeries[];
}

export interface DatasetPort {
  /** @throws Error when no dataset has that id. */
  open(datasetId: string): Promise<Dataset>;
}

/** Content-addressed JSON: what is too large for a message travels as its hash. */
export interface ArtefactPort {
  put(value: unknown): Promise<string>;
  /** @throws Error when nothing has that hash. */
  get<T>(hash: string): Promise<T>;
}

/** Jobs in worker threads over shared columns; see agents/engine/jobs. */
export interface PoolPort {
  run<Output>(job: string, input: unknown, options?: { timeoutMs?: number; signal?: AbortSignal }): Promise<Output>;
}

/** A question to a language model; numbers never come from here. */
export interface ModelQuestion<Schema extends z.ZodType> {
  readonly agentId: string;
  /** What it is for, e.g. `propose-strategies`: the house model knows these by name. */
  readonly purpose: string;
  readonly system: string;
  /** Allow-listed facts as JSON; untrusted text sits in fields, never in the system prompt. */
  readonly facts: unknown;
  readonly schema: Schema;
  readonly seed: number;
}
export interface ModelAnswer<T> {
  readonly value: T;
  readonly provider: string;
  readonly model: string;
  readonly costUsd: number;
  readonly promptHash: string;
}
export interface ModelPort {
  ask<Schema extends z.ZodType>(question: ModelQuestion<Schema>): Promise<Result<ModelAnswer<z.infer<Schema>>>>;
}

/** What the desk remembers; the only agent with it is D6. */
export interface MemoryPort {
  remember(lesson: Lesson, runId: string, learnedAt: number): Promise<void>;
}

/** The ledger of everything tried; nobody can take a row out. Equal (spec, dataset) pairs count once. */
export interface TrialLedgerPort {
  record(trial: { specHash: string; datasetId: string; runId: string; barSharpe: number; at: number }): Promise<void>;
}

export interface StrategyStorePort {
  save(row: {
    strategyId: string;
    specHash: string;
    spec: StrategySpec;
    runId: string;
    parents: readonly string[];
    at: number;
  }): Promise<void>;
  find(strategyId: string): Promise<{ spec: StrategySpec; specHash: string } | undefined>;
}

/** One word in shared memory that every order path reads last; see shared/domain/kill.ts for its values. */
export interface KillLatchPort {
  level(): KillLevel;
  /** Tightens at once; never loosens. */
  tighten(level: KillLevel): void;
}

export interface LimitsPort {
  portfolio(): PortfolioLimits;
}

/** The rows the window shows; only V0 writes them. Collections and rows are those of shared/desk-api/view.ts. */
export interface ViewPort {
  set<C extends CollectionName>(collection: C, key: string, row: Row<C> | null): void;
  get<C extends CollectionName>(collection: C, key: string): Row<C> | undefined;
  keys(collection: CollectionName): readonly string[];
}

/** Publishes a person's command; the host holds the far end of {@link PersonPort}. */
export type PersonVoice = <T extends TopicName>(
  topic: T,
  data: TopicData<T>,
  options?: { subject?: string; correlationId?: string },
) => void;

/** How a person's commands reach V0, the only agent that may speak for them. */
export interface PersonPort {
  attach(voice: PersonVoice): void;
}

/** The ports by name. Rooms that own richer ports (order desk, keys, replay feed, view) add them by declaration merging in their own file. */
export interface Ports {
  orders: OrderDeskPort;
  books: StrategyBooksPort;
  connections: BrokerConnectionsPort;
  secrets: SecretStorePort;
  deskState: DeskStatePort;
  latchRearm: LatchRearmPort;
  killSwitch: KillSwitchPort;
  dossiers: DossierPort;
  timers: TimersPort;
  /** Worker-safe. */
  datasets: DatasetPort;
  /** Worker-safe. */
  artefacts: ArtefactPort;
  /** Worker-safe. */
  llm: ModelPort;
  pool: PoolPort;
  memory: MemoryPort;
  trials: TrialLedgerPort;
  strategies: StrategyStorePort;
  latch: KillLatchPort;
  limits: LimitsPort;
  view: ViewPort;
  person: PersonPort;
}
export type PortName = keyof Ports;
/** Ports an agent in a worker thread may need. */
export const workerPorts = ['datasets', 'artefacts', 'llm'] as const satisfies readonly PortName[];
