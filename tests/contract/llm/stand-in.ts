/** A provider on the loopback: answers in its true wire format and remembers what it was asked. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}
export type Reply = { status: number; body: string; contentType?: string } | 'hang' | 'drop';

export interface StandIn {
  readonly url: string;
  readonly heard: Heard[];
  /** Replies in order; the last one is repeated. */
  script(...replies: Reply[]): void;
  /** Resolves when the next request has arrived. */
  nextRequest(): Promise<void>;
  close(): Promise<void>;
}

export async function openStandIn(): Promise<StandIn> {
  const heard: Heard[] = [];
  let replies: Reply[] = [];
  let waiting: (() => void)[] = [];
  const answer = (reply: Reply | undefined, response: ServerResponse): void => {
    if (reply === 'hang') return;
    if (reply === 'drop' || reply === undefined) {
      response.socket?.destroy();
      return;
    }
    response.writeHead(reply.status, { 'content-type': reply.contentType ?? 'application/json' });
    response.end(reply.body);
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      heard.push({ url: request.url ?? '', headers: request.headers, body: JSON.parse(text) as Heard['body'] });
      answer(replies.length > 1 ? replies.shift() : replies[0], response);
      for (const wake of waiting) wake();
      waiting = [];
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    script(...next) {
      replies = next;
    },
    nextRequest: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
