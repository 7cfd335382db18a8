/** `quantai verify` and `quantai export`: true code passes, code that was changed is caught by its tests and by the engine, and what cannot be run is never a pass. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { targets } from '../../../agents/analysis/targets/index.ts';
import { defineTarget, type SourceFile, type Target } from '../../../agents/analysis/targets/target.ts';
import { findPython } from '../../../electron/headless/verifier/find-python.ts';
import { runProcess } from '../../../electron/headless/verifier/run-process.ts';
import { verifyExport } from '../../../electron/headless/verifier/verify-export.ts';
import { ensureDefined } from '../../../shared/core/assert.ts';
import { strategyIdOf } from '../../../shared/strategy/spec.ts';
import { specOf } from '../../golden/small-market.ts';
import { runCli } from '../../support/run-cli.ts';

const spec = specOf({
  rules: { entryLong: 'cross_over(close, sma(close, length))', exitLong: 'close < sma(close, length)' },
  parameters: { length: 20 },
  symbols: ['SPY'],
  protection: { stopLossPercent: 5 },
});
const { signal } = new AbortController();
let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'quantai-verifier-'));
  writeFileSync(join(home, 'spec.json'), JSON.stringify(spec));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const typescript = ensureDefined(targets.typescript, 'a target');
/** The target with one text changed in the class: what a bug in the writer would do. */
function changed(from: string, to: string): Target {
  const change = (files: readonly SourceFile[]): SourceFile[] =>
    files.map((file) => {
      if (!/^st-[0-9a-f]+\.ts$/.test(file.fileName)) return file;
      expect(file.text).toContain(from);
      return { ...file, text: file.text.replace(from, to) };
    });
  return defineTarget({
    ...typescript,
    sources: (...given) => change(typescript.sources(...given)),
    project: (...given) => change(typescript.project(...given)),
  });
}
const verdicts = async (target: Target) => {
  const checks = await verifyExport(spec, target, { signal });
  if (!checks.ok) throw new Error(checks.error.message);
  return Object.fromEntries(checks.value.map((c) => [c.check, c.passed]));
};

describe('quantai verify', { timeout: 60_000 }, () => {
  it('passes the class that was written, with what was compared', async () => {
    const said = await runCli(home, 'verify', join(home, 'spec.json'), '--json');
    expect(said.err).toBe('');
    expect(said.status).toBe(0);
    const answer = JSON.parse(said.out) as { verdict: string; checks: { check: string; evidence: string }[] };
    expect(answer).toMatchObject({ verdict: 'pass', failed: 0, warned: 0, strategyId: strategyIdOf(spec) });
    expect(answer.checks.map((c) => c.check)).toEqual(['generated-sources', 'unit-tests', 'signals']);
    expect(answer.checks[1]?.evidence).toMatch(/^[1-9]\d* tests/);
    expect(answer.checks[2]?.evidence).toMatch(/[1-9][\d,]* of them are signals, 0 differ/);
  });
  it.each([
    ['a comparison the wrong way round', 'value(this.bars.close, i) <', 'value(this.bars.close, i) >'],
    ['another parameter', 'length: 20', 'length: 21'],
  ])('catches %s', async (_what, from, to) => {
    expect(await verdicts(changed(from, to))).toMatchObject({ signals: false });
  });
  it('does not run code that is not cleared', async () => {
    const leak = changed('export class', "export const grabbed = eval('1');\nexport class");
    expect(await verdicts(leak)).toEqual({ 'generated-sources': false });
  });
  it('says aloud that nothing was proven where there is no Python', async () => {
    const nowhere = join(home, 'no-python');
    const said = await runCli(
      home,
      'verify',
      join(home, 'spec.json'),
      '--target',
      'backtrader',
      '--python',
      nowhere,
      '--json',
    );
    const answer = JSON.parse(said.out) as { verdict: string; warned: number; reason: string };
    expect(answer).toMatchObject({ verdict: 'warn', warned: 2 });
    expect(answer.reason).toMatch(/^Skipped: there is no Python called .*no-python.*Nothing was proven/);
  });
  it('refuses a strategy that is not there', async () => {
    expect((await runCli(home, 'verify', join(home, 'none.json'))).status).toBe(3);
  });
});

describe('the processes of the verifier', { timeout: 60_000 }, () => {
  it('get none of our settings', async () => {
    process.env.QUANTAI_PLANTED = 'secret';
    const answer = await runProcess({
      command: process.execPath,
      args: ['-p', 'JSON.stringify(process.env)'],
      folder: home,
      timeoutMs: 30_000,
      signal,
    });
    delete process.env.QUANTAI_PLANTED;
    expect(answer).toMatchObject({ status: 0, ended: 'by-itself' });
    expect(answer.out).not.toContain('secret');
  });
  it('are ended when they take too long', async () => {
    const answer = await runProcess({
      command: process.execPath,
      args: ['-e', 'for (;;);'],
      folder: home,
      timeoutMs: 300,
      signal,
    });
    expect(answer).toMatchObject({ status: null, ended: 'timed-out' });
  });
  it('know a Python by its answer', async () => {
    expect(await findPython(process.execPath, ['pytest'], home, signal)).toMatchObject({
      reason: expect.stringContaining('does not run as a Python'),
    });
  });
});

describe('quantai export lean', () => {
  it('writes a project that the LEAN command line takes, and says what to type next', async () => {
    const out = join(home, 'Dip');
    const said = await runCli(home, 'export', 'lean', join(home, 'spec.json'), '--out', out);
    expect(said.status).toBe(0);
    expect(said.out).toContain('lean backtest');
    expect(JSON.parse(readFileSync(join(out, 'config.json'), 'utf8'))).toMatchObject({
      'algorithm-language': 'Python',
    });
    expect(readFileSync(join(out, 'main.py'), 'utf8')).toContain('QCAlgorithm');
    expect((await runCli(home, 'export', 'metatrader', join(home, 'spec.json'), '--out', out)).status).toBe(2);
  });
});
