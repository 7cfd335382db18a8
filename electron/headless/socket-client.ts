/** The bridge to a desk that another process holds: one WebSocket on the loopback address, with the token of desk.json. */
import { WebSocket } from 'ws';
import { type Refusal, type Result, refuse } from '../../shared/core/result.ts';
import type { ClientFrame, DeskBridge, HostFrame } from '../../shared/desk-api/bridge.ts';
import type { Change, Snapshot } from '../../shared/desk-api/view.ts';
import type { DeskFile } from './desk-file.ts';

export interface SocketClient {
  readonly bridge: DeskBridge;
  close(): Promise<void>;
}

const noAnswer = (): Result<never, Refusal> =>
  refuse('desk-not-answering', 'The running desk does not answer.', {
    fix: 'quantai halt works without it; or end its process and start it again',
  });

/** Connects, or refuses with `desk-not-answering` after `timeoutMs`. */
export async function connectDesk(file: DeskFile, timeoutMs = 3000): Promise<Result<SocketClient>> {
  const socket = new WebSocket(`ws://127.0.0.1:${file.port}/bridge`, {
    headers: { Authorization: `Bearer ${file.token}` },
    handshakeTimeout: timeoutMs,
    perMessageDeflate: false,
    maxPayload: 256 * 1024 * 1024,
  });
  const opened = await new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  if (!opened) return noAnswer();

  const calls = new Map<number, (result: Result<unknown, Refusal>) => void>();
  const snapshots = new Map<number, { resolve(snapshot: Snapshot): void; reject(error: Error): void }>();
  const changeListeners = new Set<(change: Change) => void>();
  const connectionListeners = new Set<(connected: boolean) => void>();
  let nextId = 1;
  let connected = true;

  socket.on('error', () => socket.terminate());
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as HostFrame;
    if (frame.kind === 'change') {
      for (const listener of [...changeListeners]) listener(frame.change);
    } else if (frame.kind === 'answer') {
      calls.get(frame.id)?.(frame.result);
      calls.delete(frame.id);
    } else {
      snapshots.get(frame.id)?.resolve(frame.snapshot);
      snapshots.delete(frame.id);
    }
  });
  socket.on('close', () => {
    connected = false;
    for (const answer of calls.values()) answer(noAnswer());
    for (const waiting of snapshots.values()) waiting.reject(new Error('the running desk does not answer'));
    calls.clear();
    snapshots.clear();
    for (const listener of connectionListeners) listener(false);
  });
  const send = (frame: ClientFrame): void => socket.send(JSON.stringify(frame));

  const bridge: DeskBridge = {
    kind: 'direct',
    call(name, query) {
      if (!connected) return Promise.resolve(noAnswer());
      const id = nextId++;
      return new Promise((resolve) => {
        calls.set(id, resolve as (result: Result<unknown, Refusal>) => void);
        send({ kind: 'call', id, name, query });
      });
    },
    snapshot() {
      if (!connected) return Promise.reject(new Error('the running desk does not answer'));
      const id = nextId++;
      return new Promise((resolve, reject) => {
        snapshots.set(id, { resolve, reject });
        send({ kind: 'snapshot', id });
      });
    },
    onChange(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    onConnection(listener) {
      connectionListeners.add(listener);
      listener(connected);
      return () => connectionListeners.delete(listener);
    },
  };
  return {
    ok: true,
    value: {
      bridge,
      close: () =>
        new Promise((resolve) => {
          if (socket.readyState === WebSocket.CLOSED) return resolve();
          socket.once('close', () => resolve());
          socket.close(1000);
        }),
    },
  };
}

/** Asks the running desk for an address that opens its window once. */
export async function askEntrance(file: DeskFile, timeoutMs = 3000): Promise<Result<string>> {
  try {
    const response = await fetch(`http://127.0.0.1:${file.port}/ticket`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${file.token}` },
      signal: AbortSignal.timeout(timeoutMs),
    });
    return response.ok ? { ok: true, value: await response.text() } : noAnswer();
  } catch {
    return noAnswer();
  }
}
