/** An agent on main: handlers are called directly; what they wait for overlaps. */
import type { TopicData, TopicName } from '../../shared/bus/topics.ts';
import { ensureDefined, invariant } from '../../shared/core/assert.ts';
import type { RunningAgent } from './agent.ts';
import { createAgentContext } from './agent-context.ts';
import type { AgentHost, HostTools } from './agent-host.ts';
import type { MessageHandler } from './mailbox.ts';

export function createMainHost({ manifest, bus, clock, ports, note }: HostTools): AgentHost {
  let running: RunningAgent<TopicName> | undefined;
  const handlers = new Map<string, MessageHandler>();
  return {
    async start() {
      const context = createAgentContext(manifest, {
        clock,
        ports,
        publish: (topic, data, options) =>
          void bus.publish(manifest.id, topic, data as TopicData<typeof topic>, options),
        outside: (work) => bus.outside(work),
        seedOf: (correlationId) => bus.seedOf(correlationId),
        note,
      });
      running = (await manifest.start(context)) as RunningAgent<TopicName>;
      for (const topic of manifest.reads as readonly TopicName[]) {
        const handler = running.handlers[topic] as MessageHandler | undefined;
        invariant(handler !== undefined, `${manifest.id} reads ${topic} but has no handler for it`);
        handlers.set(topic, handler);
      }
    },
    handle: (message) =>
      ensureDefined(handlers.get(message.topic), `${manifest.id} has no handler for ${message.topic}`)(message),
    async stop() {
      await running?.stop?.();
      running = undefined;
    },
  };
}
