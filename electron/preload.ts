/** The window's only door: a bridge over two channels, without Electron's objects and without schemas (the main process checks). */
import { contextBridge, ipcRenderer } from 'electron';
import type { Refusal, Result } from '../shared/core/result.ts';
import type { ClientFrame, DeskBridge, HostFrame } from '../shared/desk-api/bridge.ts';
import type { Change, Snapshot } from '../shared/desk-api/view.ts';
import { fromDesk, toDesk } from './ipc/channels.ts';

const answers = new Map<number, (result: Result<unknown, Refusal>) => void>();
const snapshots = new Map<number, (snapshot: Snapshot) => void>();
const listeners = new Set<(change: Change) => void>();
let nextId = 1;

ipcRenderer.on(fromDesk, (_event, text: string) => {
  const frame = JSON.parse(text) as HostFrame;
  if (frame.kind === 'change') {
    for (const listener of listeners) listener(frame.change);
  } else if (frame.kind === 'answer') {
    answers.get(frame.id)?.(frame.result);
    answers.delete(frame.id);
  } else {
    snapshots.get(frame.id)?.(frame.snapshot);
    snapshots.delete(frame.id);
  }
});

const send = (frame: ClientFrame): void => ipcRenderer.send(toDesk, JSON.stringify(frame));

const bridge: DeskBridge = {
  kind: 'electron',
  call(name, query) {
    const id = nextId++;
    return new Promise((resolve) => {
      answers.set(id, resolve as (result: Result<unknown, Refusal>) => void);
      send({ kind: 'call', id, name, query });
    });
  },
  snapshot() {
    const id = nextId++;
    return new Promise((resolve) => {
      snapshots.set(id, resolve);
      send({ kind: 'snapshot', id });
    });
  },
  onChange(listener) {
    // Wrapped, so that the page's function is never handed anything of Electron's.
    const wrapped = (change: Change): void => listener(change);
    listeners.add(wrapped);
    return () => {
      listeners.delete(wrapped);
    };
  },
  onConnection(listener) {
    // The main process lives as long as the window does.
    listener(true);
    return () => undefined;
  },
};

contextBridge.exposeInMainWorld('quantai', bridge);
