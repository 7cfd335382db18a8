/** Builds what an agent may touch, limited to its manifest: the same on main and in a worker. */
import type { TopicName } from '../../shared/bus/topics.ts';
import { InvariantError, invariant } from '../../shared/core/assert.ts';
import { createRandom } from '../../shared/core/random.ts';
import type { Clock } from '../../shared/core/time.ts';
import type { AgentContext, AnyAgent, PublishOptions } from './agent.ts';
import type { PortName, Ports } from './ports.ts';

export interface ContextParts {
  readonly clock: Clock;
  readonly ports: Partial<Ports>;
  publish(topic: TopicName, data: unknown, options: PublishOptions | undefined): void;
  outside<T>(work: Promise<T>): Promise<T>;
  /** What seeds the chance of a correlation. */
  seedOf(correlationId: string): string;
  note(text: string): void;
}

/** The ports of the manifest's `needs` and no other. @throws InvariantError on one that is needed and not there. */
function limitedPorts(manifest: AnyAgent, ports: Partial<Ports>): Ports {
  const needs = new Set<string>(manifest.needs);
  for (const name of needs)
    invariant(
      ports[name as PortName] !== undefined,
      `${manifest.id} needs the port ${name}, which the desk does not have`,
    );
  return new Proxy({} as Ports, {
    get(_, name) {
      if (typeof name === 'symbol') return undefined;
      if (!needs.has(name))
        throw new InvariantError(`${manifest.id} asks for the port ${name}, which is not in its needs`);
      return ports[name as PortName];
    },
  });
}

export function createAgentContext(manifest: AnyAgent, parts: ContextParts): AgentContext {
  const writes = new Set<string>(manifest.writes);
  return {
    id: manifest.id,
    clock: parts.clock,
    ports: limitedPorts(manifest, parts.ports),
    publish(topic, data, options) {
      invariant(writes.has(topic), `${manifest.id} writes ${topic}, which is not in its manifest`);
      parts.publish(topic, data, options);
    },
    random: (correlationId, label) => createRandom(`${parts.seedOf(correlationId)}/${manifest.id}/${label}`),
    outside: (work) => parts.outside(work),
    note: (text) => parts.note(text),
  };
}
