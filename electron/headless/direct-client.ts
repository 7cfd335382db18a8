/** The desk opened in this process for one command, and the choice between that and a desk that is running already. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Result, refuse } from '../../shared/core/result.ts';
import type { DeskLink } from './command.ts';
import { readDeskFile } from './desk-file.ts';
import type { HostOptions } from './host.ts';
import { connectDesk } from './socket-client.ts';

/** Largest file that is sent to a running desk; the contract of `datasets.import` has the same. */
const fileCapBytes = 64_000_000;

/** Reads files as text for a desk in another process; refuses what is no readable file of a sane size. */
export async function readTexts(paths: readonly string[]): Promise<Result<{ name: string; text: string }[]>> {
  const files: { name: string; text: string }[] = [];
  for (const path of paths) {
    const info = await stat(path).catch((error: NodeJS.ErrnoException) => error);
    if (info instanceof Error)
      return refuse('missing-file', `The file cannot be read: ${info.code}.`, { where: path, fix: 'check its name' });
    if (!info.isFile())
      return refuse('not-a-file', 'This is not a file.', { where: path, fix: 'name the CSV files themselves' });
    if (info.size > fileCapBytes)
      return refuse(
        'file-too-large',
        `The file has ${Math.round(info.size / 1e6)} MB; a running desk takes up to ${fileCapBytes / 1e6} MB.`,
        {
          where: path,
          fix: 'split it, or stop the desk and import it again',
        },
      );
    files.push({ name: basename(path), text: await readFile(path, 'utf8') });
  }
  return { ok: true, value: files };
}

async function remoteLink(home: string): Promise<Result<DeskLink> | undefined> {
  const file = readDeskFile(home);
  if (file === undefined) return undefined;
  const client = await connectDesk(file);
  if (!client.ok) return client;
  const { bridge, close } = client.value;
  return {
    ok: true,
    value: {
      bridge,
      remote: true,
      server: undefined,
      close,
      async importFiles(paths, name) {
        const files = await readTexts(paths);
        if (!files.ok) return files;
        return bridge.call('datasets.import', { name: name ?? files.value[0]?.name ?? 'import', files: files.value });
      },
    },
  };
}

/** The running desk of the folder, else one opened here. */
export async function openLink(options: HostOptions): Promise<Result<DeskLink>> {
  const running = await remoteLink(options.home);
  if (running !== undefined) return running;
  const { openHost } = await import('./host.ts');
  const host = await openHost(options);
  if (!host.ok) return host;
  const { desk, server, close } = host.value;
  return {
    ok: true,
    value: {
      bridge: desk.bridge,
      remote: false,
      server,
      close,
      importFiles: (paths, name) => desk.importFiles(paths, name),
    },
  };
}
