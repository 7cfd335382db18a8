/** The browser host: the window's files and the bridge over HTTP and one WebSocket, on the loopback address only, behind a one-time ticket. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Result, refuse } from '../../shared/core/result.ts';
import type { ServedDesk } from '../bridge-service.ts';
import type { KillOrigin } from '../desk-host.ts';
import { createPeer, importFrameCap } from '../peer.ts';
import { responseHeaders } from '../response-headers.ts';
import { readStaticFile } from '../static-files.ts';
import { createSessions } from './sessions.ts';

export interface ServerOptions {
  readonly desk: ServedDesk;
  /** 0 = any free port. */
  readonly port?: number;
  /** The built window; undefined in the Electron host, whose server only speaks to the command line. */
  readonly staticFolder?: string | undefined;
  /** For hot reload: a session that survives a restart of the host, and the address of the page in front of it. */
  readonly development?: { readonly session: string; readonly origin: string } | undefined;
  log(line: string): void;
}

export interface DeskServer {
  readonly port: number;
  /** What the command line shows in `Authorization`; for desk.json. */
  readonly commandToken: string;
  /** An address that opens the window once. */
  entrance(): string;
  close(): Promise<void>;
}

const text = (response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void => {
  response.writeHead(status, {
    ...responseHeaders(),
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    ...headers,
  });
  response.end(body);
};

/** What was asked for; undefined when it is no address, as `//` is none. */
const addressOf = (request: IncomingMessage): URL | undefined =>
  URL.parse(request.url ?? '/', 'http://desk') ?? undefined;

/** Starts the server. Refuses when the port is taken. */
export async function startServer(options: ServerOptions): Promise<Result<DeskServer>> {
  const { desk, staticFolder, development, log } = options;
  let port = options.port ?? 0;
  const sessions = createSessions(() => `quantai-${port}`, development?.session);
  const hosts = (): string[] => [`127.0.0.1:${port}`, `localhost:${port}`];
  const origins = (): string[] => [
    ...hosts().map((host) => `http://${host}`),
    ...(development === undefined ? [] : [development.origin]),
  ];
  /** A page of another name that resolves to this machine must not reach the desk. */
  const rightHost = (request: IncomingMessage): boolean => hosts().includes(request.headers.host ?? '');

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!rightHost(request)) return text(response, 421, 'This is not the address of the desk.\n');
    const url = addressOf(request);
    if (url === undefined) return text(response, 400, 'This is not an address.\n');
    if (request.method === 'POST' && url.pathname === '/ticket') {
      if (request.headers.origin !== undefined || !sessions.isCommand(request.headers.authorization))
        return text(response, 403, 'Only the command line on this machine may ask for a new address.\n');
      return text(response, 200, entrance());
    }
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return text(response, 405, 'Only reading is possible here.\n', { Allow: 'GET, HEAD' });
    if (staticFolder === undefined) return text(response, 404, 'The desk runs in its own window.\n');
    const ticket = url.searchParams.get('token');
    if (ticket !== null && (url.pathname === '/' || url.pathname === '/enter')) {
      const session = sessions.enter(ticket);
      if (session === undefined)
        return text(
          response,
          403,
          'This address was used already or never existed. For a new one run: quantai serve\n',
        );
      return text(response, 303, '', { Location: '/', 'Set-Cookie': sessions.cookie(session) });
    }
    if (!sessions.isSession(request.headers.cookie))
      return text(response, 403, 'Open the desk with the address that `quantai serve` prints; it works once.\n');
    const file = await readStaticFile(staticFolder, url.pathname);
    if (file === undefined) return text(response, 404, 'There is no such file.\n');
    response.writeHead(200, {
      ...responseHeaders([`ws://${request.headers.host}`]),
      'Content-Type': file.type,
      'Content-Length': file.bytes.byteLength,
      'Cache-Control': file.immutable ? 'private, max-age=31536000, immutable' : 'no-store',
    });
    response.end(request.method === 'HEAD' ? undefined : file.bytes);
  }

  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 15_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log(`a page could not be served: ${error instanceof Error ? error.message : String(error)}`);
      if (!response.headersSent) text(response, 500, 'The desk could not serve this page.\n');
      else response.destroy();
    });
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: importFrameCap, perMessageDeflate: false });

  /** Who is asking for a socket; undefined when it may not have one. */
  function caller(request: IncomingMessage): KillOrigin | undefined {
    if (!rightHost(request) || addressOf(request)?.pathname !== '/bridge') return undefined;
    const { origin } = request.headers;
    // Browsers always name the page's origin, the command line never does.
    if (origin === undefined) return sessions.isCommand(request.headers.authorization) ? 'cli' : undefined;
    return origins().includes(origin) && sessions.isSession(request.headers.cookie) ? 'window' : undefined;
  }

  function attach(socket: WebSocket, origin: KillOrigin): void {
    const peer = createPeer(
      desk,
      origin,
      {
        send: (frame) => socket.send(frame, () => undefined),
        backlogBytes: () => socket.bufferedAmount,
        drop: (code, reason) => socket.close(code, reason),
        nowMs: () => performance.now(),
      },
      log,
    );
    socket.on('message', (data, isBinary) => {
      if (isBinary) socket.close(1003, 'text frames only');
      else peer.receive(String(data));
    });
    socket.on('close', () => peer.close());
    socket.on('error', (error) => log(`a socket failed: ${error.message}`));
  }

  server.on('upgrade', (request: IncomingMessage, raw: Duplex, head: Buffer) => {
    // Whoever asks may hang up at any moment; nobody else listens for that any more.
    raw.on('error', () => raw.destroy());
    const origin = caller(request);
    if (origin === undefined) {
      log(`a socket was refused: origin ${String(request.headers.origin ?? 'none').slice(0, 120)}`);
      raw.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, raw, head, (socket) => attach(socket, origin));
  });

  const entrance = (): string =>
    development === undefined
      ? `http://127.0.0.1:${port}/?token=${sessions.ticket()}`
      : `${development.origin}/enter?token=${sessions.ticket()}`;

  const failure = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  if (failure !== undefined)
    return refuse('port-taken', `The port ${port} on this machine could not be opened: ${failure.code}.`, {
      where: '--port',
      fix: 'choose another one, or leave --port out for any free port',
    });
  port = (server.address() as AddressInfo).port;
  return {
    ok: true,
    value: {
      port,
      commandToken: sessions.commandToken,
      entrance,
      async close() {
        for (const socket of sockets.clients) socket.terminate();
        server.closeAllConnections();
        await new Promise<void>((resolve) => server.close(() => resolve()));
      },
    },
  };
}
