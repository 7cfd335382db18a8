/** The browser host's bridge: calls, snapshots and changes over one WebSocket that comes back by itself. */
import type { Refusal, Result } from '../../shared/core/result.ts';
import { refuse } from '../../shared/core/result.ts';
import type { ClientFrame, DeskBridge, HostFrame } from '../../shared/desk-api/bridge.ts';
import type { Change, Snapshot } from '../../shared/desk-api/view.ts';

export interface SocketBridgeOptions {
  readonly url: string;
  /** Makes a socket; tests hand in their own. */
  readonly open: (url: string) => WebSocket;
  readonly firstRetryMs?: number;
  readonly longestRetryMs?: number;
}

/** Milliseconds before attempt n (0 = the first retry): doubles up to the longest. */
export const backoffMs = (attempt: number, first: number, longest: number): number =>
  Math.min(longest, first * 2 ** Math.min(attempt, 20));

const offline = (): Result<never, Refusal> =>
  refuse('desk-offline', 'The desk is not answering, so nothing was sent.', {
    fix: 'wait for the connection to come back; to stop trading now use the global chord or `quantai halt`',
  });
const lost = (): Result<never, Refusal> =>
  refuse('connection-lost', 'The connection was lost before the desk answered; it may or may not have acted.', {
    fix: 'look at the screen once it is connected again before repeating',
  });

/** Opens the socket and keeps it open. Unanswered calls become a refusal when the connection breaks: never a silence. */
export function createSocketBridge(options: SocketBridgeOptions): DeskBridge & { close(): void } {
  const first = options.firstRetryMs ?? 250;
  const longest = options.longestRetryMs ?? 5000;
  const answers = new Map<number, (result: Result<unknown, Refusal>) => void>();
  const snapshots = new Map<number, { resolve(s: Snapshot): void; reject(e: Error): void }>();
  const changeListeners = new Set<(change: Change) => void>();
  const connectionListeners = new Set<(connected: boolean) => void>();
  let socket: WebSocket | undefined;
  let connected = false;
  let nextId = 1;
  let attempt = 0;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (value: boolean): void => {
    if (connected === value) return;
    connected = value;
    for (const listener of connectionListeners) listener(value);
  };

  const receive = (text: string): void => {
    const frame = JSON.parse(text) as HostFrame;
    if (frame.kind === 'change') {
      for (const listener of changeListeners) listener(frame.change);
    } else if (frame.kind === 'answer') {
      answers.get(frame.id)?.(frame.result);
      answers.delete(frame.id);
    } else {
      snapshots.get(frame.id)?.resolve(frame.snapshot);
      snapshots.delete(frame.id);
    }
  };

  const connect = (): void => {
    if (closed) return;
    const made = options.open(options.url);
    socket = made;
    made.onopen = () => {
      attempt = 0;
      tell(true);
    };
    made.onmessage = (event: MessageEvent) => receive(String(event.data));
    made.onclose = () => {
      if (socket !== made) return;
      socket = undefined;
      for (const answer of answers.values()) answer(lost());
      answers.clear();
      for (const { reject } of snapshots.values()) reject(new Error('the connection was lost'));
      snapshots.clear();
      tell(false);
      if (!closed) timer = setTimeout(connect, backoffMs(attempt++, first, longest));
    };
  };
  connect();

  const send = (frame: ClientFrame): boolean => {
    if (socket === undefined || !connected) return false;
    socket.send(JSON.stringify(frame));
    return true;
  };

  return {
    kind: 'browser',
    call(name, query) {
      const id = nextId++;
      if (!send({ kind: 'call', id, name, query })) return Promise.resolve(offline());
      return new Promise((resolve) => {
        answers.set(id, resolve as (result: Result<unknown, Refusal>) => void);
      });
    },
    snapshot() {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        if (!send({ kind: 'snapshot', id })) reject(new Error('the desk is not connected'));
        else snapshots.set(id, { resolve, reject });
      });
    },
    onChange(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    onConnection(listener) {
      connectionListeners.add(listener);
      if (connected) listener(true);
      return () => connectionListeners.delete(listener);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}
