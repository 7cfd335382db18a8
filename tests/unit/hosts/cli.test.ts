/** The command line against a scripted desk behind the real socket: documents, exit statuses, refusals, stopping without a desk. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../../electron/headless/cli.ts';
import { commands } from '../../../electron/headless/commands/index.ts';
import { writeDeskFile } from '../../../electron/headless/desk-file.ts';
import { type Host, openHost } from '../../../electron/headless/host.ts';
import { type ScriptedDesk, scriptedDesk } from '../../support/scripted-desk.ts';

let home: string;
const hosts: Host[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'quantai-cli-'));
});
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
  rmSync(home, { recursive: true, force: true });
});

async function running(desk: ScriptedDesk): Promise<void> {
  const opened = await openHost({
    home,
    host: 'test',
    log: () => undefined,
    door: {},
    open: async () => ({ ok: true, value: desk }),
  });
  if (!opened.ok) throw new Error(opened.error.message);
  hosts.push(opened.value);
}

async function quantai(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const stream = (add: (text: string) => void): NodeJS.WriteStream =>
    ({
      write(text: string) {
        add(text);
        return true;
      },
      isTTY: false,
    }) as unknown as NodeJS.WriteStream;
  const status = await main([...args, '--home', home], {
    stdout: stream((t) => {
      out += t;
    }),
    stderr: stream((t) => {
      err += t;
    }),
  });
  return { status, out, err };
}

const strategy = (id: string, generation: number, stage: string) => ({
  strategyId: id,
  name: id,
  family: 'momentum',
  runId: 'run-7',
  datasetId: 'ds-1',
  generation,
  operator: 'template',
  parents: [],
  novelty: 1,
  stage,
  reason: 'because',
  trades: 12,
  sharpe: 1.2,
  outOfSampleSharpe: 0.8,
  maxDrawdown: 0.1,
  annualReturn: 0.1,
  deflatedSharpe: 0.9,
  trials: 2,
  checks: [],
  updatedAt: 5,
});
const run = (status: string, decided: number) => ({
  runId: 'run-7',
  seed: 7,
  datasetId: 'ds-1',
  status,
  generation: 0,
  generations: 1,
  proposed: 2,
  decided,
  accepted: 1,
  startedAt: 99,
  remainingMs: null,
  reason: 'done',
  hash: status === 'complete' ? 'abc' : null,
});

/** A desk that finishes a run of two candidates soon after it is asked. */
function researching(): ScriptedDesk {
  const desk: ScriptedDesk = scriptedDesk({
    'research.start': () => {
      setImmediate(() => {
        desk.publish('runs', 'run-7', run('running', 0));
        desk.publish('strategies', 'b', strategy('b', 0, 'refused'));
        desk.publish('strategies', 'a', strategy('a', 0, 'awaiting-approval'));
        desk.publish('runs', 'run-7', run('complete', 2));
      });
      return { ok: true, value: { runId: 'run-7' } };
    },
  });
  return desk;
}

describe('research', () => {
  it('prints one document that holds no time, and the same one twice', async () => {
    await running(researching());
    const first = await quantai('research', '--seed', '7', '--json');
    const second = await quantai('research', '--seed', '7', '--json');
    expect(first.status).toBe(0);
    const document = JSON.parse(first.out) as { candidates: { strategyId: string; verdict: string }[]; hash: string };
    expect(document.candidates.map((c) => [c.strategyId, c.verdict])).toEqual([
      ['a', 'GO'],
      ['b', 'no-go'],
    ]);
    expect(document.hash).toBe('abc');
    expect(first.out).not.toMatch(/startedAt|updatedAt|remainingMs/);
    expect(second.out).toBe(first.out);
  });

  it('waits for the new attempt at a run that was aborted before', async () => {
    const desk = researching();
    desk.publish('runs', 'run-7', run('aborted', 0));
    await running(desk);
    const again = await quantai('research', '--seed', '7', '--json');
    expect(JSON.parse(again.out)).toMatchObject({ status: 'complete', decided: 2 });
    expect(again.status).toBe(0);
  });

  it('tells why a run ended early', async () => {
    const desk: ScriptedDesk = scriptedDesk({
      'research.start': () => {
        setImmediate(() => {
          desk.publish('runs', 'run-7', run('running', 0));
          desk.publish('runs', 'run-7', { ...run('aborted', 1), reason: 'Stopped by the person.' });
        });
        return { ok: true, value: { runId: 'run-7' } };
      },
    });
    await running(desk);
    const stopped = await quantai('research', '--json');
    expect(JSON.parse(stopped.out)).toMatchObject({ status: 'aborted', reason: 'Stopped by the person.' });
    expect(stopped.status).toBe(1);
  });

  it('asks for what was given, and for the next seed when none was', async () => {
    const desk = researching();
    await running(desk);
    await quantai('research', '--generations', '2', '--population', '5', '--dataset', 'ds-9');
    expect(desk.calls[0]).toEqual({
      name: 'research.start',
      query: { datasetId: 'ds-9', seed: null, generations: 2, population: 5 },
    });
  });
});

