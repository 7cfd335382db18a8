/** The desk opened in this process for one command, and the choice between that and a desk that is running already. */
import type { Result } from '../../shared/core/result.ts';
import type { DeskLink } from './command.ts';
import { readDeskFile } from './desk-file.ts';
import type { HostOptions } from './host.ts';
import { sendFiles } from './send-files.ts';
import { connectDesk } from './socket-client.ts';

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
      importFiles: (paths, name, signal) => sendFiles(bridge, paths, name, signal),
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
      importFiles: (paths, name, signal) => desk.importFiles(paths, name, signal),
    },
  };
}
