/** Opens a file the person named: what is no file, far too large or not allowed is a sentence before a byte is read. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { type Result, refuse } from '../../../shared/core/result.ts';
import type { InputFile } from '../source.ts';

/** Largest file in bytes: about a million rows, which take a gigabyte of memory on their way into columns. */
export const maxFileBytes = 64 * 1024 * 1024;
const sniffBytes = 64 * 1024;

export interface OpenedInput {
  readonly chunks: () => AsyncIterable<Uint8Array>;
  readonly head: Uint8Array;
}

/** Opens a file without reading it: its first bytes and a stream of all of them, or why it is none that can be read. */
export async function openInput(input: InputFile): Promise<Result<OpenedInput>> {
  if (input.text !== undefined) {
    const bytes = new TextEncoder().encode(input.text);
    if (bytes.length > maxFileBytes) return tooLarge(input.name, bytes.length);
    return {
      ok: true,
      value: {
        head: bytes.subarray(0, sniffBytes),
        chunks: async function* () {
          yield bytes;
        },
      },
    };
  }
  const path = input.path;
  if (path === undefined)
    return refuse('no-content', 'The file came without content.', { where: input.name, fix: 'Choose it again.' });
  try {
    const facts = await stat(path);
    if (facts.isDirectory())
      return refuse('is-a-folder', 'This is a folder, not a file.', {
        where: input.name,
        fix: 'Name the CSV files in it.',
      });
    if (!facts.isFile())
      return refuse('not-a-file', 'This is not a regular file.', { where: input.name, fix: 'Name a CSV file.' });
    if (facts.size > maxFileBytes) return tooLarge(input.name, facts.size);
    const handle = await open(path, 'r');
    try {
      const head = new Uint8Array(Math.min(sniffBytes, facts.size));
      await handle.read(head, 0, head.length, 0);
      return { ok: true, value: { head, chunks: () => createReadStream(path, { highWaterMark: 1 << 18 }) } };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      return refuse('file-not-found', 'There is no such file.', {
        where: input.name,
        fix: 'Check the name and the folder.',
      });
    if (code === 'EACCES' || code === 'EPERM')
      return refuse('not-readable', 'The file may not be read.', { where: input.name, fix: 'Change its permissions.' });
    return refuse('not-readable', `The file cannot be read (${code ?? 'unknown error'}).`, {
      where: input.name,
      fix: 'Check the disk and try again.',
    });
  }
}

const tooLarge = (name: string, bytes: number) =>
  refuse(
    'file-too-large',
    `The file has ${Math.round(bytes / 1_048_576)} MB; at most ${maxFileBytes / 1_048_576} MB are read.`,
    {
      where: name,
      fix: 'Split it by year or by symbol.',
    },
  );

/** A path's last part as it may be shown: what a terminal or a reader would take for something else is made visible. */
export const shownName = (path: string): string =>
  (path.split(/[\\/]/).findLast((part) => part !== '') ?? path)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd')
    .slice(-200);
