/** Keeping on disk without a database: an order journal of lines and small JSON texts, so that a locked database never stops an order or a latch. */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DeskStatePort } from '../../kernel/order-ports.ts';
import type { OrderJournalPort } from './order-desk.ts';

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Whether a line is a record at all: a JSON object. */
const isRecord = (line: string): boolean => {
  try {
    const record: unknown = JSON.parse(line);
    return typeof record === 'object' && record !== null;
  } catch {
    return false;
  }
};

/**
 * One record per line, synced in groups: records that arrive while a sync is under way share the next one. A last line that a
 * crash cut short is dropped at the start. @throws Error when a line before it is damaged: an order book with a hole is no book.
 */
export function openFileJournal(path: string): OrderJournalPort & { close(): Promise<void> } {
  mkdirSync(dirname(path), { recursive: true });
  let handle: Promise<FileHandle> | undefined;
  let queue: { line: string; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let writing: Promise<void> | undefined;
  const flush = async (): Promise<void> => {
    while (queue.length > 0) {
      const group = queue;
      queue = [];
      try {
        handle ??= open(path, 'a');
        const file = await handle;
        await file.appendFile(group.map((g) => `${g.line}\n`).join(''));
        await file.datasync();
        for (const g of group) g.resolve();
      } catch (error) {
        handle = undefined;
        for (const g of group) g.reject(error);
      }
    }
    writing = undefined;
  };
  return {
    load() {
      let text: string;
      try {
        text = readFileSync(path, 'utf8');
      } catch (error) {
        if (isMissing(error)) return [];
        throw error;
      }
      const whole = text.lastIndexOf('\n') + 1;
      if (whole < text.length) rewrite(path, text.slice(0, whole));
      const lines = text.slice(0, whole).split('\n').slice(0, -1);
      for (const [i, line] of lines.entries()) {
        if (!isRecord(line))
          throw new Error(`the order journal is damaged at line ${i + 1} of ${lines.length}: restore it from a backup`);
      }
      return lines;
    },
    append(line) {
      return new Promise((resolve, reject) => {
        queue.push({ line, resolve, reject });
        writing ??= flush();
      });
    },
    async close() {
      await writing;
      await (await handle)?.close();
      handle = undefined;
    },
  };
}

/** Replaces a file so that a crash leaves the old or the new text, never a mixture. */
function rewrite(path: string, text: string, synced = true): void {
  const next = `${path}.next`;
  const file = openSync(next, 'w', 0o600);
  try {
    writeSync(file, text);
    if (synced) fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(next, path);
  if (!synced) return;
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** What is saved at every fill or new high, and may lose its last moments in a power cut: a sync takes milliseconds of the trading thread. */
const unsyncedKeys = /^(?:broker|order-desk|risk-peak)/;

/**
 * A folder with a file per key. Every text survives the end of the process; all but a simulated broker's truth and the equity
 * peaks also survive a power cut. Keys hold letters, digits, dots, dashes and slashes, which become dashes.
 */
export function openFileState(folder: string): DeskStatePort {
  mkdirSync(folder, { recursive: true });
  const pathOf = (key: string): string => {
    if (!/^[a-z0-9][a-z0-9./-]{0,80}$/i.test(key) || key.includes('..'))
      throw new Error(`"${key}" cannot name a kept text`);
    return join(folder, `${key.replaceAll('/', '-')}.json`);
  };
  return {
    load(key) {
      try {
        return readFileSync(pathOf(key), 'utf8');
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    save(key, json) {
      rewrite(pathOf(key), json, !unsyncedKeys.test(key));
    },
  };
}
