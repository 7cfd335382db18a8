/** kill -9 at random points: nothing that was acknowledged is lost, nothing is doubled, no number is missing. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Store } from '../../../agents/store/open-store.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { message, storeWorkshop } from '../../unit/store/store-fixtures.ts';

const { folder, open } = storeWorkshop();
const entry = fileURLToPath(new URL('./append-until-killed.ts', import.meta.url));
const kills = Number(process.env.STORE_KILLS ?? 25);

interface Promised {
  readonly messages: number[];
  readonly fills: string[];
  readonly audits: number[];
}

/** Lets a process write until it has promised `lines` lines, then kills it without warning. Answers every promise it made. */
const writeAndKill = (home: string, seed: string, lines: number): Promise<Promised> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [entry, home, seed], { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    let noise = '';
    let seen = 0;
    child.stderr.on('data', (data: Buffer) => {
      noise += data.toString();
    });
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString();
      for (const byte of data) if (byte === 10) seen++;
      if (seen > lines) child.kill('SIGKILL');
    });
    child.once('close', (_code, signal) => {
      if (signal !== 'SIGKILL') return reject(new Error(`the writer ended by itself: ${text.slice(0, 200)} ${noise}`));
      // The last line may be torn; a whole line is a promise.
      const promised: Promised = { messages: [], fills: [], audits: [] };
      for (const line of text.slice(0, text.lastIndexOf('\n')).split('\n')) {
        const [kind, value = ''] = line.split(' ');
        if (kind === 'message') promised.messages.push(Number(value));
        if (kind === 'fill') promised.fills.push(value);
        if (kind === 'audit') promised.audits.push(Number(value));
      }
      resolve(promised);
    });
  });

const inspect = (store: Store, from: number, promised: Promised): void => {
  const found = store.journal.read({ fromSequence: from + 1 });
  expect(found.map((m) => m.sequence)).toEqual(found.map((_, i) => from + 1 + i));
  expect(found).toEqual(found.map((m) => message(m.sequence)));
  expect(store.journal.lastSequence).toBe(from + found.length);
  expect(store.journal.lastSequence).toBeGreaterThanOrEqual(Math.max(from, ...promised.messages));
  expect(store.journal.acknowledged('A1')).toBeLessThanOrEqual(store.journal.lastSequence);
  const executions = store.orders.fills().map((f) => f.executionId);
  expect(new Set(executions).size).toBe(executions.length);
  for (const execution of promised.fills) expect(executions).toContain(execution);
  const verdict = store.audit.verify();
  expect(verdict.brokenAt).toBeNull();
  expect(verdict.entries).toBeGreaterThanOrEqual(Math.max(0, ...promised.audits));
};

it(`survives ${kills} kills`, { timeout: 60_000 + kills * 10_000 }, async () => {
  const home = folder();
  const random = createRandom('kills');
  let from = 0;
  let promisedInAll = 0;
  for (let kill = 0; kill < kills; kill++) {
    const promised = await writeAndKill(home, `writer-${kill}`, random.int(3) === 0 ? random.int(5) : random.int(900));
    promisedInAll += promised.messages.length;
    const store = await open(home);
    inspect(store, from, promised);
    from = store.journal.lastSequence;
    await store.close();
  }
  expect(promisedInAll).toBeGreaterThan(kills * 10);
  const store = await open(home);
  expect(store.journal.read({}).map((m) => m.sequence)).toEqual(Array.from({ length: from }, (_, i) => i + 1));
});
