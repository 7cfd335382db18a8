/** A running desk with its door: folder claimed, desk open, loopback server up, desk.json written; and all of it undone in order. */
import { type Result, refuse } from '../../shared/core/result.ts';
import { type Desk, type DeskOptions, loadDesk } from '../desk-host.ts';
import { claimHome } from './claim.ts';
import { removeDeskFile, writeDeskFile } from './desk-file.ts';
import { createPageFetcher } from './fetch-page.ts';
import { type DeskServer, type ServerOptions, startServer } from './server.ts';

export interface HostOptions extends DeskOptions {
  /** The door to the desk; undefined for a short command that needs none. */
  readonly door?: Pick<ServerOptions, 'port' | 'staticFolder' | 'development'>;
  /** Opens the desk; tests hand in their own. */
  readonly open?: (options: DeskOptions) => Promise<Result<Desk>>;
}

export interface Host {
  readonly desk: Desk;
  readonly server: DeskServer | undefined;
  close(): Promise<void>;
}

export async function openHost(options: HostOptions): Promise<Result<Host>> {
  const { door, open = loadDesk, ...deskOptions } = options;
  const claim = claimHome(options.home);
  if (!claim.ok) return claim;
  let desk: Desk | undefined;
  try {
    const opened = await open({ fetchPage: createPageFetcher(), ...deskOptions });
    if (!opened.ok) {
      claim.value.release();
      return opened;
    }
    desk = opened.value;
    const server = door && (await startServer({ ...door, desk, log: options.log }));
    if (server && !server.ok) {
      await desk.close();
      claim.value.release();
      return server;
    }
    const served = server?.value;
    if (served)
      writeDeskFile(options.home, {
        port: served.port,
        token: served.commandToken,
        pid: process.pid,
        host: options.host,
      });
    let closing: Promise<void> | undefined;
    const held = desk;
    const close = async (): Promise<void> => {
      if (served) removeDeskFile(options.home, process.pid);
      await served?.close();
      await held.close();
      claim.value.release();
    };
    return {
      ok: true,
      value: {
        desk,
        server: served,
        close() {
          closing ??= close();
          return closing;
        },
      },
    };
  } catch (error) {
    options.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    await desk?.close().catch((second: unknown) => options.log(String(second)));
    claim.value.release();
    return refuse('desk-did-not-open', `The desk could not be opened: ${(error as Error).message}`, {
      where: `--home ${options.home}`,
      fix: 'run: quantai doctor',
    });
  }
}
