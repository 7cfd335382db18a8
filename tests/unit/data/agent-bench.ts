/** Runs one data agent outside the bus: its context is the kernel's own, what it publishes is checked against the topics and kept. */

import type { AnyAgent, RunningAgent } from '../../../agents/kernel/agent.ts';
import { createAgentContext } from '../../../agents/kernel/agent-context.ts';
import { createSimulatedClock, type SimulatedClock } from '../../../agents/kernel/clock.ts';
import type { Dataset } from '../../../agents/kernel/ports.ts';
import type { SourceBatch } from '../../../agents/sources/source.ts';
import { encodeDataset } from '../../../agents/store/dataset-columns.ts';
import { datasetOf } from '../../../agents/store/datasets.ts';
import type { Message } from '../../../shared/bus/messages.ts';
import { laneOfType, lanes } from '../../../shared/bus/messages.ts';
import { type TopicData, type TopicName, topics } from '../../../shared/bus/topics.ts';
import { hashOf } from '../../../shared/core/canonical.ts';

export interface Bench {
  readonly clock: SimulatedClock;
  readonly published: { topic: TopicName; data: never; subject: string | undefined }[];
  readonly notes: string[];
  readonly artefacts: Map<string, unknown>;
  send<T extends TopicName>(topic: T, data: TopicData<T>): Promise<void>;
  of<T extends TopicName>(topic: T): TopicData<T>[];
  stop(): void;
}

/** A dataset as the store would hand it out. */
export function datasetFrom(batch: SourceBatch): Dataset {
  const { manifest } = encodeDataset(batch);
  return datasetOf({ manifest, series: batch.series.map((s) => s.series), news: batch.news, macro: batch.macro });
}

export async function startBench(agent: AnyAgent, datasets: readonly Dataset[]): Promise<Bench> {
  const clock = createSimulatedClock(0);
  const published: Bench['published'] = [];
  const notes: string[] = [];
  const artefacts = new Map<string, unknown>();
  let sequence = 0;
  const context = createAgentContext(agent, {
    clock,
    ports: {
      datasets: {
        open: async (id) => {
          const found = datasets.find((d) => d.manifest.id === id);
          if (found === undefined) throw new Error(`no dataset has the id ${id}`);
          return found;
        },
      },
      artefacts: {
        put: async (value) => {
          const hash = hashOf(value);
          artefacts.set(hash, value);
          return hash;
        },
        get: async <T>(hash: string) => artefacts.get(hash) as T,
      },
      timers: clock,
    },
    publish: (topic, data, options) => {
      published.push({ topic, data: topics[topic].schema.parse(data) as never, subject: options?.subject });
    },
    outside: (work) => work,
    seedOf: (correlationId) => correlationId,
    note: (text) => notes.push(text),
  });
  const running = (await agent.start(context)) as RunningAgent<TopicName>;
  return {
    clock,
    published,
    notes,
    artefacts,
    async send(topic, data) {
      const { type } = topics[topic];
      sequence++;
      const message: Message = {
        specversion: '1.0',
        sequence,
        id: `bench/${sequence}`,
        type,
        topic,
        source: 'person',
        subject: '',
        time: clock.now(),
        correlationId: 'bench',
        causationId: null,
        priority: lanes.indexOf(laneOfType[type]),
        data: topics[topic].schema.parse(data),
      };
      await (running.handlers[topic] as (m: Message) => Promise<void> | void)(message);
    },
    of: (topic) => published.filter((p) => p.topic === topic).map((p) => p.data),
    stop: () => void running.stop?.(),
  };
}
