/** A worker's side of the ports: asks main, and keeps each dataset so that its columns are handed over once. */
import { z } from 'zod';
import { refuse } from '../../shared/core/result.ts';
import type { ArtefactPort, Dataset, DatasetPort, ModelPort } from './ports.ts';
import type { DatasetParcel, Outcome, PortAnswer, PortCall } from './worker-protocol.ts';

/** A call before it is numbered. */
type Request = PortCall extends infer Call ? (Call extends unknown ? Omit<Call, 'kind' | 'call'> : never) : never;

export interface PortProxies {
  readonly datasets: DatasetPort;
  readonly artefacts: ArtefactPort;
  readonly llm: ModelPort;
  /** Takes main's answer to an earlier call. */
  receive(answer: PortAnswer): void;
}

function datasetOf(parcel: DatasetParcel): Dataset {
  const byName = new Map(parcel.series.map((series) => [`${series.symbol}|${series.timeframe}`, series]));
  return {
    manifest: parcel.manifest,
    news: parcel.news,
    macro: parcel.macro,
    series: (symbol, timeframe) => byName.get(`${symbol}|${timeframe}`),
  };
}

export function createPortProxies(post: (call: PortCall) => void): PortProxies {
  let calls = 0;
  const waiting = new Map<number, (outcome: Outcome) => void>();
  const datasets = new Map<string, Promise<Dataset>>();

  const ask = <T>(request: Request): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const call = calls++;
      waiting.set(call, (outcome) => {
        if (outcome.ok) resolve(outcome.value as T);
        else reject(new Error(outcome.error));
      });
      post({ kind: 'call', call, ...request } as PortCall);
    });

  return {
    datasets: {
      open(datasetId) {
        let dataset = datasets.get(datasetId);
        if (dataset === undefined) {
          dataset = ask<DatasetParcel>({ port: 'datasets', datasetId }).then(datasetOf);
          datasets.set(datasetId, dataset);
          // A dataset that could not be opened may be there the next time.
          dataset.catch(() => datasets.delete(datasetId));
        }
        return dataset;
      },
    },
    artefacts: {
      get: (hash) => ask({ port: 'artefact', hash }),
      put: (value) => ask({ port: 'put-artefact', value }),
    },
    llm: {
      async ask({ schema, ...question }) {
        const jsonSchema = z.toJSONSchema(schema, { io: 'output' });
        const answer = await ask<Awaited<ReturnType<ModelPort['ask']>>>({ port: 'llm', question, jsonSchema });
        if (!answer.ok) return answer;
        const value = schema.safeParse(answer.value.value);
        return value.success
          ? { ok: true, value: { ...answer.value, value: value.data } }
          : refuse('model-output', 'The model answered in another form than it was asked for.', {
              where: z.prettifyError(value.error),
            });
      },
    },
    receive({ call, outcome }) {
      const settle = waiting.get(call);
      waiting.delete(call);
      settle?.(outcome);
    },
  };
}
