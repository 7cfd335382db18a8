/** Killed at random moments: nothing that was journalled is lost, nothing durable was handled that is not on disk, no id is used twice. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createWallClock, pause } from '../../../agents/kernel/clock.ts';
import { openStore } from '../../../agents/store/open-store.ts';
import { createRandom } from '../../../shared/core/random.ts';

const child = new URL('./crash-child.ts', import.meta.url).pathname;
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

it('survives kill -9 at random moments', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'crash-'));
  folders.push(folder);
  const home = join(folder, 'home');
  const handledFile = join(folder, 'handled');
  const chance = createRandom('kill');
  const clock = createWallClock();
  const lives = 5;
  const start = (life: number, mode: string): ChildProcess =>
    fork(child, [home, handledFile, `life${life}`, mode], { execArgv: [] });
  for (let life = 0; life < lives; life++) {
    const running = start(life, 'go');
    await once(running, 'message');
    // The moment is chance; what is asserted holds for any.
    await pause(clock, chance.int(120));
    running.kill('SIGKILL');
    await once(running, 'exit');
  }
  const last = start(lives, 'finish');
  const [code] = (await once(last, 'exit')) as [number];
  expect(code).toBe(0);

  const handled = new Set<string>();
  for (const line of readFileSync(handledFile, 'utf8').trim().split('\n')) handled.add(line);
  const store = await openStore({ home, clock });
  if (!store.ok) throw new Error(store.error.message);
  const messages = store.value.journal.read({});
  const acknowledged = store.value.journal.acknowledged('D3');
  await store.value.close();

  const lines = messages.map((m) => `${m.sequence} ${m.topic} ${(m.data as { word: string }).word}`);
  expect(messages.length).toBeGreaterThan(50);
  expect(new Set(lines.map((line) => line.split(' ')[2]?.split('-')[0])).size).toBeGreaterThan(1);
  expect(messages.map((m) => m.sequence)).toEqual(messages.map((_, index) => index + 1));
  expect(new Set(messages.map((m) => m.id)).size).toBe(messages.length);
  expect(lines.filter((line) => !handled.has(line))).toEqual([]);
  const journalled = new Set(lines);
  expect([...handled].filter((line) => line.includes(' order ') && !journalled.has(line))).toEqual([]);
  expect(acknowledged).toBe(messages.length);
}, 60_000);
