/** Kept texts survive, are whole after a crash between writing and renaming, and refuse keys that would leave the folder. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fileState, memoryState } from '../../../agents/desk/state-files.ts';

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'desk-state-'));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true });
});

describe('state files', () => {
  it('answers what was saved last, in a new process too', () => {
    const home = folder();
    fileState(home).save('kill-latch', '{"level":"halted"}');
    fileState(home).save('kill-latch', '{"level":"armed"}');
    expect(fileState(home).load('kill-latch')).toBe('{"level":"armed"}');
    expect(fileState(home).load('other')).toBeUndefined();
    expect(readdirSync(home)).toEqual(['kill-latch.json']);
  });

  it('ignores a half-written text that was never renamed into place', () => {
    const home = folder();
    const state = fileState(home);
    state.save('orders', 'whole');
    writeFileSync(join(home, 'orders.json.new'), 'ha');
    expect(fileState(home).load('orders')).toBe('whole');
  });

  it('refuses a key that names another place', () => {
    const state = fileState(folder());
    for (const key of ['../x', 'a/b', '', 'A', '.']) expect(() => state.save(key, '1')).toThrow(/plain kebab-case/);
  });

  it('keeps texts in memory where nothing may be left behind', () => {
    const state = memoryState();
    state.save('a', '1');
    expect(state.load('a')).toBe('1');
    expect(state.load('b')).toBeUndefined();
  });
});
