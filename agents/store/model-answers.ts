/** Recorded answers of models: from the hash of a question to the artefact that holds request and reply. */
import type { Clock } from '../../shared/core/time.ts';
import type { Sql } from './sql.ts';
import { defineWrite, type WriteQueue } from './write.ts';

export interface ModelAnswerReader {
  /** Hash of the artefact with the exchange; undefined when the question was never asked. */
  find(question: string): string | undefined;
}
export interface ModelAnswerWriter {
  /** Resolves once it can be found. The artefact must be stored. A later answer to the same question takes its place; the artefact of the earlier one stays. */
  keep(question: string, artefact: string): Promise<void>;
}
export type ModelAnswerStore = ModelAnswerReader & ModelAnswerWriter;

const keepAnswer = defineWrite({
  name: 'model-answers.keep',
  file: 'desk',
  durable: false,
  run(sql, { question, artefact, at }: { question: string; artefact: string; at: number }) {
    sql.run(
      `INSERT INTO model_answers (question, artefact, at) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET artefact = excluded.artefact, at = excluded.at`,
      question,
      artefact,
      at,
    );
  },
});
export const modelAnswerWrites = [keepAnswer];

export function createModelAnswerStore(reader: Sql, writer: WriteQueue, clock: Clock): ModelAnswerStore {
  return {
    find: (question) =>
      reader.get<{ artefact: string }>('SELECT artefact FROM model_answers WHERE question = ?', question)?.artefact,
    keep: (question, artefact) => writer.write(keepAnswer, { question, artefact, at: clock.now() }),
  };
}
