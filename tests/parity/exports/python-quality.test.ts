/** Exported Python is clean for ruff, black and mypy (LEAN against its official stubs), and its own unit tests pass. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { targets } from '../../../agents/analysis/targets/index.ts';
import { compiledOf, writeProject } from './run-exports.ts';
import { full, python, skipped } from './suite.ts';
import { seriesSets, templateCases } from './template-cases.ts';

const pythonTargets = Object.values(targets).filter((t) => t.name !== 'typescript');
const cases = templateCases();
/** Every template once, on a single series and on the basket in turn; unit tests and types on a few unless the run is full. */
const chosen = cases.filter((_, i) => i % seriesSets.length === (Math.floor(i / seriesSets.length) % 2 === 0 ? 0 : 5));
const tried = full ? chosen : chosen.filter((_, i) => i % 9 === 0);
let root = '';

/** Exit status and everything that was said. */
function run(module: string, args: readonly string[], cwd: string): Promise<{ status: number | null; text: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', NO_COLOR: '1' };
    const child = spawn(python as string, ['-m', module, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part: string) => {
        text = (text + part).slice(-6000);
      });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, text }));
  });
}
const folderOf = (target: string, i: number): string => join(root, `${target}-${i}`);
const passed = { status: 0 };

describe.skipIf(skipped)('exported Python', () => {
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'quantai-quality-'));
    for (const target of pythonTargets)
      for (const [i, { spec }] of chosen.entries()) {
        mkdirSync(folderOf(target.name, i));
        writeProject(target, compiledOf(spec), folderOf(target.name, i));
      }
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test('every project of every template is clean for ruff', { timeout: 300_000 }, async () => {
    const { status, text } = await run('ruff', ['check', '--no-cache', '--output-format=concise', root], root);
    expect({ status, text: status === 0 ? '' : text }).toEqual({ ...passed, text: '' });
  });
  test('every project of every template is formatted as black formats', { timeout: 900_000 }, async () => {
    const options = ['--check', '--line-length=120', '--target-version=py310', '--workers=2'];
    const { status, text } = await run('black', [...options, root], root);
    expect({ status, text: status === 0 ? '' : text }).toEqual({ ...passed, text: '' });
  });
  test.each(pythonTargets.map((t) => t.name))(
    '%s projects pass strict type checks',
    { timeout: 1_800_000 },
    async (name) => {
      for (const one of tried) {
        const cwd = folderOf(name, chosen.indexOf(one));
        const { status, text } = await run('mypy', [`--cache-dir=${join(root, 'mypy')}`, '.'], cwd);
        expect({ name: one.name, status, text: status === 0 ? '' : text }).toEqual({
          name: one.name,
          ...passed,
          text: '',
        });
      }
    },
  );
  test.each(pythonTargets.map((t) => t.name))(
    '%s projects pass their own tests',
    { timeout: 1_800_000 },
    async (name) => {
      for (const one of tried) {
        const cwd = folderOf(name, chosen.indexOf(one));
        const { status, text } = await run('pytest', ['-q', '-p', 'no:cacheprovider'], cwd);
        expect({ name: one.name, status, text: status === 0 ? '' : text }).toEqual({
          name: one.name,
          ...passed,
          text: '',
        });
      }
    },
  );
});
