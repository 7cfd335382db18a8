/** Entry of a pool worker: runs one job after the other; the composition root of its thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { ensureDefined } from '../shared/core/assert.ts';
import type { JobRegistry, JobServices } from './kernel/job.ts';
import { createPortProxies } from './kernel/port-proxies.ts';
import type { JobDone, JobOrder, JobWorkerData, Outcome, PortAnswer } from './kernel/worker-protocol.ts';

const port = ensureDefined(parentPort, 'a job worker is started by the pool');
const { jobsUrl } = workerData as JobWorkerData;
const { jobs }: { jobs: JobRegistry } =
  jobsUrl === undefined ? await import('./jobs.ts') : await import(/* @vite-ignore */ jobsUrl);

const proxies = createPortProxies((call) => port.postMessage(call));
const services: JobServices = {
  dataset: (datasetId) => proxies.datasets.open(datasetId),
  artefact: (hash) => proxies.artefacts.get(hash),
};

async function run(order: JobOrder): Promise<Outcome> {
  try {
    const job = jobs[order.name];
    if (job === undefined) return { ok: false, error: `there is no job of that name` };
    return { ok: true, value: await job.run(order.input, services) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

port.on('message', (message: JobOrder | PortAnswer) => {
  if (message.kind === 'answer') {
    proxies.receive(message);
    return;
  }
  void run(message).then((outcome) => {
    const done: JobDone = { kind: 'done', id: message.id, outcome };
    try {
      port.postMessage(done);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      port.postMessage({
        kind: 'done',
        id: message.id,
        outcome: { ok: false, error: `its answer cannot cross: ${why}` },
      });
    }
  });
});
