/** Where an agent runs: what the supervisor needs to know of it, whether on main or in a thread of its own. */
import type { Message } from '../../shared/bus/messages.ts';
import type { AnyAgent } from './agent.ts';
import type { Bus } from './bus.ts';
import type { DeskClock } from './clock.ts';
import type { Ports } from './ports.ts';

export interface AgentHost {
  /** Resolves when the agent takes messages. @throws Error when it does not start. */
  start(): Promise<void>;
  handle(message: Message): void | Promise<void>;
  stop(): Promise<void>;
}

export interface HostTools {
  readonly manifest: AnyAgent;
  readonly bus: Bus;
  readonly clock: DeskClock;
  readonly ports: Partial<Ports>;
  readonly note: (text: string) => void;
  /** Tells that the agent is gone or does not answer, with the reason: it will be started again. */
  readonly died: (why: string) => void;
  /** Module that exports `agents`, for agents in workers; default the desk's registry. */
  readonly registryUrl: string | undefined;
  /** A worker that has not given a sign of life for this long is ended. */
  readonly hungAfterMs: number;
}
