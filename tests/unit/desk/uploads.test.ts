/** Files that arrive in parts: put together in order, bounded, thrown away when used or forgotten. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUploads, type Uploads } from '../../../agents/desk/uploads.ts';
import type { Timers } from '../../../agents/kernel/clock.ts';

let home = '';
let uploads: Uploads;
const waiting = new Set<() => void>();
const timers: Timers = {
  after(_ms, action) {
    waiting.add(action);
    return () => waiting.delete(action);
  },
};
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'quantai-uploads-'));
  waiting.clear();
  uploads = createUploads(home, timers);
});
afterEach(async () => {
  await uploads.close();
  rmSync(home, { recursive: true, force: true });
});
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const begun = async (name: string, text: string): Promise<string> => {
  const added = await uploads.add(null, name, bytes(text));
  if (!added.ok) throw new Error(added.error.message);
  return added.value.uploadId;
};
const contents = (ids: readonly string[]) =>
  uploads.use(ids, async (files) => ({
    ok: true,
    value: files.map((f) => [f.name, readFileSync(f.path ?? '', 'utf8')]),
  }));
const lying = () => (existsSync(join(home, 'incoming')) ? readdirSync(join(home, 'incoming')) : []);

describe('uploads', () => {
  it('put parts together in the order they were sent, though nobody waited', async () => {
    const a = await begun('a.csv', 'one ');
    const b = await begun('b.csv', 'other');
    await Promise.all(['two ', 'three ', 'four'].map((part) => uploads.add(a, 'a.csv', bytes(part))));
    expect(await contents([b, a])).toEqual({
      ok: true,
      value: [
        ['b.csv', 'other'],
        ['a.csv', 'one two three four'],
      ],
    });
    expect(lying()).toEqual([]);
    expect(await contents([a])).toMatchObject({ ok: false, error: { code: 'unknown-upload' } });
  });

  it('are deleted whatever became of them', async () => {
    const a = await begun('a.csv', 'x');
    await expect(uploads.use([a], () => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
    expect(lying()).toEqual([]);
    const b = await begun('b.csv', 'x');
    expect(await contents([b, 'upload-99'])).toMatchObject({ ok: false, error: { code: 'unknown-upload' } });
    expect(lying()).toEqual([]);
  });

  it('are thrown away when nobody continues them, and when the desk closes', async () => {
    const a = await begun('a.csv', 'x');
    expect(waiting.size).toBe(1);
    for (const forget of [...waiting]) forget();
    expect(await uploads.add(a, 'a.csv', bytes('y'))).toMatchObject({ ok: false, error: { code: 'unknown-upload' } });
    await begun('b.csv', 'x');
    await uploads.close();
    expect(existsSync(join(home, 'incoming'))).toBe(false);
  });

  it('are no larger than a file may be, and names are no paths', async () => {
    const a = await begun('../../etc/passwd', 'x');
    expect(lying()).toEqual([a]);
    const part = new Uint8Array(32 * 1024 * 1024);
    expect(await uploads.add(a, 'a', part)).toMatchObject({ ok: true });
    expect(await uploads.add(a, 'a', part)).toMatchObject({ ok: false, error: { code: 'file-too-large' } });
    expect(lying()).toEqual([]);
  });
});
