/** Content-addressed JSON: a document is found by the SHA-256 of its canonical text and can never change. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/core/canonical.ts';
import type { ArtefactPort } from '../kernel/ports.ts';
import type { Sql } from './sql.ts';
import { defineWrite, type WriteQueue } from './write.ts';

export interface ArtefactReader {
  /** @throws Error when nothing has that hash, or the stored text no longer matches it. */
  get<T>(hash: string): Promise<T>;
  has(hash: string): boolean;
}
export interface ArtefactWriter {
  /** Answers the hash once the document can be read. Equal values are stored once. */
  put(value: unknown): Promise<string>;
}
export type ArtefactStore = ArtefactReader & ArtefactWriter & ArtefactPort;

const putArtefact = defineWrite({
  name: 'artefacts.put',
  file: 'desk',
  durable: false,
  run(sql, { hash, body }: { hash: string; body: string }) {
    sql.run('INSERT INTO artefacts (hash, body) VALUES (?, ?) ON CONFLICT DO NOTHING', hash, body);
  },
});
export const artefactWrites = [putArtefact];

const textHash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

export function createArtefactStore(reader: Sql, writer: WriteQueue): ArtefactStore {
  return {
    async put(value) {
      const body = canonicalJson(value);
      const hash = textHash(body);
      if (!this.has(hash)) await writer.write(putArtefact, { hash, body });
      return hash;
    },
    async get<T>(hash: string) {
      const row = reader.get<{ body: string }>('SELECT body FROM artefacts WHERE hash = ?', hash);
      if (row === undefined) throw new Error(`no artefact has the hash ${hash}`);
      if (textHash(row.body) !== hash) throw new Error(`the artefact ${hash} was changed on disk: its hash differs`);
      return JSON.parse(row.body) as T;
    },
    has: (hash) => reader.get('SELECT 1 FROM artefacts WHERE hash = ?', hash) !== undefined,
  };
}
