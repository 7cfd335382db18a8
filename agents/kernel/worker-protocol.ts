/** What main and a worker thread say to each other: calls to ports, jobs, and the messages of an agent. */
import type { Message } from '../../shared/bus/messages.ts';
import type { BarSeries } from '../../shared/domain/bar.ts';
import type { DatasetManifest, MacroSeries, NewsItem } from '../../shared/domain/dataset.ts';

/** A dataset as it crosses to a worker: its columns are shared memory, so nothing is copied but the labels. */
export interface DatasetParcel {
  readonly manifest: DatasetManifest;
  readonly series: readonly BarSeries[];
  readonly news: readonly NewsItem[];
  readonly macro: readonly MacroSeries[];
}

/** A worker asks main for something only main has. */
export type PortCall = { readonly kind: 'call'; readonly call: number } & (
  | { readonly port: 'datasets'; readonly datasetId: string }
  | { readonly port: 'artefact'; readonly hash: string }
  | { readonly port: 'put-artefact'; readonly value: unknown }
  | { readonly port: 'llm'; readonly question: unknown; readonly jsonSchema: unknown }
);

export type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: string };
export type PortAnswer = { readonly kind: 'answer'; readonly call: number; readonly outcome: Outcome };

/** The pool gives a worker one job at a time. */
export type JobOrder = { readonly kind: 'job'; readonly id: number; readonly name: string; readonly input: unknown };
export type JobDone = { readonly kind: 'done'; readonly id: number; readonly outcome: Outcome };

/** What an agent in a worker wants published. */
export interface Publication {
  readonly topic: string;
  readonly data: unknown;
  readonly subject: string | undefined;
}

export type ToAgentWorker =
  | PortAnswer
  | { readonly kind: 'handle'; readonly message: Message; readonly seed: string }
  | { readonly kind: 'stop' };

export type FromAgentWorker =
  | PortCall
  | { readonly kind: 'ready'; readonly publications: readonly Publication[] }
  | { readonly kind: 'failed'; readonly error: string }
  | { readonly kind: 'handled'; readonly publications: readonly Publication[] }
  | { readonly kind: 'threw'; readonly error: string; readonly bug: boolean }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'beat' }
  | { readonly kind: 'stopped' };

export interface AgentWorkerData {
  readonly agentId: string;
  /** Module that exports `agents`; the desk's own registry when absent. */
  readonly registryUrl: string | undefined;
  readonly beatMs: number;
}

export interface JobWorkerData {
  /** Module that exports `jobs`; the engine's own registry when absent. */
  readonly jobsUrl: string | undefined;
}
