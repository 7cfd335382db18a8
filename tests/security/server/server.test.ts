/** The browser host's door: who may come in, what is served, and what a hostile page, frame or path gets. */
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect as connectTo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type DeskServer, startServer } from '../../../electron/headless/server.ts';
import { contentSecurityPolicy } from '../../../electron/response-headers.ts';
import { scriptedDesk } from '../../support/scripted-desk.ts';

const folder = mkdtempSync(join(tmpdir(), 'quantai-window-'));
mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true });
writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html><title>desk</title>');
writeFileSync(join(folder, 'renderer', 'assets', 'app-1a2b.js'), 'export {};');
writeFileSync(join(folder, 'renderer', 'notes.secret'), 'no');
writeFileSync(join(folder, 'outside.html'), 'outside');
symlinkSync(join(folder, 'outside.html'), join(folder, 'renderer', 'link.html'));

const desk = scriptedDesk({
  'audit.verify': () => ({ ok: true, value: { valid: true, entries: 3, brokenAt: null } }),
  'strategy.dossier': () => ({ ok: true, value: { not: 'a dossier' } }),
  'research.stop': () => {
    throw new Error('inner words that nobody outside should read');
  },
});
const logs: string[] = [];
let server: DeskServer;
beforeAll(async () => {
  const started = await startServer({ desk, staticFolder: join(folder, 'renderer'), log: (line) => logs.push(line) });
  if (!started.ok) throw new Error(started.error.message);
  server = started.value;
});
afterAll(() => server.close());

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request with the path exactly as given: fetch would tidy it first. */
const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        body += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on('error', reject);
    request.end();
  });

const enter = async (): Promise<string> => {
  const url = new URL(server.entrance());
  const answer = await get(url.pathname + url.search);
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
};
const own = (): string => `http://127.0.0.1:${server.port}`;

/** Opens a socket; answers it, or the HTTP status that refused it. */
const connect = (headers: Record<string, string>, path = '/bridge'): Promise<WebSocket | number> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
const connected = async (headers?: Record<string, string>): Promise<WebSocket> => {
  const socket = await connect(headers ?? { Origin: own(), Cookie: await enter() });
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
  return socket;
};
const nextFrame = (socket: WebSocket): Promise<Record<string, unknown>> =>
  new Promise((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))));
const closing = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.once('close', resolve));
const ask = async (socket: WebSocket, name: string, query: unknown): Promise<Record<string, never>> => {
  const answer = nextFrame(socket);
  socket.send(JSON.stringify({ kind: 'call', id: 1, name, query }));
  return (await answer).result as Record<string, never>;
};

