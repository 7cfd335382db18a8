/** Files for a person are whole or not there: what stood before stays until the new one is complete. */
import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeFolder, writeWhole } from '../../../electron/headless/write-whole.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantai-whole-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('never writes into the file that stands there, and leaves no draft', () => {
  const path = join(folder, 'report.html');
  writeFileSync(path, 'old');
  linkSync(path, join(folder, 'same'));
  writeWhole(path, 'new');
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(readFileSync(join(folder, 'same'), 'utf8')).toBe('old');
  expect(readdirSync(folder).sort()).toEqual(['report.html', 'same']);
});

it('writes through a link, as the person who made it means it', () => {
  const path = join(folder, 'real');
  writeFileSync(path, 'old');
  symlinkSync(path, join(folder, 'link'));
  writeWhole(join(folder, 'link'), 'new');
  expect(readFileSync(path, 'utf8')).toBe('new');
});

it('a new folder appears with all its files or not at all', () => {
  const files = [
    { fileName: 'a', text: '1' },
    { fileName: 'b/c', text: '2' },
  ];
  writeFolder(`${join(folder, 'out')}/`, files);
  expect(readdirSync(join(folder, 'out')).sort()).toEqual(['a', 'b']);
  expect(() => writeFolder(join(folder, 'half'), [...files, { fileName: 'a/no', text: '3' }])).toThrow();
  expect(() => writeWhole(join(folder, 'missing', 'x'), '4')).toThrow(/ENOENT/);
  expect(readdirSync(folder)).toEqual(['out']);
});
