/** Runs agents without the kernel: messages in a queue, ports in memory, the pool's jobs in line; every publication is checked by its schema. */
import { jobs } from '../../agents/jobs.ts';
import type { AgentContext, AnyAgent } from '../../agents/kernel/agent.ts';
import type { Dataset, ModelPort, Ports } from '../../agents/kernel/ports.ts';
import type { Message } from '../../shared/bus/messages.ts';
import { type TopicData, type TopicName, topics } from '../../shared/bus/topics.ts';
import { hashOf } from '../../shared/core/canonical.ts';
import { createRandom } from '../../shared/core/random.ts';
import { refuse } from '../../shared/core/result.ts';
import { epochMs } from '../../shared/core/units.ts';

export interface HarnessOptions {
  readonly agents: readonly AnyAgent[];
  readonly seed?: number;
  readonly dataset?: Dataset;
  readonly llm?: ModelPort;
  /** More ports, or others than the usual ones. */
  readonly ports?: Partial<Ports>;
  /** Topics that are kept but not handed on: what cuts a loop open. */
  readonly hold?: readonly TopicName[];
}

export interface Harness {
  /** Hands a message on, and everything it sets off, in order. */
  send<T extends TopicName>(topic: T, data: TopicData<T>, correlationId?: string): Promise<void>;
  /** Data of everything published on a topic, in order. */
  published<T extends TopicName>(topic: T): TopicData<T>[];
  readonly all: readonly { topic: TopicName; source: string; data: unknown }[];
  readonly artefacts: ReadonlyMap<string, unknown>;
  /** Puts an artefact where the agents find it. */
  keep(value: unknown): string;
  /** Lessons that were remembered, trials that were recorded. */
  readonly remembered: unknown[];
  readonly trials: unknown[];
}

export const silentModel: ModelPort = { ask: async () => refuse('no-model', 'No model answers in this test.') };

export async function startHarness(options: HarnessOptions): Promise<Harness> {
  const { agents, dataset, seed = 7 } = options;
  const artefacts = new Map<string, unknown>();
  const remembered: unknown[] = [];
  const trials: unknown[] = [];
  const kept = new Map<string, string>();
  const all: { topic: TopicName; source: string; data: unknown }[] = [];
  const queue: Message[] = [];
  let sequence = 0;
  const open = async (): Promise<Dataset> => {
    if (!dataset) throw new Error('the test has no dataset');
    return dataset;
  };
  const get = async <T>(hash: string): Promise<T> => {
    if (!artefacts.has(hash)) throw new Error(`no artefact ${hash}`);
    return structuredClone(artefacts.get(hash)) as T;
  };
  const ports = {
    datasets: { open },
    artefacts: {
      async put(value: unknown) {
        const hash = hashOf(value);
        artefacts.set(hash, structuredClone(value));
        return hash;
      },
      get,
    },
    pool: {
      async run<Output>(name: string, input: unknown) {
        const job = jobs[name];
        if (!job) throw new Error(`no job ${name}`);
        return (await job.run(structuredClone(input), { dataset: open, artefact: get })) as Output;
      },
    },
    llm: options.llm ?? silentModel,
    memory: { remember: async (lesson: unknown) => void remembered.push(lesson) },
    trials: { record: async (trial: unknown) => void trials.push(trial) },
    strategies: { save: async () => undefined, find: async () => undefined },
    deskState: { load: (key: string) => kept.get(key), save: (key: string, json: string) => void kept.set(key, json) },
    ...options.ports,
  } as unknown as Ports;
  const enqueue = (topic: TopicName, data: unknown, source: string, correlationId: string): void => {
    const parsed = topics[topic].schema.safeParse(data);
    if (!parsed.success) throw new Error(`${source} published ${topic} outside its schema: ${parsed.error.message}`);
    all.push({ topic, source, data: parsed.data });
    if (options.hold?.includes(topic)) return;
    const id = `m${++sequence}`;
    queue.push({
      specversion: '1.0',
      sequence,
      id,
      type: topics[topic].type,
      topic,
      source,
      subject: '',
      time: 0,
      correlationId,
      causationId: null,
      priority: 3,
      data: parsed.data,
    });
  };
  const started: { manifest: AnyAgent; handlers: Record<string, (message: Message) => unknown> }[] = [];
  let correlation = '';
  for (const manifest of agents) {
    const context: AgentContext = {
      id: manifest.id,
      clock: { now: () => epochMs(1_700_000_000_000) },
      ports,
      publish(topic, data, more) {
        if (!manifest.writes.includes(topic)) throw new Error(`${manifest.id} may not write ${topic}`);
        enqueue(topic, data, `agent/${manifest.id}`, more?.correlationId ?? correlation);
      },
      random: (correlationId, label) => createRandom(`${seed}/${correlationId}/${manifest.id}/${label}`),
      outside: (work) => work,
      note: () => undefined,
    };
    started.push({ manifest, handlers: (await manifest.start(context)).handlers });
  }
  return {
    all,
    artefacts,
    keep(value) {
      const hash = hashOf(value);
      artefacts.set(hash, value);
      return hash;
    },
    remembered,
    trials,
    published: <T extends TopicName>(topic: T) =>
      all.filter((m) => m.topic === topic).map((m) => m.data as TopicData<T>),
    async send(topic, data, correlationId = 'run-1') {
      enqueue(topic, data, 'test', correlationId);
      for (let next = queue.shift(); next; next = queue.shift()) {
        correlation = next.correlationId;
        for (const { manifest, handlers } of started)
          if (manifest.reads.includes(next.topic)) await handlers[next.topic]?.(next);
      }
    },
  };
}
