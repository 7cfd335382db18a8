/** The supervisor: starts the agents of the desk, keeps them running, and lets a person pause, resume and restart each. */

import { invariant } from '../../shared/core/assert.ts';
import { ok, type Result, refuse } from '../../shared/core/result.ts';
import type { AgentHealth, AnyAgent } from './agent.ts';
import type { Bus } from './bus.ts';
import type { DeskClock } from './clock.ts';
import { errorText } from './delivery.ts';
import type { Ports } from './ports.ts';
import { defaultRestartAfterMs, type SupervisedAgent, superviseAgent } from './supervised-agent.ts';

export interface SupervisorOptions {
  readonly bus: Bus;
  readonly clock: DeskClock;
  /** The real parts; an agent sees those its manifest needs. */
  readonly ports: Partial<Ports>;
  /** One line of trouble or news, for the log. */
  readonly report?: (text: string) => void;
  /** Module that exports `agents`, for agents in workers; default agents/index.ts. */
  readonly registryUrl?: string;
  /** Milliseconds without a sign of life after which a worker is ended and started again; default 30,000. A handler that computes longer without waiting has to be a pool job. */
  readonly hungAfterMs?: number;
  /** Milliseconds before each start after a failure; default 0.2, 1, 5, 15 and 30 seconds. */
  readonly restartAfterMs?: readonly number[];
}

export interface Supervisor {
  /**
   * Gives every agent its mailbox, then starts them in the given order. An agent that fails to start is tried again later; the
   * others run. `attached` is called in between: what an earlier life left is queued before anything new is said.
   */
  start(agents: readonly AnyAgent[], attached?: () => void): Promise<void>;
  /** Stops all, the last started first. */
  stop(): Promise<void>;
  /** Messages wait for a paused agent; a run that needs it waits with them. Agents of the control layer cannot be paused. */
  pause(agentId: string): Result<AgentHealth>;
  resume(agentId: string): Result<AgentHealth>;
  restart(agentId: string): Promise<Result<AgentHealth>>;
  health(): readonly AgentHealth[];
  /** Called when an agent's health changed: states at once, counters at most ten times a second. Returns the way out. */
  onHealth(listener: (health: AgentHealth) => void): () => void;
}

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { bus, clock, ports } = options;
  const report = options.report ?? (() => {});
  const agents = new Map<string, SupervisedAgent>();
  const listeners = new Set<(health: AgentHealth) => void>();

  const changed = (health: AgentHealth): void => {
    for (const listener of listeners) {
      try {
        listener(health);
      } catch (error) {
        report(`a health listener failed: ${errorText(error)}`);
      }
    }
  };

  const find = (agentId: string): Result<SupervisedAgent> => {
    const agent = agents.get(agentId);
    return agent === undefined
      ? refuse('unknown-agent', `There is no agent ${agentId}.`, {
          fix: `Use one of ${[...agents.keys()].join(', ')}.`,
        })
      : ok(agent);
  };

  return {
    async start(manifests, attached) {
      for (const manifest of manifests) {
        invariant(!agents.has(manifest.id), `there are two agents ${manifest.id}`);
        agents.set(
          manifest.id,
          superviseAgent(manifest, {
            bus,
            clock,
            ports,
            report,
            changed,
            registryUrl: options.registryUrl,
            hungAfterMs: options.hungAfterMs ?? 30_000,
            restartAfterMs: options.restartAfterMs ?? defaultRestartAfterMs,
          }),
        );
      }
      attached?.();
      for (const manifest of manifests) await agents.get(manifest.id)?.start();
    },
    async stop() {
      for (const agent of [...agents.values()].reverse()) await agent.stop();
    },
    pause(agentId) {
      const found = find(agentId);
      if (!found.ok) return found;
      if (found.value.manifest.layer === 'control')
        return refuse('cannot-pause', `${agentId} guards the desk and cannot be paused.`, {
          fix: 'Restart it if it misbehaves.',
        });
      found.value.pause();
      return ok(found.value.health());
    },
    resume(agentId) {
      const found = find(agentId);
      if (!found.ok) return found;
      found.value.resume();
      return ok(found.value.health());
    },
    async restart(agentId) {
      const found = find(agentId);
      if (!found.ok) return found;
      await found.value.restart();
      return ok(found.value.health());
    },
    health: () => [...agents.values()].map((agent) => agent.health()),
    onHealth(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