describe('coming in', () => {
  it('exchanges a ticket once for a cookie that scripts and other sites cannot use', async () => {
    const url = new URL(server.entrance());
    const first = await get(url.pathname + url.search);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    expect(String(first.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    expect((await get(url.pathname + url.search)).status).toBe(403);
  });

  it('serves nothing without the cookie, and nothing for a made-up one', async () => {
    expect((await get('/')).status).toBe(403);
    expect((await get('/assets/app-1a2b.js')).status).toBe(403);
    expect((await get('/', { Cookie: `quantai-${server.port}=x` })).status).toBe(403);
    expect((await get('/?token=')).status).toBe(403);
  });

  it('answers only under its own name, so that a rebound name reaches nothing', async () => {
    const cookie = await enter();
    for (const host of ['evil.example', `evil.example:${server.port}`, '127.0.0.1', '127.0.0.1:1'])
      expect((await get('/', { Cookie: cookie, Host: host })).status, host).toBe(421);
    expect((await get('/', { Cookie: cookie, Host: `localhost:${server.port}` })).status).toBe(200);
  });

  it('gives a new address to the command line only', async () => {
    const bearer = { Authorization: `Bearer ${server.commandToken}` };
    expect((await get('/ticket', {}, 'POST')).status).toBe(403);
    expect((await get('/ticket', { Authorization: 'Bearer x' }, 'POST')).status).toBe(403);
    expect((await get('/ticket', { ...bearer, Origin: 'http://evil.example' }, 'POST')).status).toBe(403);
    const given = await get('/ticket', bearer, 'POST');
    expect(given.status).toBe(200);
    const url = new URL(given.body);
    expect((await get(url.pathname + url.search)).status).toBe(303);
  });

  it('refuses sockets of other origins, without a session, on other paths', async () => {
    const Cookie = await enter();
    const Origin = own();
    expect(await connect({ Origin: 'http://evil.example', Cookie })).toBe(403);
    expect(await connect({ Origin: `${Origin}.evil.example`, Cookie })).toBe(403);
    expect(await connect({ Origin: 'null', Cookie })).toBe(403);
    expect(await connect({ Origin })).toBe(403);
    expect(await connect({ Cookie })).toBe(403);
    expect(await connect({ Authorization: 'Bearer x' })).toBe(403);
    expect(await connect({ Origin, Authorization: `Bearer ${server.commandToken}` })).toBe(403);
    expect(await connect({ Origin, Cookie }, '/other')).toBe(403);
    expect(await connect({ Origin, Cookie, Host: 'evil.example' })).toBe(403);
    (await connected({ Origin, Cookie })).terminate();
    (await connected({ Authorization: `Bearer ${server.commandToken}` })).terminate();
  });
});

describe('whoever may not come in', () => {
  /** Writes bytes as they are and hangs up, politely or by a reset; answers what came back. */
  const say = (bytes: string, reset = false): Promise<string> =>
    new Promise((resolve) => {
      let heard = '';
      const socket = connectTo(server.port, '127.0.0.1', () => {
        socket.write(bytes);
        if (reset) setImmediate(() => socket.resetAndDestroy());
      });
      socket.setEncoding('utf8').on('data', (part: string) => {
        heard += part;
      });
      socket.on('error', () => undefined).on('close', () => resolve(heard));
    });
  const upgrade = (address: string): string =>
    `GET ${address} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: http://evil.example\r\nConnection: Upgrade\r\n` +
    'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';

  it.each(['//', 'http://[', 'http://:1', '/%'])('cannot end the desk with the address %s', async (address) => {
    expect(await say(upgrade(address))).toMatch(/^HTTP\/1\.1 403 /);
    const page = `GET ${address} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`;
    expect(await say(page)).toMatch(/^HTTP\/1\.1 40[03] /);
    expect((await get('/')).status).toBe(403);
  });

  it('cannot end the desk by hanging up while it is refused', async () => {
    for (let i = 0; i < 40; i++) await say(upgrade('/bridge') + 'x'.repeat(100_000), true);
    expect((await get('/')).status).toBe(403);
  });
});

describe('pages', () => {
  it('carry the hardening headers', async () => {
    const { headers, status } = await get('/', { Cookie: await enter() });
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toBe(contentSecurityPolicy([`ws://127.0.0.1:${server.port}`]));
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['cache-control']).toBe('no-store');
  });

  it('hold a policy without inline scripts, eval, other hosts, frames, plugins or forms', () => {
    expect(contentSecurityPolicy([])).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-3pRED1tOXas1FXFoPb9TGCjmYe9XQsmO9OV23khV2nY='; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'; frame-ancestors 'none'",
    );
  });

  it('never leave their folder', async () => {
    const cookie = await enter();
    const hostile = [
      '/../outside.html',
      '/%2e%2e/outside.html',
      '/%2e%2e%2foutside.html',
      '/..%2foutside.html',
      '/..%5coutside.html',
      '/assets/../../outside.html',
      '/assets/..%2f..%2foutside.html',
      '/....//outside.html',
      '/%252e%252e/outside.html',
      '/%c0%ae%c0%ae/outside.html',
      '/index.html%00.js',
      '/%00',
      '/%',
      '//etc/passwd.html',
      '/link.html',
      '/notes.secret',
      '/.env',
      '/.git/config.json',
      '/assets',
      '/assets/',
      '/C:/Windows/win.html',
      '/file:///etc/passwd.html',
      `/${'a'.repeat(500)}.html`,
      `${own()}/../outside.html`,
    ];
    for (const path of hostile) {
      const answer = await get(path, { Cookie: cookie });
      // A client or parser that tidies dots away may end at the page itself; nothing else may be answered.
      expect(answer.status === 404 || answer.body.includes('<title>desk</title>'), `${path} -> ${answer.status}`).toBe(
        true,
      );
      expect(answer.body, path).not.toContain('outside');
    }
    expect((await get('/assets/app-1a2b.js', { Cookie: cookie })).headers['cache-control']).toContain('immutable');
  });

  it('are only read', async () => {
    const cookie = await enter();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])
      expect((await get('/', { Cookie: cookie }, method)).status, method).toBe(405);
  });
});

