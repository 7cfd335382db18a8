/** Main's side of the ports that workers use: answers their calls. */
import { z } from 'zod';
import { ensureDefined } from '../../shared/core/assert.ts';
import { errorText } from './delivery.ts';
import type { Dataset, ModelQuestion, Ports } from './ports.ts';
import type { DatasetParcel, Outcome, PortAnswer, PortCall } from './worker-protocol.ts';

export type WorkerPorts = Partial<Pick<Ports, 'datasets' | 'artefacts' | 'llm'>>;

/** What of a dataset crosses to a worker. */
export function parcelOf(dataset: Dataset): DatasetParcel {
  return {
    manifest: dataset.manifest,
    series: dataset.manifest.series.flatMap(({ symbol, timeframe }) => dataset.series(symbol, timeframe) ?? []),
    news: dataset.news,
    macro: dataset.macro,
  };
}

async function valueFor(ports: WorkerPorts, call: PortCall): Promise<unknown> {
  switch (call.port) {
    case 'datasets':
      return parcelOf(await ensureDefined(ports.datasets, 'workers need the port datasets').open(call.datasetId));
    case 'artefact':
      return ensureDefined(ports.artefacts, 'workers need the port artefacts').get(call.hash);
    case 'put-artefact':
      return ensureDefined(ports.artefacts, 'workers need the port artefacts').put(call.value);
    case 'llm': {
      // A schema cannot cross threads: it comes as JSON Schema here, and the worker checks the answer with its own.
      const schema = z.fromJSONSchema(call.jsonSchema as Parameters<typeof z.fromJSONSchema>[0]);
      const question = { ...(call.question as Omit<ModelQuestion<z.ZodType>, 'schema'>), schema };
      return ensureDefined(ports.llm, 'workers need the port llm').ask(question);
    }
  }
}

/** Answers one call of a worker; never rejects. */
export async function answerPortCall(ports: WorkerPorts, call: PortCall): Promise<PortAnswer> {
  let outcome: Outcome;
  try {
    outcome = { ok: true, value: await valueFor(ports, call) };
  } catch (error) {
    outcome = { ok: false, error: errorText(error) };
  }
  return { kind: 'answer', call: call.call, outcome };
}
