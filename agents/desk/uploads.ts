/** Files on their way into a running desk: taken in parts small enough that nothing else waits, kept on disk until they are imported. */
import { appendFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Result, refuse } from '../../shared/core/result.ts';
import type { Timers } from '../kernel/clock.ts';
import { maxFileBytes } from '../sources/csv/open-input.ts';
import type { InputFile } from '../sources/source.ts';

const mostUploads = 500;
/** Bytes of all files that wait at once. */
const mostBytes = 2 * 1024 * 1024 * 1024;
/** An upload that nobody continues is thrown away. */
const idleMs = 600_000;

interface Upload {
  readonly name: string;
  readonly path: string;
  bytes: number;
  /** The part being written; the next one waits for it. */
  writing: Promise<void>;
  cancelTimer: () => void;
}

export interface Uploads {
  /** Adds bytes to a file; without an id it begins a new one. */
  add(uploadId: string | null, name: string, bytes: Uint8Array): Promise<Result<{ uploadId: string; bytes: number }>>;
  /** Hands whole files over to `work` and deletes them afterwards. */
  use<T>(uploadIds: readonly string[], work: (files: InputFile[]) => Promise<Result<T>>): Promise<Result<T>>;
  close(): Promise<void>;
}

/** @param home where the parts lie, readable by the owner only; null puts them in the system's folder for passing files. */
export function createUploads(home: string | null, timers: Timers): Uploads {
  const uploads = new Map<string, Upload>();
  let count = 0;
  let folder: Promise<string> | undefined;
  const makeFolder = async (): Promise<string> => {
    if (home === null) return mkdtemp(join(tmpdir(), 'quantai-incoming-'));
    // The home is this desk's alone: what lies there was left behind by a crash.
    const own = join(home, 'incoming');
    await rm(own, { recursive: true, force: true });
    await mkdir(own, { recursive: true, mode: 0o700 });
    return own;
  };
  const drop = async (uploadId: string): Promise<void> => {
    const upload = uploads.get(uploadId);
    if (upload === undefined) return;
    uploads.delete(uploadId);
    upload.cancelTimer();
    await upload.writing.catch(() => undefined);
    await rm(upload.path, { force: true });
  };
  const unknown = (): Result<never> =>
    refuse('unknown-upload', 'The desk holds no such file, or held it too long.', {
      where: 'uploadId',
      fix: 'Send the file again.',
    });

  return {
    async add(uploadId, name, bytes) {
      if (uploadId === null && uploads.size >= mostUploads)
        return refuse('too-many-uploads', 'Too many files wait to be imported.', { fix: 'Import them in parts.' });
      let id = uploadId;
      if (id === null) {
        folder ??= makeFolder();
        const within = await folder;
        id = `upload-${++count}`;
        uploads.set(id, {
          name,
          path: join(within, id),
          bytes: 0,
          writing: Promise.resolve(),
          cancelTimer: () => undefined,
        });
      }
      const upload = uploads.get(id);
      if (upload === undefined) return unknown();
      const total = [...uploads.values()].reduce((sum, u) => sum + u.bytes, 0) + bytes.byteLength;
      if (upload.bytes + bytes.byteLength > maxFileBytes || total > mostBytes) {
        await drop(id);
        return refuse('file-too-large', `At most ${maxFileBytes / 1_048_576} MB are read of one file.`, {
          where: upload.name,
          fix: 'Split it by year or by symbol.',
        });
      }
      upload.bytes += bytes.byteLength;
      upload.cancelTimer();
      const key = id;
      upload.cancelTimer = timers.after(idleMs, () => void drop(key));
      upload.writing = upload.writing.then(() => appendFile(upload.path, bytes, { mode: 0o600 }));
      try {
        await upload.writing;
      } catch (error) {
        await drop(id);
        return refuse(
          'not-stored',
          `The file could not be taken in (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
          { where: upload.name, fix: 'Check that the disk has room and try again.' },
        );
      }
      return { ok: true, value: { uploadId: id, bytes: upload.bytes } };
    },
    async use(uploadIds, work) {
      const held = uploadIds.map((id) => uploads.get(id));
      for (const upload of held) upload?.cancelTimer();
      try {
        if (held.some((upload) => upload === undefined)) return unknown();
        return await work((held as Upload[]).map(({ name, path }) => ({ name, path })));
      } finally {
        await Promise.all(uploadIds.map(drop));
      }
    },
    async close() {
      await Promise.all([...uploads.keys()].map(drop));
      if (folder !== undefined) await rm(await folder, { recursive: true, force: true });
    },
  };
}
