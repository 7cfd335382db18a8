/** A loopback server that stands in for hosts on the web: answers what a test told it to, and remembers what it was asked. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StandInAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Cuts the connection after this many bytes of the body. */
  readonly cutAt?: number;
  /** Never answers. */
  readonly silent?: boolean;
}

export interface StandIn {
  readonly origin: string;
  /** Answers by path, without the query. */
  readonly answers: Map<string, StandInAnswer>;
  readonly asked: string[];
  close(): Promise<void>;
}

export async function openStandIn(): Promise<StandIn> {
  const answers = new Map<string, StandInAnswer>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    asked.push(url.pathname + url.search);
    const answer = answers.get(decodeURIComponent(url.pathname)) ?? { status: 404, body: 'nothing here' };
    if (answer.silent) return;
    const body = Buffer.from(answer.body ?? '');
    response.writeHead(answer.status ?? 200, { 'Content-Type': 'text/plain', ...answer.headers });
    if (answer.cutAt === undefined) response.end(body);
    else response.write(body.subarray(0, answer.cutAt), () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
