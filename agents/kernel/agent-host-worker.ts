/** An agent in a thread of its own: one message at a time; what it publishes is released as one answer from outside. */
import { Worker } from 'node:worker_threads';
import { lanes as laneNames, type Message } from '../../shared/bus/messages.ts';
import type { TopicData, TopicName } from '../../shared/bus/topics.ts';
import { InvariantError, invariant } from '../../shared/core/assert.ts';
import type { AgentHost, HostTools } from './agent-host.ts';
import { errorText, NotTried } from './delivery.ts';
import { Lanes } from './lanes.ts';
import { answerPortCall } from './port-service.ts';
import { workerPorts } from './ports.ts';
import type { AgentWorkerData, FromAgentWorker, Publication, ToAgentWorker } from './worker-protocol.ts';
import { workerUrl } from './worker-url.ts';

interface Parcel {
  readonly lane: number;
  ready: boolean;
  readonly message: Message;
  readonly resolve: (publications: readonly Publication[]) => void;
  readonly reject: (error: Error) => void;
}

const strategyLane = laneNames.indexOf('strategy');
/** How long a stopping agent may take to put its things away. */
const stopAfterMs = 2_000;

export function createWorkerHost(tools: HostTools): AgentHost {
  const { manifest, bus, clock, ports } = tools;
  const waiting = new Lanes<Parcel>();
  let worker: Worker | undefined;
  let current: Parcel | undefined;
  /** Signs of life so far. */
  let beats = 0;
  let stopWatch = (): void => {};
  let started: { resolve: () => void; reject: (error: Error) => void } | undefined;
  let stopped = (): void => {};

  const send = (message: ToAgentWorker): void => worker?.postMessage(message);

  const next = (): void => {
    if (current !== undefined || worker === undefined) return;
    current = waiting.take();
    if (current === undefined) return;
    const { message } = current;
    try {
      send({ kind: 'handle', message, seed: bus.seedOf(message.correlationId) });
    } catch (error) {
      settle((parcel) =>
        parcel.reject(new InvariantError(`${message.topic} cannot cross to a worker: ${errorText(error)}`)),
      );
    }
  };
  const settle = (how: (parcel: Parcel) => void): void => {
    const parcel = current;
    current = undefined;
    if (parcel !== undefined) how(parcel);
    next();
  };

  /** Ends the thread. What it was busy with failed; what only waited is handed back untried, for the next one. */
  const end = (why: string): void => {
    const gone = worker;
    worker = undefined;
    stopWatch();
    started?.reject(new Error(why));
    started = undefined;
    current?.reject(new Error(why));
    current = undefined;
    for (let parcel = waiting.take(); parcel !== undefined; parcel = waiting.take()) parcel.reject(new NotTried(why));
    void gone?.terminate();
  };
  const die = (why: string): void => {
    if (worker === undefined) return;
    const wasStarting = started !== undefined;
    end(why);
    if (!wasStarting) tools.died(why);
  };

  const watch = (): void => {
    const before = beats;
    stopWatch = clock.after(tools.hungAfterMs, () => {
      // When it was main that stood still, beats wait unread: read them before judging.
      setImmediate(() =>
        setImmediate(() => {
          if (worker === undefined) return;
          if (beats === before) die(`it gave no sign of life for ${tools.hungAfterMs} ms`);
          else watch();
        }),
      );
    });
  };

  const publishAll = (publications: readonly Publication[]): void => {
    for (const { topic, data, subject } of publications)
      bus.publish(
        manifest.id,
        topic as TopicName,
        data as TopicData<TopicName>,
        subject === undefined ? {} : { subject },
      );
  };

  const receive = (message: FromAgentWorker): void => {
    beats++;
    switch (message.kind) {
      case 'ready':
        publishAll(message.publications);
        started?.resolve();
        started = undefined;
        return;
      case 'failed':
        end(message.error);
        return;
      case 'handled':
        settle((parcel) => parcel.resolve(message.publications));
        return;
      case 'threw':
        settle((parcel) => parcel.reject(message.bug ? new InvariantError(message.error) : new Error(message.error)));
        return;
      case 'note':
        tools.note(message.text);
        return;
      case 'call':
        void answerPortCall(ports, message).then(send);
        return;
      case 'stopped':
        stopped();
        return;
      case 'beat':
        return;
    }
  };

  return {
    start() {
      for (const need of manifest.needs as readonly string[])
        invariant(
          (workerPorts as readonly string[]).includes(need),
          `${manifest.id} runs in a worker and cannot need ${need}`,
        );
      const workerData: AgentWorkerData = {
        agentId: manifest.id,
        registryUrl: tools.registryUrl,
        beatMs: Math.max(20, Math.floor(tools.hungAfterMs / 8)),
      };
      const thread = new Worker(workerUrl('agent-worker'), { workerData, env: {} });
      worker = thread;
      thread.on('message', (message: FromAgentWorker) => {
        if (worker === thread) receive(message);
      });
      thread.on('error', (error) => {
        if (worker === thread) die(error.message);
      });
      thread.on('exit', (code) => {
        if (worker === thread) die(`its thread ended with status ${code}`);
      });
      return new Promise<void>((resolve, reject) => {
        started = { resolve, reject };
        watch();
      });
    },
    async handle(message) {
      const task = new Promise<readonly Publication[]>((resolve, reject) => {
        // A run's messages keep the order they were handed out in; only what is not research overtakes.
        const lane = bus.isOrdered(message.correlationId) ? strategyLane : message.priority;
        waiting.push({ lane, ready: true, message, resolve, reject });
        if (worker === undefined) end(`${manifest.id} is not running`);
        else next();
      });
      publishAll(await bus.outside(task));
    },
    async stop() {
      if (worker === undefined) return;
      if (current === undefined) {
        const asked = new Promise<void>((resolve) => {
          const giveUp = clock.after(stopAfterMs, resolve);
          stopped = () => {
            giveUp();
            resolve();
          };
        });
        send({ kind: 'stop' });
        await asked;
      }
      end(`${manifest.id} was stopped`);
    },
  };
}
