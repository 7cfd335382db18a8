/** Records every answer under the hash of its question, and answers from the record when a run is done again. */
import { hashOf } from '../../shared/core/canonical.ts';
import { ok, type Refusal, type Result, refuse } from '../../shared/core/result.ts';
import type { JsonSchema } from './adapter.ts';
import { type Prompt, promptHashOf } from './prompt.ts';

/** One exchange with a provider. */
export interface RecordedAttempt {
  /** The reply as it came; null when there was none. */
  readonly text: string | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Why it was not good enough; null when it was. */
  readonly complaint: string | null;
}

export interface ModelRecord {
  readonly promptHash: string;
  readonly questionHash: string;
  readonly agentId: string;
  readonly purpose: string;
  /** The model that was asked, as `provider/model`. */
  readonly asked: string;
  readonly request: {
    readonly system: string;
    readonly facts: unknown;
    readonly jsonSchema: JsonSchema;
    readonly seed: number;
  };
  readonly attempts: readonly RecordedAttempt[];
  readonly outcome:
    | {
        readonly ok: true;
        readonly value: unknown;
        readonly provider: string;
        readonly model: string;
        readonly costUsd: number;
      }
    | { readonly ok: false; readonly refusal: Refusal };
}

/** Where records lie. */
export interface RecordKeep {
  get(hash: string): Promise<ModelRecord | undefined>;
  put(hash: string, record: ModelRecord): Promise<void>;
}

export interface Recorder {
  /** Resolves when the record can be read. A good answer of the model that was asked is never replaced by a failure. */
  record(record: ModelRecord): Promise<void>;
  /** The record of exactly this question to this model. */
  find(prompt: Prompt, asked: string): Promise<ModelRecord | undefined>;
  /** For a replay: the model asked now, else whichever answered the question last. */
  replay(prompt: Prompt, asked: string): Promise<Result<ModelRecord>>;
}

/** Whether the model that was asked answered itself. */
export const answeredItself = ({ asked, outcome }: ModelRecord): boolean =>
  outcome.ok && asked.startsWith(`${outcome.provider}/`);

export function createRecorder(keep: RecordKeep): Recorder {
  return {
    async record(record) {
      const before = await keep.get(record.promptHash);
      if (before !== undefined && answeredItself(before) && !answeredItself(record)) return;
      if (before === undefined || hashOf(before) !== hashOf(record)) await keep.put(record.promptHash, record);
      const last = await keep.get(record.questionHash);
      if (last === undefined || hashOf(last) !== hashOf(record)) await keep.put(record.questionHash, record);
    },
    find: (prompt, asked) => keep.get(promptHashOf(prompt, asked)),
    async replay(prompt, asked) {
      const record = (await keep.get(promptHashOf(prompt, asked))) ?? (await keep.get(prompt.questionHash));
      return record === undefined
        ? refuse('no-recorded-answer', `No recorded answer for "${prompt.purpose}" of ${prompt.agentId}.`, {
            where: prompt.questionHash,
            fix: 'the run was made with other facts or before answers were recorded: start it again.',
          })
        : ok(record);
    },
  };
}

/** A record in memory, for desks that leave nothing behind. */
export function memoryRecords(): RecordKeep {
  const records = new Map<string, ModelRecord>();
  return {
    get: async (hash) => records.get(hash),
    async put(hash, record) {
      records.set(hash, record);
    },
  };
}
