/** Small parts of the trading agents: the register, the HALT file, session keys and connections. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createConnections } from '../../../agents/brokers/connections.ts';
import { brokers } from '../../../agents/brokers/index.ts';
import { createSessionSecrets, secretStateTexts } from '../../../agents/control/m1-keys/session-secrets.ts';
import { readHaltFile, watchHaltFile } from '../../../agents/control/m3-kill-switch/halt-file.ts';
import { createDeploymentRegister } from '../../../agents/execution/a3-deployment/register.ts';
import { createSimulatedClock } from '../../../agents/kernel/clock.ts';
import { secretStoreStates } from '../../../agents/kernel/order-ports.ts';
import { standing } from '../engine/orders/desk-fixture.ts';

describe('the register of deployments', () => {
  it('moves one way, refuses the rest, and survives', () => {
    let kept: string | undefined;
    const boot = () =>
      createDeploymentRegister({
        load: () => kept,
        save: (json) => {
          kept = json;
        },
      });
    const first = boot();
    first.add(standing);
    expect(first.move('pd-1', 'draining', 'revoked')).toMatchObject({ status: 'draining', reason: 'revoked' });
    expect(first.move('pd-1', 'active', 'again')).toBeUndefined();
    expect(first.move('pd-2', 'stopped', 'no such')).toBeUndefined();
    const second = boot();
    expect(second.find('pd-1')?.status).toBe('draining');
    expect(second.move('pd-1', 'stopped', 'flat')?.status).toBe('stopped');
    for (const to of ['active', 'draining', 'requested'] as const) expect(second.move('pd-1', to, '')).toBeUndefined();
    kept = '[{"deploymentId":1}]';
    expect(boot).toThrow();
  });
});

describe('the HALT file', () => {
  const turns = async (): Promise<void> => {
    for (let i = 0; i < 5; i++) await Promise.resolve();
  };

  it('pulls once per appearance, and after three failed looks', async () => {
    const clock = createSimulatedClock(0);
    let found: boolean | 'error' = false;
    const pulls: string[] = [];
    const stop = watchHaltFile({
      exists: async () => {
        if (found === 'error') throw new Error('gone');
        return found;
      },
      timers: clock,
      onHalt: (reason) => pulls.push(reason),
    });
    const look = async (times: number): Promise<void> => {
      for (let i = 0; i < times; i++) {
        await turns();
        clock.advance(250);
      }
      await turns();
    };
    await look(3);
    expect(pulls).toEqual([]);
    found = true;
    await look(5);
    expect(pulls).toHaveLength(1);
    found = false;
    await look(2);
    found = true;
    await look(2);
    expect(pulls).toHaveLength(2);
    found = 'error';
    await look(2);
    expect(pulls).toHaveLength(2);
    await look(3);
    expect(pulls[2]).toContain('gone');
    stop();
    await look(3);
    expect(clock.waiting).toBe(0);
  });
});

describe('session keys', () => {
  it('name all six states, keep copies, hand out copies that are zeroed, and forget', async () => {
    for (const state of secretStoreStates) {
      expect(secretStateTexts[state]).toMatch(/\.$/);
      expect(await createSessionSecrets(state).state()).toMatchObject({ state });
    }
    const secrets = createSessionSecrets('no-daemon');
    const typed = new TextEncoder().encode('s3cret');
    expect(await secrets.set('alpaca', typed)).toMatchObject({ ok: true });
    typed.fill(0);
    let leaked: Uint8Array | undefined;
    const used = await secrets.use('alpaca', async (bytes) => {
      leaked = bytes;
      return new TextDecoder().decode(bytes);
    });
    expect(used).toEqual({ ok: true, value: 's3cret' });
    expect([...(leaked as Uint8Array)]).toEqual([0, 0, 0, 0, 0, 0]);
    secrets.clear();
    expect(await secrets.use('alpaca', async () => 1)).toMatchObject({ ok: false, error: { code: 'missing-key' } });
    expect(await secrets.set('empty', new Uint8Array())).toMatchObject({ ok: false });
  });
});

describe('connections', () => {
  const connections = createConnections({
    definitions: [...brokers, { ...brokers[0]!, id: 'keyed', secrets: ['keyed-key'] }],
    secrets: createSessionSecrets('locked'),
    parts: (_broker, environment) => ({
      environment,
      redeem: () => undefined,
      now: () => 0,
      matching: () => ({
        submit() {},
        cancel: () => [],
        onBar: () => [],
        find: () => undefined,
        positionOf: () => 0,
        adoptPosition() {},
      }),
      state: { load: () => undefined, save() {} },
    }),
  });

  it('refuse an unknown broker, a wrong environment and a missing key', async () => {
    expect(await connections.connect('etrade', 'paper')).toMatchObject({ error: { code: 'unknown-broker' } });
    expect(await connections.connect('simulated', 'live')).toMatchObject({ error: { code: 'wrong-environment' } });
    expect(await connections.connect('keyed', 'paper')).toMatchObject({ error: { code: 'missing-key' } });
  });

  it('hand the same broker out for the same handle, and only to its environment', async () => {
    const first = await connections.connect('simulated', 'paper');
    expect(await connections.connect('simulated', 'paper')).toEqual(first);
    expect(connections.broker('simulated/paper', 'paper')).toMatchObject({ ok: true });
    expect(connections.broker('simulated/paper', 'live')).toMatchObject({ error: { code: 'wrong-environment' } });
    expect(connections.broker('simulated/live', 'live')).toMatchObject({ error: { code: 'no-connection' } });
    await connections.closeAll();
    expect(connections.broker('simulated/paper', 'paper')).toMatchObject({ ok: false });
  });
});

describe('a HALT file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quantai-halt-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  it('says level and reason, and halts when it says nothing', () => {
    const path = join(folder, 'HALT');
    writeFileSync(path, 'flattened\nmy reason\n');
    expect(readHaltFile(path, 'why')).toEqual({ level: 'flattened', reason: 'my reason' });
    for (const text of ['', 'armed\n', 'x'.repeat(1e6)]) {
      writeFileSync(path, text);
      expect(readHaltFile(path, 'why')).toEqual({ level: 'halted', reason: 'why' });
    }
    expect(readHaltFile(folder, 'why')).toEqual({ level: 'halted', reason: 'why' });
    expect(readHaltFile(join(folder, 'none'), 'why')).toEqual({ level: 'halted', reason: 'why' });
  });
  it.skipIf(process.platform === 'win32')('halts at once when it is a pipe that nobody writes into', () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(readHaltFile(pipe, 'why')).toEqual({ level: 'halted', reason: 'why' });
  });
});
