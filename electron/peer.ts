/** One peer of the bridge, whichever transport carries it: reads its frames within caps, answers them, and pushes numbered changes while it keeps up. */
import { refuse } from '../shared/core/result.ts';
import type { HostFrame } from '../shared/desk-api/bridge.ts';
import { handleFrame, parseFrame, type ServedDesk } from './bridge-service.ts';
import type { KillOrigin } from './desk-host.ts';
import { createRateLimit } from './rate-limit.ts';

/** Largest frame in characters; only a CSV import may be larger. */
export const frameCap = 256 * 1024;
export const importFrameCap = 96 * 1024 * 1024;
/** Calls one peer may have open at once, and how fast it may ask. */
const openCap = 256;
const callsPerSecond = 200;
const callBurst = 600;
/** A peer this many bytes behind is let go: it comes back and begins with a snapshot. */
const backlogCapBytes = 8 * 1024 * 1024;

const importPrefix = /^\{"kind":"call","id":\d{1,15},"name":"datasets\.import",/;

export interface PeerTransport {
  send(text: string): void;
  backlogBytes(): number;
  /** Ends the connection with a WebSocket close code and its reason. */
  drop(code: number, reason: string): void;
  nowMs(): number;
}

export interface Peer {
  receive(text: string): void;
  close(): void;
}

export function createPeer(
  desk: ServedDesk,
  origin: KillOrigin,
  transport: PeerTransport,
  log: (line: string) => void,
): Peer {
  const limit = createRateLimit(callsPerSecond, callBurst);
  let open = 0;
  let closed = false;
  const send = (frame: HostFrame): void => {
    if (!closed) transport.send(JSON.stringify(frame));
  };
  const stop = desk.bridge.onChange((change) => {
    if (transport.backlogBytes() > backlogCapBytes) transport.drop(1013, 'too far behind');
    else send({ kind: 'change', change });
  });
  return {
    receive(text) {
      if (closed) return;
      if (text.length > frameCap && !importPrefix.test(text.slice(0, 80))) {
        transport.drop(1009, 'a frame is too large');
        return;
      }
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        value = undefined;
      }
      const frame = parseFrame(value);
      if (frame === undefined) {
        transport.drop(1008, 'not a frame of the bridge');
        return;
      }
      // The kill switch is never made to wait; parts of a file come as fast as each is answered.
      const name = frame.kind === 'call' ? frame.name : '';
      const counted = name !== 'kill.trigger' && name !== 'datasets.upload';
      const crowded = open >= openCap && name !== 'kill.trigger';
      if (crowded || (counted && !limit.take(transport.nowMs()))) {
        send({
          kind: 'answer',
          id: frame.id,
          result: refuse('too-many-requests', 'The desk was asked too much at once.', {
            fix: 'Wait a second and ask again.',
          }),
        });
        return;
      }
      open++;
      handleFrame(desk, frame, origin, log).then(
        (answer) => {
          open--;
          send(answer);
        },
        (error: unknown) => {
          open--;
          log(`a frame could not be answered: ${error instanceof Error ? error.message : String(error)}`);
          transport.drop(1011, 'the desk could not show its state');
        },
      );
    },
    close() {
      closed = true;
      stop();
    },
  };
}
