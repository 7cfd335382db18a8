/** The only place that touches Electron's IPC in the main process: asks who speaks before it reads what is said. */
import type { IpcMain, IpcMainEvent, WebContents } from 'electron';
import type { ServedDesk } from '../bridge-service.ts';
import { createPeer, type Peer } from '../peer.ts';
import { fromDesk, isAppUrl, toDesk } from './channels.ts';

export interface WindowService {
  /** Lets a window's page speak; until then its messages are refused. */
  admit(contents: WebContents): void;
  close(): void;
}

/** True when the message comes from the top frame of an admitted window that shows the desk's own page. */
function isTrusted(event: IpcMainEvent, admitted: ReadonlySet<WebContents>): boolean {
  const frame = event.senderFrame;
  if (frame === null || frame.detached || !admitted.has(event.sender) || event.sender.isDestroyed()) return false;
  return frame === event.sender.mainFrame && isAppUrl(frame.url);
}

/** Serves the desk to admitted windows over the two channels, with the caps and limits of the browser host's socket. */
export function serveWindow(
  ipcMain: Pick<IpcMain, 'on' | 'off'>,
  desk: ServedDesk,
  log: (line: string) => void,
): WindowService {
  const admitted = new Set<WebContents>();
  const peers = new Map<WebContents, Peer>();
  const end = (contents: WebContents): void => {
    peers.get(contents)?.close();
    peers.delete(contents);
  };
  const begin = (contents: WebContents): Peer => {
    const peer = createPeer(
      desk,
      'window',
      {
        send(text) {
          if (!contents.isDestroyed()) contents.send(fromDesk, text);
        },
        backlogBytes: () => 0,
        drop(_code, reason) {
          log(`the window was reloaded: ${reason}`);
          end(contents);
          if (!contents.isDestroyed()) contents.reload();
        },
        nowMs: () => performance.now(),
      },
      log,
    );
    peers.set(contents, peer);
    return peer;
  };
  const receive = (event: IpcMainEvent, text: unknown): void => {
    if (!isTrusted(event, admitted) || typeof text !== 'string') {
      log(`a message from ${String(event.senderFrame?.url ?? 'no frame').slice(0, 120)} was refused`);
      return;
    }
    (peers.get(event.sender) ?? begin(event.sender)).receive(text);
  };
  ipcMain.on(toDesk, receive);
  return {
    admit(contents) {
      admitted.add(contents);
      // A page that loads anew begins anew.
      contents.on('did-start-navigation', (details) => {
        if (details.isMainFrame && !details.isSameDocument) end(contents);
      });
      contents.on('render-process-gone', () => end(contents));
      contents.once('destroyed', () => {
        end(contents);
        admitted.delete(contents);
      });
    },
    close() {
      ipcMain.off(toDesk, receive);
      for (const contents of [...peers.keys()]) end(contents);
    },
  };
}
