/** kill -9 at random moments of a research run: what was on disk stays, the run is told as aborted, and started again it ends as if nothing had happened. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { createWallClock, pause } from '../../../agents/kernel/clock.ts';
import { checkedMessages, type SegmentRow, segmentColumns } from '../../../agents/store/journal-segments.ts';
import type { Store } from '../../../agents/store/open-store.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { deskWorkshop } from '../../support/open-test-desk.ts';

const shop = deskWorkshop();
const kills = Number(process.env.DESK_RUN_KILLS ?? 12);
const cli = fileURLToPath(new URL('../../../electron/headless/cli.ts', import.meta.url));
const question = { datasetId: null, seed: 7, generations: 2, population: 5 } as const;
const clock = createWallClock();

/** Sequence -> id and data of everything the journal holds, read from outside while its owner works. */
type Seen = Map<number, string>;

function lookAt(home: string, seen: Seen): number {
  const path = join(home, 'journal.db');
  if (!existsSync(path)) return 0;
  let reader: Database.Database | undefined;
  try {
    reader = new Database(path, { readonly: true, timeout: 2000 });
    const newest = Math.max(0, ...seen.keys());
    const rows = reader.prepare(`SELECT ${segmentColumns} FROM segments WHERE last > ?`).all(newest) as SegmentRow[];
    for (const message of rows.flatMap(checkedMessages))
      seen.set(message.sequence, `${message.id} ${JSON.stringify(message.data)}`);
  } catch {
    // The file is being made.
  } finally {
    reader?.close();
  }
  return seen.size;
}

/** Lets the command line research until the journal holds `messages` more (or `ms` have passed), then kills it without warning. */
async function researchAndKill(
  home: string,
  limit: { messages: number } | { ms: number },
): Promise<{ seen: Seen; killed: boolean }> {
  const seen: Seen = new Map();
  const before = lookAt(home, seen);
  const args = ['--home', home, '--json', 'research', '--seed', '7', '--generations', '2', '--population', '5'];
  const child = spawn(process.execPath, [cli, ...args], { stdio: 'ignore' });
  const over = new Promise<boolean>((resolve) => {
    child.once('close', (_code, signal) => resolve(signal === 'SIGKILL'));
  });
  const began = clock.elapsedMs();
  for (;;) {
    const count = lookAt(home, seen) - before;
    if ('ms' in limit ? clock.elapsedMs() - began >= limit.ms : count >= limit.messages) break;
    if (child.exitCode !== null) break;
    await pause(clock, 4);
  }
  child.kill('SIGKILL');
  return { seen, killed: await over };
}

const trialsAndLessons = (store: Store) => {
  const trials = store.trials.stats(store.datasets.list()[0]?.id ?? '');
  const lessons = store.memory.lessonsUpTo(store.memory.lastRowid());
  return {
    trials: { count: trials.count, mean: trials.mean, variance: trials.variance },
    lessons: lessons.map((l) => l.lessonId).sort(),
  };
};

it(`survives ${kills} kills`, { timeout: 120_000 + kills * 20_000 }, async () => {
  const calm = await shop.open();
  const undisturbed = await calm.research(question);
  const { runId } = undisturbed;
  await calm.close();
  const expected = await shop.withStore(calm.home, trialsAndLessons);
  expect(undisturbed.status).toBe('complete');
  expect(expected.trials.count).toBeGreaterThan(5);
  const length = await shop.withStore(calm.home, (store) => store.journal.lastSequence);

  const random = createRandom('killed runs');
  const stages = { before: 0, within: 0, beyond: 0 };
  let messages = 0;
  for (let done = 0; done < kills; ) {
    const home = await shop.smallHome();
    const inThisHome = Math.min(kills - done, 1 + random.int(4));
    for (let i = 0; i < inThisHome; i++, done++) {
      const limit = random.int(4) === 0 ? { ms: random.int(2500) } : { messages: 1 + random.int(length) };
      const { seen, killed } = await researchAndKill(home, limit);
      messages += seen.size;
      await shop.withStore(home, (store) => {
        // Whole, without a gap, and everything that was seen on disk while it lived.
        const found = store.journal.read({});
        expect(found.map((m) => m.sequence)).toEqual(found.map((_, at) => at + 1));
        expect(new Set(found.map((m) => m.id)).size).toBe(found.length);
        const bodies = new Map(found.map((m) => [m.sequence, `${m.id} ${JSON.stringify(m.data)}`]));
        for (const [sequence, body] of seen) expect(bodies.get(sequence)).toBe(body);
        expect(store.audit.verify().brokenAt).toBeNull();
        const run = store.runs.find(runId);
        if (run === undefined) stages.before++;
        else if (run.status === 'complete') stages.beyond++;
        else stages.within++;
        if (killed && run !== undefined) expect(['running', 'aborted', 'complete']).toContain(run.status);
      });
    }
    const before = await shop.withStore(home, (store) => store.runs.find(runId));
    const desk = await shop.open(home);
    if (before !== undefined && before.status !== 'complete') {
      const row = (await desk.view()).runs[runId];
      expect(row).toMatchObject({ status: 'aborted', hash: null });
      expect(row?.reason).toMatch(/^The desk (stopped|was closed) before the run was over/);
    }
    const completed = await desk.research(question);
    const { status, hash, proposed, decided, accepted } = undisturbed;
    expect(completed).toMatchObject({ runId, status, hash, proposed, decided, accepted });
    expect((await desk.ask('audit.verify', {})).valid).toBe(true);
    await desk.close();
    await shop.withStore(home, (store) => {
      const run = store.runs.find(runId);
      expect(run?.attempts).toBe(
        before === undefined ? 1 : before.status === 'complete' ? before.attempts : before.attempts + 1,
      );
      expect(trialsAndLessons(store)).toEqual(expected);
    });
  }
  // Chance hit the run itself, not only its surroundings.
  expect(stages.within).toBeGreaterThan(kills / 4);
  console.info(
    `${kills} kills: ${JSON.stringify(stages)}, ${messages} messages seen on disk, ${length} in a whole run`,
  );
});
