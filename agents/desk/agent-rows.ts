/** Shows the agents and the traffic between them: health from the supervisor, edges from who reads what another wrote. */

import { agents } from '../index.ts';
import type { AgentHealth } from '../kernel/agent.ts';
import type { DeskServices } from './services.ts';

/** Starts showing; returns the way to stop. */
export function showAgents(
  { bus, supervisor, view }: Pick<DeskServices, 'bus' | 'supervisor' | 'view'>,
  modelLabel: string,
): () => void {
  const manifests = new Map(agents.map((a) => [a.id as string, a]));
  const show = (health: AgentHealth): void => {
    const manifest = manifests.get(health.id);
    if (manifest === undefined) return;
    view.set('agents', health.id, {
      ...health,
      name: manifest.name,
      layer: manifest.layer,
      purpose: manifest.purpose,
      thread: manifest.thread,
      model: manifest.needs.includes('llm') ? modelLabel : '',
      costUsd: view.get('agents', health.id)?.costUsd ?? 0,
    });
  };
  for (const { id } of agents)
    show({
      id,
      state: 'stopped',
      queued: 0,
      handled: 0,
      failed: 0,
      restarts: 0,
      latencyMs: 0,
      lastTopic: '',
      lastNote: '',
      lastAt: 0,
    });
  const readers = new Map<string, string[]>();
  for (const { id, reads } of agents)
    for (const topic of reads) readers.set(topic, [...(readers.get(topic) ?? []), id]);
  const stopEdges = bus.onMessage((message) => {
    const from = message.source.replace('agent/', '');
    if (message.topic === 'data.bar') return;
    for (const to of readers.get(message.topic) ?? []) {
      // V0 hears everything: only what it says itself is an edge.
      if (to === from || to === 'V0') continue;
      const id = `${from}>${to}`;
      view.set('edges', id, { id, from, to, count: (view.get('edges', id)?.count ?? 0) + 1, lastAt: message.time });
    }
  });
  const stopHealth = supervisor.onHealth(show);
  return () => {
    stopEdges();
    stopHealth();
  };
}
