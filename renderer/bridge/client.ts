/** Finds the window's bridge: the one Electron's preload exposes, else the browser host's socket. */
import type { DeskBridge } from '../../shared/desk-api/bridge.ts';
import { createSocketBridge } from './socket.ts';

declare global {
  interface Window {
    /** Set by the preload script before the page runs. */
    readonly quantai?: DeskBridge;
  }
}

/** The address of the browser host's socket: same origin, same scheme strength. */
export const bridgeUrl = (location: Pick<Location, 'protocol' | 'host'>): string =>
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/bridge`;

export function openBridge(window: Window): DeskBridge {
  return window.quantai ?? createSocketBridge({ url: bridgeUrl(window.location), open: (url) => new WebSocket(url) });
}
