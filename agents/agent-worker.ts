/** Entry of an agent's worker: runs one agent, one message at a time; the composition root of its thread. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Message } from '../shared/bus/messages.ts';
import type { TopicName } from '../shared/bus/topics.ts';
import { ensureDefined, InvariantError } from '../shared/core/assert.ts';
import { epochMs } from '../shared/core/units.ts';
import type { AnyAgent, RunningAgent } from './kernel/agent.ts';
import { createAgentContext } from './kernel/agent-context.ts';
import type { MessageHandler } from './kernel/mailbox.ts';
import { createPortProxies } from './kernel/port-proxies.ts';
import type { AgentWorkerData, FromAgentWorker, Publication, ToAgentWorker } from './kernel/worker-protocol.ts';

const port = ensureDefined(parentPort, 'an agent worker is started by the supervisor');
const { agentId, registryUrl, beatMs } = workerData as AgentWorkerData;
const post = (message: FromAgentWorker): void => port.postMessage(message);
const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));

setInterval(() => post({ kind: 'beat' }), beatMs);

const proxies = createPortProxies(post);
let publications: Publication[] = [];
/** Time in here stands at the message being handled, so that a run can be done again. */
let time = 0;
const seeds = new Map<string, string>();
/** Answers come back in the order they were asked, here as on main. */
let lastAnswer: Promise<unknown> = Promise.resolve();
let running: RunningAgent<TopicName> | undefined;

async function start(): Promise<void> {
  const { agents }: { agents: readonly AnyAgent[] } =
    registryUrl === undefined ? await import('./index.ts') : await import(/* @vite-ignore */ registryUrl);
  const manifest = ensureDefined(
    agents.find((agent) => agent.id === agentId),
    `the registry has no agent ${agentId}`,
  );
  const context = createAgentContext(manifest, {
    clock: { now: () => epochMs(time) },
    ports: { datasets: proxies.datasets, artefacts: proxies.artefacts, llm: proxies.llm },
    publish: (topic, data, options) => {
      publications.push({ topic, data, subject: options?.subject });
    },
    outside: (work) => {
      const before = lastAnswer;
      const inTurn = Promise.allSettled([before, work]).then(() => work);
      lastAnswer = inTurn.catch(() => {});
      return inTurn;
    },
    seedOf: (correlationId) => seeds.get(correlationId) ?? correlationId,
    note: (text) => post({ kind: 'note', text }),
  });
  running = (await manifest.start(context)) as RunningAgent<TopicName>;
}

const takePublications = (): Publication[] => {
  const taken = publications;
  publications = [];
  return taken;
};

async function handle(message: Message, seed: string): Promise<void> {
  time = message.time;
  seeds.set(message.correlationId, seed);
  publications = [];
  try {
    const handler = ensureDefined(
      running?.handlers[message.topic as TopicName] as MessageHandler | undefined,
      `${agentId} has no handler for ${message.topic}`,
    );
    await handler(message);
    post({ kind: 'handled', publications: takePublications() });
  } catch (error) {
    post({ kind: 'threw', error: errorText(error), bug: error instanceof InvariantError });
  }
}

port.on('message', (message: ToAgentWorker) => {
  switch (message.kind) {
    case 'answer':
      proxies.receive(message);
      return;
    case 'handle':
      void handle(message.message, message.seed);
      return;
    case 'stop':
      void Promise.resolve(running?.stop?.()).then(
        () => post({ kind: 'stopped' }),
        () => post({ kind: 'stopped' }),
      );
      return;
  }
});

start().then(
  () => post({ kind: 'ready', publications: takePublications() }),
  (error: unknown) => post({ kind: 'failed', error: errorText(error) }),
);