describe('answers', () => {
  it('are one JSON document on standard output, a refusal too', async () => {
    await running(
      scriptedDesk({ 'audit.verify': () => ({ ok: true, value: { valid: false, entries: 9, brokenAt: 4 } }) }),
    );
    const broken = await quantai('audit', 'verify', '--json');
    expect(JSON.parse(broken.out)).toEqual({ valid: false, entries: 9, brokenAt: 4 });
    expect(broken.status).toBe(1);
    const refused = await quantai('show', 's-1', '--json');
    expect(JSON.parse(refused.out)).toMatchObject({ error: { code: 'not-scripted' } });
    expect(refused.status).toBe(1);
    expect((await quantai('show', 's-1')).out).toBe('');
  });

  it('map refusals to exit statuses', async () => {
    await running(
      scriptedDesk({
        'strategy.dossier': () => ({
          ok: false,
          error: { code: 'unknown-strategy', message: 'There is no strategy x.', fix: 'see quantai strategies' },
        }),
      }),
    );
    const missing = await quantai('show', 'x');
    expect(missing).toEqual({ status: 3, out: '', err: 'There is no strategy x. Fix: see quantai strategies\n' });
    expect((await quantai('reject', 'x', 'no')).status).toBe(2);
  });
});

describe('bad input', () => {
  it.each([
    [['research', '--seed', '-1'], /--seed/],
    [['research', '--seed', '1e3'], /--seed/],
    [['research', '--generations', '0'], /--generations/],
    [['research', '--population', '501'], /--population/],
    [['approve', 's', '--capital', 'NaN'], /--capital/],
    [['approve', 's', '--max-drawdown', '10%'], /--max-drawdown/],
    [['approve', 's', '--environment', 'moon'], /--environment/],
    [['strategies', '--stage', 'x'], /--stage/],
    [['deploy', 'stop'], /deployment/],
    [['orders', 'close', 'd'], /deployment and symbol/],
    [['audit', 'forge'], /action/],
    [['rearm', 'fine now'], /--phrase/],
    [['market', '--from', 'yesterday'], /--from/],
    [['show'], /strategy/],
    [['show', 'a', 'b'], /too many arguments/],
    [['sho'], /unknown command 'sho'/],
    [['status', '--jsonn'], /--jsonn/],
  ] as const)('%j is refused in one sentence that names the place', async (args, words) => {
    await running(scriptedDesk());
    const plain = await quantai(...args);
    expect(plain.status).toBe(2);
    expect(plain.out).toBe('');
    expect(plain.err).toMatch(words);
    expect(plain.err.trim().split('\n').length).toBe(1);
    expect(plain.err).not.toMatch(/ at |\.ts:/);
    const json = await quantai(...args, '--json');
    expect(JSON.parse(json.out)).toHaveProperty('error.message');
    expect(json.status).toBe(2);
  });

  it('names a file that cannot be sent', async () => {
    await running(scriptedDesk());
    expect((await quantai('import', join(home, 'none.csv'))).status).toBe(3);
    expect((await quantai('import', home)).err).toMatch(/not a file/);
  });
});

describe('import', () => {
  it('sends the bytes to a running desk in small parts', async () => {
    const bytes: Buffer[] = [];
    const desk = scriptedDesk({
      'datasets.upload': ({ base64 }: { base64: string }) => {
        bytes.push(Buffer.from(base64, 'base64'));
        return { ok: true, value: { uploadId: 'upload-1', bytes: 0 } };
      },
    });
    await running(desk);
    const text = `date,close\n${'ü,1\n'.repeat(100_000)}`;
    writeFileSync(join(home, 'a.csv'), text);
    await quantai('import', join(home, 'a.csv'), '--name', 'mine');
    expect(Buffer.concat(bytes).toString()).toBe(text);
    expect(bytes.length).toBeGreaterThan(2);
    expect(desk.calls[0]).toMatchObject({ name: 'datasets.upload', query: { uploadId: null, name: 'a.csv' } });
    expect(desk.calls[1]).toMatchObject({ name: 'datasets.upload', query: { uploadId: 'upload-1' } });
    expect(desk.calls.at(-1)).toEqual({
      name: 'datasets.import',
      query: { name: 'mine', files: [], uploads: ['upload-1'] },
    });
  });
});

