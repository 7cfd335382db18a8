/** Artefacts, memory, trials, runs and settings: what is kept, what is kept once, and what cannot be taken back. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Lesson } from '../../../shared/bus/topics-strategy.ts';
import { hashOf } from '../../../shared/core/canonical.ts';
import { storeModes, storeWorkshop } from './store-fixtures.ts';

const { folder, open } = storeWorkshop();

const lesson = (n: number): Lesson => ({
  lessonId: `l-${n}`,
  claim: `Claim ${n}`,
  cause: 'too-few-trades',
  family: 'trend',
  features: ['rsi'],
  regime: 'bull',
  weight: -n / 10,
  falsifier: 'none',
  evidence: [`st-${n}`],
});

describe.each(storeModes)('rooms (%s)', (mode) => {
  const openIn = () => open(mode === 'memory' ? ':memory:' : folder(), mode === 'thread');

  it('keep artefacts by the hash of their canonical text', async () => {
    const { artefacts } = await openIn();
    const value = { b: [1, 2.5, null], a: { text: 'né' } };
    const hash = await artefacts.put(value);
    expect(hash).toBe(hashOf(value));
    expect(await artefacts.put({ a: { text: 'né' }, b: [1, 2.5, null] })).toBe(hash);
    expect(await artefacts.get(hash)).toEqual(value);
    expect([artefacts.has(hash), artefacts.has('0'.repeat(64))]).toEqual([true, false]);
    await expect(artefacts.get('0'.repeat(64))).rejects.toThrow('no artefact');
    await expect(artefacts.put({ a: Number.NaN })).rejects.toThrow('JSON');
  });

  it('remember lessons in order, once per run', async () => {
    const { memory } = await openIn();
    expect(memory.lastRowid()).toBe(0);
    for (const n of [1, 2, 3]) await memory.remember(lesson(n), 'run-1', n);
    const base = memory.lastRowid();
    await memory.remember(lesson(2), 'run-1', 99);
    await memory.remember(lesson(2), 'run-2', 99);
    await memory.remember(lesson(4), 'run-2', 100);
    expect(memory.lessonsUpTo(base)).toEqual([lesson(1), lesson(2), lesson(3)]);
    expect(memory.lessonsUpTo(memory.lastRowid())).toHaveLength(5);
    expect(memory.latest(1)[0]).toMatchObject({ lesson: lesson(4), runId: 'run-2', learnedAt: 100 });
    expect(memory.ofRun('run-2').map((r) => r.lesson.lessonId)).toEqual(['l-2', 'l-4']);
  });

  it('count a trial once per version and dataset, with the statistics of each', async () => {
    const { trials } = await openIn();
    const trial = (specHash: string, barSharpe: number, datasetId = 'ds-1') =>
      trials.record({ specHash, datasetId, runId: 'run-1', barSharpe, at: 1 });
    expect(trials.stats('ds-1')).toEqual({ count: 0, mean: 0, variance: 0, lastRowid: 0 });
    await trial('a', 0.1);
    expect(trials.stats('ds-1')).toEqual({ count: 1, mean: 0.1, variance: 0, lastRowid: 1 });
    await trial('b', 0.3);
    await trial('a', 0.9);
    await trial('a', 0.9, 'ds-2');
    const base = trials.lastRowid();
    await trial('c', -0.4);
    const known = trials.stats('ds-1', base);
    expect([known.count, known.lastRowid]).toEqual([2, base]);
    expect(known.mean).toBeCloseTo(0.2, 12);
    expect(known.variance).toBeCloseTo(0.02, 12);
    const all = trials.stats('ds-1');
    expect([all.count, all.mean]).toEqual([3, expect.closeTo(0, 12)]);
    expect(all.variance).toBeCloseTo(0.13, 12);
    expect(trials.stats('ds-2').count).toBe(1);
    await expect(trial('d', Number.NaN)).rejects.toThrow('finite');
  });

  it('follow a run from its beginning to its end and count its attempts', async () => {
    const { runs } = await openIn();
    const asked = {
      runId: 'run-1',
      seed: 7,
      datasetId: 'ds-1',
      options: { generations: 2 },
      baseLessonsRowid: 3,
      baseTrialsRowid: 4,
    };
    expect(runs.nextSeed()).toBe(1);
    expect(await runs.begin(asked)).toMatchObject({ ...asked, status: 'running', attempts: 1, hash: null });
    await expect(runs.begin(asked)).rejects.toThrow('running');
    expect(runs.unfinished().map((r) => r.runId)).toEqual(['run-1']);
    expect(await runs.abortUnfinished('the desk was closed')).toEqual(['run-1']);
    expect(await runs.abortUnfinished('again')).toEqual([]);
    expect(runs.find('run-1')).toMatchObject({ status: 'aborted', reason: 'the desk was closed' });
    // A second attempt keeps the base of the first: the same run must be able to give the same bytes.
    expect(await runs.begin({ ...asked, baseLessonsRowid: 99 })).toMatchObject({ attempts: 2, baseLessonsRowid: 3 });
    await runs.complete('run-1', 'h'.repeat(64));
    expect(runs.find('run-1')).toMatchObject({ status: 'complete', hash: 'h'.repeat(64), reason: '' });
    await expect(runs.abort('run-1', 'late')).rejects.toThrow('not running');
    await expect(runs.complete('run-9', 'x')).rejects.toThrow('not running');
    await runs.begin({ ...asked, runId: 'run-2', seed: 12 });
    await runs.abort('run-2', 'stopped by the person');
    expect(runs.list().map((r) => r.runId)).toEqual(['run-2', 'run-1']);
    expect(runs.list(1)).toHaveLength(1);
    expect(runs.nextSeed()).toBe(13);
    expect(runs.find('run-9')).toBeUndefined();
  });

  it('keep settings', async () => {
    const { settings } = await openIn();
    await settings.set('limits', { maxOrderNotional: 1000 });
    await settings.set('model', 'house');
    await settings.set('model', { A1: 'house' });
    expect(settings.all()).toEqual({ limits: { maxOrderNotional: 1000 }, model: { A1: 'house' } });
    await settings.remove('limits');
    expect([settings.get('limits'), settings.get('model')]).toEqual([undefined, { A1: 'house' }]);
    await expect(settings.set('x', undefined)).rejects.toThrow('remove');
  });
});

describe('what is on disk', () => {
  it('cannot be taken out of the ledgers', async () => {
    const home = folder();
    const store = await open(home);
    await store.memory.remember(lesson(1), 'run-1', 1);
    await store.trials.record({ specHash: 'a', datasetId: 'ds-1', runId: 'run-1', barSharpe: 1, at: 1 });
    await store.close();
    const file = new Database(join(home, 'desk.db'));
    for (const [table, column] of [
      ['lessons', 'weight'],
      ['trials', 'bar_sharpe'],
    ]) {
      expect(() => file.exec(`UPDATE ${table} SET ${column} = 0`)).toThrow('never changed');
      expect(() => file.exec(`DELETE FROM ${table}`)).toThrow('never deleted');
    }
    file.close();
  });

  it('is not believed when an artefact was changed', async () => {
    const home = folder();
    const first = await open(home);
    const hash = await first.artefacts.put({ a: 1 });
    await first.close();
    const file = new Database(join(home, 'desk.db'));
    file.prepare('UPDATE artefacts SET body = ?').run('{"a":2}');
    file.close();
    const { artefacts } = await open(home);
    await expect(artefacts.get(hash)).rejects.toThrow('changed on disk');
  });
});