describe('frames', () => {
  it('are answered when they are what the contract says', async () => {
    const socket = await connected();
    expect(await ask(socket, 'audit.verify', {})).toEqual({
      ok: true,
      value: { valid: true, entries: 3, brokenAt: null },
    });
    socket.terminate();
  });

  it('are refused when name, query or answer is not, without inner words', async () => {
    const socket = await connected();
    const code = async (name: string, query: unknown): Promise<string> =>
      ((await ask(socket, name, query)) as unknown as { error: { code: string } }).error.code;
    expect(await code('no.such', {})).toBe('unknown-request');
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])
      expect(await code(name, {}), name).toBe('unknown-request');
    expect(await code('audit.verify', { extra: 1 })).toBe('bad-query');
    expect(await code('audit.verify', null)).toBe('bad-query');
    expect(await code('strategy.dossier', { strategyId: 's' })).toBe('desk-fault');
    const fault = JSON.stringify(await ask(socket, 'research.stop', { runId: 'r' }));
    expect(fault).toContain('desk-fault');
    expect(fault).not.toContain('inner words');
    socket.send('{"kind":"call","id":1,"name":"audit.verify","query":{"__proto__":{"polluted":true}}}');
    expect(JSON.stringify(await nextFrame(socket))).toContain('hostile-key');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    socket.terminate();
  });

  it('that are no frames end the connection', async () => {
    for (const text of [
      '',
      'x',
      '[]',
      'null',
      '{}',
      '{"kind":"call"}',
      '{"kind":"call","id":-1,"name":"a"}',
      '{"kind":"call","id":1.5,"name":"a"}',
      '{"kind":"boot","id":1}',
      '{"kind":"call","id":1,"name":{}}',
    ]) {
      const socket = await connected();
      const closed = closing(socket);
      socket.send(text);
      expect(await closed, text).toBe(1008);
    }
  });

  it('that are too large or binary end the connection; only an import may be large', async () => {
    const large = 'x'.repeat(300_000);
    const first = await connected();
    const firstClosed = closing(first);
    first.send(
      JSON.stringify({ kind: 'call', id: 1, name: 'strategy.reject', query: { strategyId: large, reason: 'abc' } }),
    );
    expect(await firstClosed).toBe(1009);
    const second = await connected();
    const secondClosed = closing(second);
    second.send(Buffer.from([1, 2, 3]));
    expect(await secondClosed).toBe(1003);
    const third = await connected();
    const answer = await ask(third, 'datasets.import', { name: 'n', files: [{ name: 'a.csv', text: large }] });
    expect(JSON.stringify(answer)).toContain('not-scripted');
    third.terminate();
  });

  it('come too often and are refused, but the kill switch never waits', async () => {
    const socket = await connected({ Authorization: `Bearer ${server.commandToken}` });
    const seen: string[] = [];
    let killed: (() => void) | undefined;
    const done = new Promise<void>((resolve) => {
      killed = resolve;
    });
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as { id: number; result: { ok: boolean; error?: { code: string } } };
      if (frame.id === 9999) killed?.();
      else seen.push(frame.result.ok ? 'ok' : (frame.result.error?.code ?? ''));
    });
    for (let id = 0; id < 1500; id++)
      socket.send(JSON.stringify({ kind: 'call', id, name: 'audit.verify', query: {} }));
    socket.send(
      JSON.stringify({ kind: 'call', id: 9999, name: 'kill.trigger', query: { level: 'halted', reason: 'test' } }),
    );
    await done;
    expect(seen.filter((word) => word === 'ok').length).toBeGreaterThan(0);
    expect(seen).toContain('too-many-requests');
    expect(desk.kills.at(-1)).toEqual({ level: 'halted', origin: 'cli', reason: 'test' });
    socket.terminate();
  });

  it('may bring a large file in parts, each asked for after the one before', async () => {
    const socket = await connected();
    for (let part = 0; part < 1000; part++) {
      const answer = JSON.stringify(
        await ask(socket, 'datasets.upload', { uploadId: null, name: 'a.csv', base64: '' }),
      );
      expect(answer, `part ${part}`).not.toContain('too-many-requests');
    }
    socket.terminate();
  });

  it('tell the desk who pulled the switch: a page is a window, whatever it says', async () => {
    const socket = await connected();
    await ask(socket, 'kill.trigger', { level: 'paused', reason: 'page' });
    expect(desk.kills.at(-1)).toEqual({ level: 'paused', origin: 'window', reason: 'page' });
    socket.terminate();
  });
});

describe('changes', () => {
  it('reach each socket by one listener, which goes with the socket', async () => {
    await expect.poll(() => desk.listeners()).toBe(0);
    const socket = await connected();
    expect(desk.listeners()).toBe(1);
    const frame = nextFrame(socket);
    desk.publish('alerts', 'a1', { id: 'a1' });
    expect(await frame).toMatchObject({
      kind: 'change',
      change: { operations: [{ collection: 'alerts', key: 'a1' }] },
    });
    const closed = closing(socket);
    socket.close();
    await closed;
    await expect.poll(() => desk.listeners()).toBe(0);
  });
});
