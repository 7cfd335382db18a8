/** What an agent is: a manifest with its reads, writes and needs, and a start function that returns handlers. */

import type { Message } from '../../shared/bus/messages.ts';
import type { TopicData, TopicName } from '../../shared/bus/topics.ts';
import type { Random } from '../../shared/core/random.ts';
import type { Clock } from '../../shared/core/time.ts';
import type { PortName, Ports } from './ports.ts';

export const agentIds = [
  'D1',
  'D4',
  'A0',
  'A1',
  'A2',
  'D5',
  'D2',
  'A3',
  'D3',
  'A4',
  'A6',
  'A5',
  'D6',
  'M1',
  'M3',
  'V0',
] as const;
export type AgentId = (typeof agentIds)[number];
export type AgentLayer = 'data' | 'analysis' | 'validation' | 'execution' | 'learning' | 'control';

export interface PublishOptions {
  /** What the message is about; empty when about nothing in particular. */
  readonly subject?: string;
  /** The cause when published outside a handler; inside one the handled message is the cause. */
  readonly cause?: Message;
  /** The chain it belongs to when there is no cause. */
  readonly correlationId?: string;
}

/** Everything an agent may touch. It holds no clock, chance, store or socket but what stands here. */
export interface AgentContext<Writes extends TopicName = TopicName, Needs extends PortName = PortName> {
  readonly id: AgentId;
  readonly clock: Clock;
  /** Ports named in the manifest's `needs`; asking for another does not compile and throws. */
  readonly ports: Pick<Ports, Needs>;
  /** Sends a message; its data is checked against the topic's schema. @throws InvariantError on a topic outside `writes` or data outside the schema. */
  publish<T extends Writes>(topic: T, data: TopicData<T>, options?: PublishOptions): void;
  /** Seeded stream that depends on the message's correlation, the agent and the label only. */
  random(correlationId: string, label: string): Random;
  /** Waits for something outside (a worker, a model, a page); inside a run, answers come back in the order they were asked, so that the run can be done again. */
  outside<T>(work: Promise<T>): Promise<T>;
  /** One line for the log and the agent's "last activity". */
  note(text: string): void;
}

export type Handlers<Reads extends TopicName> = {
  readonly [T in Reads]: (message: Message<TopicData<T>>) => void | Promise<void>;
};

/** A started agent: a handler for every topic it reads, and what to do when it stops. */
export interface RunningAgent<Reads extends TopicName> {
  readonly handlers: Handlers<Reads>;
  readonly stop?: () => void | Promise<void>;
}

export interface AgentManifest<
  Reads extends TopicName = TopicName,
  Writes extends TopicName = TopicName,
  Needs extends PortName = PortName,
> {
  readonly id: AgentId;
  readonly name: string;
  readonly layer: AgentLayer;
  /** One sentence: what it does for the trader. */
  readonly purpose: string;
  /** `worker`: runs in a thread of its own, one message at a time, and may need only ports marked as such. */
  readonly thread: 'main' | 'worker';
  readonly reads: readonly Reads[];
  readonly writes: readonly Writes[];
  readonly needs: readonly Needs[];
  readonly start: (context: AgentContext<Writes, Needs>) => RunningAgent<Reads> | Promise<RunningAgent<Reads>>;
}

/** A manifest whose exact topics are forgotten: what registries hold. */
// biome-ignore lint/suspicious/noExplicitAny: variance — a registry holds agents of every topic set
export type AnyAgent = AgentManifest<any, any, any>;

/** Declares an agent; its context and handlers are typed to its reads, writes and needs. */
export const defineAgent = <
  const Reads extends TopicName,
  const Writes extends TopicName,
  const Needs extends PortName,
>(
  manifest: AgentManifest<Reads, Writes, Needs>,
): AgentManifest<Reads, Writes, Needs> => manifest;

/** How an agent is doing, as the window shows it. */
export interface AgentHealth {
  readonly id: AgentId;
  readonly state: 'ready' | 'running' | 'degraded' | 'faulted' | 'stopped' | 'paused';
  readonly queued: number;
  readonly handled: number;
  readonly failed: number;
  readonly restarts: number;
  /** Exponential average of handling time in milliseconds. */
  readonly latencyMs: number;
  readonly lastTopic: string;
  readonly lastNote: string;
  readonly lastAt: number;
}
