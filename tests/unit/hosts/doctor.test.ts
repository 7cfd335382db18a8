/** `quantai doctor` says what is damaged in a data folder instead of calling it healthy; no folder is no data folder. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from '../../support/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'quantai-doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Finding {
  readonly check: string;
  readonly state: string;
  readonly text: string;
}
const findings = async (name: string): Promise<{ status: number; of: (check: string) => Finding | undefined }> => {
  const { status, out } = await runCli(join(folder, name), 'doctor', '--json');
  const said = JSON.parse(out) as { findings: Finding[] };
  return { status, of: (check) => said.findings.find((finding) => finding.check === check) };
};

describe('doctor', () => {
  it('finds a folder that is new in order', async () => {
    const { status, of } = await findings('new');
    expect(of('kept data')).toMatchObject({ state: 'ok' });
    expect(status).toBe(0);
  });
  it('names a database that is none', async () => {
    mkdirSync(join(folder, 'garbled'));
    writeFileSync(join(folder, 'garbled', 'desk.db'), 'not a database at all '.repeat(1000));
    const { status, of } = await findings('garbled');
    expect(of('kept data')).toMatchObject({ state: 'failed', text: expect.stringContaining('desk.db') });
    expect(status).toBe(1);
  });
  it('names the damaged line of an order journal, and lets a cut last line be', async () => {
    mkdirSync(join(folder, 'orders', 'orders'), { recursive: true });
    const path = join(folder, 'orders', 'orders', 'paper.jsonl');
    writeFileSync(path, '{}\n{"a"\n{}\n');
    expect((await findings('orders')).of('kept data')).toMatchObject({
      state: 'failed',
      text: expect.stringContaining('line 2'),
    });
    writeFileSync(path, '{}\n{"a"');
    expect((await findings('orders')).of('kept data')).toMatchObject({ state: 'ok' });
  });
  it('takes a HALT folder for a stop, not for a fault of its own', async () => {
    mkdirSync(join(folder, 'halted', 'HALT'), { recursive: true });
    expect((await findings('halted')).of('HALT file')).toMatchObject({ state: 'note' });
  });
});

describe('--home', () => {
  it.each(['', '  '])('refuses the name "%s", which would be wherever the command runs', async (home) => {
    expect(await runCli(home, 'doctor')).toMatchObject({ status: 2, err: expect.stringContaining('names no folder') });
  });
});
