/** A Redis server of our own on a free loopback port, in a folder that is removed again; undefined where none is installed. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

export interface RedisServer {
  readonly client: Redis;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** Starts it with an append-only file that is synced on every write, as durable as the journal. */
export async function startRedis(): Promise<RedisServer | undefined> {
  if (spawnSync('redis-server', ['--version']).status !== 0) return undefined;
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'bench-redis-'));
  const options = `--port ${port} --bind 127.0.0.1 --save  --appendonly yes --appendfsync always --dir ${folder} --loglevel warning`;
  const server: ChildProcess = spawn('redis-server', options.split(' '), { stdio: 'ignore' });
  const client = new Redis({ port, host: '127.0.0.1', retryStrategy: (times) => (times > 50 ? null : 100) });
  // The server needs a moment before it listens; the client tries again until then.
  client.on('error', () => {});
  await client.ping();
  return {
    client,
    async stop() {
      client.disconnect();
      server.kill('SIGTERM');
      await once(server, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