describe('the kill switch', () => {
  it('asks the running desk, as the command line', async () => {
    const desk = scriptedDesk();
    await running(desk);
    const answer = await quantai('flatten', 'I', 'said', 'so', '--json');
    expect(JSON.parse(answer.out)).toEqual({ level: 'flattened', reason: 'I said so', via: 'desk', latchedMs: 0.01 });
    expect(desk.kills).toEqual([{ level: 'flattened', origin: 'cli', reason: 'I said so' }]);
  });

  it.each([
    ['pause', 'paused'],
    ['halt', 'halted'],
    ['flatten', 'flattened'],
  ])('%s writes the HALT file when the desk does not answer', async (command, level) => {
    // A living process that listens on no such port: this very test.
    writeDeskFile(home, { port: 1, token: 'a-token-of-twenty-letters', pid: process.pid, host: 'browser' });
    const answer = await quantai(command, '--json');
    expect(answer.status).toBe(0);
    expect(JSON.parse(answer.out)).toMatchObject({ level, via: 'file' });
    expect(readFileSync(join(home, 'HALT'), 'utf8')).toBe(`${level}\nquantai ${command}\n`);
    expect(statSync(join(home, 'HALT')).mode & 0o777).toBe(0o600);
  });

  it('is re-armed only with the phrase and a reason, which the desk judges', async () => {
    const desk = scriptedDesk({ 'kill.rearm': () => ({ ok: true, value: { done: true } }) });
    await running(desk);
    expect((await quantai('rearm', 'all', 'clear', '--phrase', 'REARM')).status).toBe(0);
    expect(desk.calls).toEqual([{ name: 'kill.rearm', query: { phrase: 'REARM', reason: 'all clear' } }]);
  });
});

describe('approve', () => {
  const hash = 'a'.repeat(64);
  const limits = {
    capital: 1000,
    maxPositionShare: 0.5,
    maxGrossLeverage: 1,
    maxDailyLossShare: 0.1,
    maxDrawdownShare: 0.2,
  };
  const dossier = (seal: unknown) => ({
    row: strategy('a', 0, 'awaiting-approval'),
    spec: {},
    specHash: '',
    plainWords: [],
    sources: [],
    checks: [],
    seal,
  });

  it('is impossible where the gate refused', async () => {
    const desk = scriptedDesk();
    const bridge = { ...desk.bridge, call: async () => ({ ok: true, value: dossier(null) }) } as never;
    const { approve } = await import('../../../electron/headless/commands/approve.ts');
    const link = async () => ({ ok: true, value: { bridge, close: async () => undefined } }) as never;
    const result = await approve.run({ link } as never, ['a'], { environment: 'paper' });
    expect(result).toMatchObject({ ok: false, error: { code: 'gate-refused' } });
  });

  it('seals changed limits anew and refuses another hash than the one that was read', async () => {
    const asked: { name: string; query: Record<string, unknown> }[] = [];
    const bridge = {
      call: async (name: string, query: Record<string, unknown>) => {
        asked.push({ name, query });
        if (name === 'strategy.dossier')
          return { ok: true, value: dossier({ limits, expiresAt: 5, approvalHash: hash }) };
        if (name === 'strategy.seal') return { ok: true, value: { approvalHash: 'b'.repeat(64) } };
        return { ok: true, value: { approvalHash: 'b'.repeat(64), deploymentId: 'd1' } };
      },
    };
    const { approve } = await import('../../../electron/headless/commands/approve.ts');
    const link = async () => ({ ok: true, value: { bridge, close: async () => undefined } }) as never;
    const other = await approve.run({ link } as never, ['a'], { environment: 'paper', capital: 500, hash });
    expect(other).toMatchObject({ ok: false, error: { code: 'seal-differs' } });
    expect(asked.some(({ name }) => name === 'strategy.approve')).toBe(false);
    const done = await approve.run({ link } as never, ['a'], { environment: 'paper', capital: 500 });
    expect(done.ok).toBe(true);
    expect(asked.at(-1)).toEqual({
      name: 'strategy.approve',
      query: {
        strategyId: 'a',
        environment: 'paper',
        limits: { ...limits, capital: 500 },
        expiresAt: 5,
        approvalHash: 'b'.repeat(64),
      },
    });
  });
});

describe('the registry', () => {
  it('sends whoever forgot an option to the help of that command', async () => {
    const { status, err } = await quantai('backtest', '--strategy', 'average-cross');
    expect(status).toBe(2);
    expect(err).toContain('quantai backtest --help');
    expect((await quantai('nonsense')).err).toContain('quantai --help');
  });

  it('gives every command a name of its own, a summary and a help page', async () => {
    expect(new Set(commands.map((c) => c.name)).size).toBe(commands.length);
    for (const command of commands) {
      const help = await quantai(command.name, '--help');
      expect(help.status, command.name).toBe(0);
      expect(help.out).toContain(command.summary.slice(0, 30));
      expect(help.out).toContain('--json');
    }
  });

  it('has the commands the README names', () => {
    const names = commands.map((c) => c.name);
    for (const name of [
      'demo',
      'research',
      'import',
      'strategies',
      'show',
      'approve',
      'reject',
      'deploy',
      'status',
      'pause',
      'halt',
      'flatten',
      'rearm',
      'journal',
      'replay',
      'audit',
      'serve',
      'datasets',
      'doctor',
    ])
      expect(names).toContain(name);
  });
});
