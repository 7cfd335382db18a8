/** The data folder: default places, one process at a time, desk.json, the HALT file. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimHome } from '../../../electron/headless/claim.ts';
import { readDeskFile, removeDeskFile, writeDeskFile } from '../../../electron/headless/desk-file.ts';
import { defaultHome, prepareHome, writeHaltFile } from '../../../electron/headless/home.ts';
import { openHost } from '../../../electron/headless/host.ts';
import { scriptedDesk } from '../../support/scripted-desk.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'quantai-home-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('the default place', () => {
  it.each([
    ['linux', {}, '/u/.local/share/quantai'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/quantai'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/u/.local/share/quantai'],
    ['darwin', {}, '/u/Library/Application Support/QuantAI'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/QuantAI'],
    ['win32', {}, '/u/AppData/Roaming/QuantAI'],
    ['linux', { QUANTAI_HOME: '/mine' }, '/mine'],
  ] as const)('%s with %j', (platform, environment, expected) => {
    expect(defaultHome(environment, platform, '/u')).toBe(expected);
  });
});

describe('the folder', () => {
  it('is made for its owner only, and refused where it cannot be', () => {
    expect(prepareHome(join(home, 'a', 'b')).ok).toBe(true);
    expect(statSync(join(home, 'a', 'b')).mode & 0o777).toBe(0o700);
    writeFileSync(join(home, 'file'), '');
    const refused = prepareHome(join(home, 'file', 'below'));
    expect(refused).toMatchObject({ ok: false, error: { code: 'bad-home' } });
  });

  it('belongs to one process, also within this one, until it is released', () => {
    const first = claimHome(home);
    if (!first.ok) throw new Error(first.error.message);
    expect(claimHome(home)).toMatchObject({ ok: false, error: { code: 'already-running' } });
    first.value.release();
    const again = claimHome(home);
    expect(again.ok).toBe(true);
    if (again.ok) again.value.release();
  });

  it('is free again after its process was killed', () => {
    const claim = new URL('../../../electron/headless/claim.ts', import.meta.url).href;
    const child = spawnSync(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        '--input-type=module',
        '-e',
        `const { claimHome } = await import(${JSON.stringify(claim)}); if (claimHome(${JSON.stringify(home)}).ok) process.kill(process.pid, 'SIGKILL');`,
      ],
      { encoding: 'utf8' },
    );
    expect(child.signal, child.stderr).toBe('SIGKILL');
    const after = claimHome(home);
    expect(after.ok).toBe(true);
    if (after.ok) after.value.release();
  });
});

describe('desk.json', () => {
  const file = { port: 4000, token: 'a-token-of-twenty-letters', pid: process.pid, host: 'browser' } as const;
  it('is readable by its owner only and goes with its process', () => {
    writeDeskFile(home, file);
    expect(statSync(join(home, 'desk.json')).mode & 0o777).toBe(0o600);
    expect(readDeskFile(home)).toEqual(file);
    removeDeskFile(home, file.pid + 1);
    expect(readDeskFile(home)).toEqual(file);
    removeDeskFile(home, file.pid);
    expect(readDeskFile(home)).toBeUndefined();
  });

  it('counts for nothing when damaged or left by a process that is gone', () => {
    const gone = spawnSync(process.execPath, ['-e', '']);
    writeDeskFile(home, { ...file, pid: gone.pid });
    expect(readDeskFile(home)).toBeUndefined();
    for (const text of ['', '{', '{}', '{"port":"4000"}', JSON.stringify({ ...file, port: 0 })]) {
      writeFileSync(join(home, 'desk.json'), text);
      expect(readDeskFile(home), text).toBeUndefined();
    }
  });
});

describe('the HALT file', () => {
  it('holds level and reason on a line each', () => {
    const written = writeHaltFile(home, 'halted', 'two\nlines');
    expect(written).toEqual({ ok: true, value: join(home, 'HALT') });
  });
  it('is refused in words where it cannot be written', () => {
    writeFileSync(join(home, 'file'), '');
    expect(writeHaltFile(join(home, 'file'), 'halted', 'x').ok).toBe(false);
  });
});

describe('a host', () => {
  it('refuses a second one on the folder, and leaves nothing behind', async () => {
    const desk = scriptedDesk();
    const open = async () => ({ ok: true, value: desk }) as const;
    const first = await openHost({ home, host: 'test', log: () => undefined, door: {}, open });
    if (!first.ok) throw new Error(first.error.message);
    const second = await openHost({ home, host: 'test', log: () => undefined, door: {}, open });
    expect(second).toMatchObject({ ok: false, error: { code: 'already-running' } });
    expect(readDeskFile(home)?.port).toBe(first.value.server?.port);
    await Promise.all([first.value.close(), first.value.close()]);
    expect(desk.closed).toBe(true);
    expect(existsSync(join(home, 'desk.json'))).toBe(false);
    const third = await openHost({ home, host: 'test', log: () => undefined, open });
    expect(third.ok).toBe(true);
    if (third.ok) await third.value.close();
  });

  it('frees the folder when the desk or its port refuses, or opening fails', async () => {
    const log = (): void => undefined;
    const refusing = await openHost({
      home,
      host: 'test',
      log,
      open: async () => ({ ok: false, error: { code: 'x', message: 'y' } }),
    });
    expect(refusing.ok).toBe(false);
    const failing = await openHost({
      home,
      host: 'test',
      log,
      open: async () => {
        throw new Error('broken');
      },
    });
    expect(failing).toMatchObject({ ok: false, error: { code: 'desk-did-not-open' } });
    const desk = scriptedDesk();
    const first = await openHost({
      home,
      host: 'test',
      log,
      door: {},
      open: async () => ({ ok: true, value: scriptedDesk() }),
    });
    if (!first.ok || !first.value.server) throw new Error('no server');
    const otherHome = join(home, 'other');
    const taken = await openHost({
      home: otherHome,
      host: 'test',
      log,
      door: { port: first.value.server.port },
      open: async () => ({ ok: true, value: desk }),
    });
    expect(taken).toMatchObject({ ok: false, error: { code: 'port-taken' } });
    expect(desk.closed).toBe(true);
    const after = claimHome(otherHome);
    expect(after.ok).toBe(true);
    if (after.ok) after.value.release();
    await first.value.close();
  });
});
