/** The desktop shell booted on a stand-in for Electron: order of set-up, window settings, kill paths, single instance, quitting. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareApp, startApp } from '../../../electron/app.ts';
import { readDeskFile } from '../../../electron/headless/desk-file.ts';
import { killChord } from '../../../electron/hotkey.ts';
import { webPreferences } from '../../../electron/window.ts';
import { type FakeElectronOptions, FakeWindow, fakeElectron } from '../../support/fake-electron.ts';
import { scriptedDesk } from '../../support/scripted-desk.ts';

let home: string;
const logs: string[] = [];
const closers: (() => Promise<void>)[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'quantai-app-'));
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  rmSync(home, { recursive: true, force: true });
});

async function boot(options: FakeElectronOptions = {}, refused = false) {
  const fake = fakeElectron(options);
  const desk = scriptedDesk();
  const settings = {
    home,
    windowFolder: join(home, 'no-window'),
    preload: '/app/preload.cjs',
    icon: '/app/icon.png',
    wayland: false,
    log: (line: string) => void logs.push(line),
    open: async () =>
      refused
        ? ({ ok: false, error: { code: 'newer-store', message: 'The data is newer than this app.' } } as const)
        : ({ ok: true, value: desk } as const),
  };
  const may = prepareApp(fake.parts, settings);
  const host = may ? await startApp(fake.parts, settings) : undefined;
  if (host) closers.push(() => host.close());
  return { fake, desk, host, may, window: FakeWindow.made[0] };
}

/** What the checklist asks of every window; a test below flips each one to see that it is looked at. */
const golden = {
  preload: '/app/preload.cjs',
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  enableBlinkFeatures: '',
  webviewTag: false,
  navigateOnDragDrop: false,
  plugins: false,
  spellcheck: false,
  devTools: false,
};

describe('the window', () => {
  it('is made with exactly the hardened settings, frozen', async () => {
    const { window } = await boot();
    expect(window?.options.webPreferences).toEqual(golden);
    expect(Object.isFrozen(window?.options.webPreferences)).toBe(true);
    expect(window?.loaded).toEqual(['app://quantai/']);
  });

  it.each(Object.keys(golden))('would be noticed with another %s', (name) => {
    const value = golden[name as keyof typeof golden];
    const mutant = {
      ...webPreferences('/app/preload.cjs', true),
      [name]: typeof value === 'boolean' ? !value : 'other',
    };
    expect(mutant).not.toEqual(golden);
    expect(() => Object.assign(webPreferences('/app/preload.cjs', true), { [name]: 1 })).toThrow();
  });

  it('has developer tools only in a development build', () => {
    expect(webPreferences('p', true).devTools).toBe(false);
    expect(webPreferences('p', false).devTools).toBe(true);
  });

  it('comes back when its process dies, a few times', async () => {
    const { window } = await boot();
    for (let i = 0; i < 6; i++) window?.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(window?.webContents.reloads).toBe(3);
  });
});

describe('the app', () => {
  it('turns the sandbox on and registers its scheme before anything else', async () => {
    const { fake } = await boot();
    expect(fake.app.sandboxed).toBe(true);
    expect(fake.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  it('ends when another instance of the same folder runs', async () => {
    const { may, fake } = await boot({ lock: false });
    expect(may).toBe(false);
    expect(FakeWindow.made).toEqual([]);
    expect(fake.app.paths.userData).toBe(join(home, 'window'));
  });

  it('shows its window to a second start', async () => {
    const { fake, window } = await boot();
    fake.app.emit('second-instance');
    expect(window?.shown).toBe(1);
  });

  it('lets the command line in while it runs, and not after', async () => {
    const { host } = await boot();
    expect(readDeskFile(home)?.host).toBe('electron');
    await host?.close();
    expect(existsSync(join(home, 'desk.json'))).toBe(false);
  });

  it('tells the person in one sentence why the desk did not open, and quits', async () => {
    const { fake, host } = await boot({}, true);
    expect(host).toBeUndefined();
    expect(fake.errors).toEqual(['QuantAI cannot open the desk: The data is newer than this app.']);
    expect(fake.app.quits).toBe(1);
    expect(fake.shortcuts.size).toBe(0);
  });

  it('closes the desk before it quits', async () => {
    const { fake, desk } = await boot();
    let prevented = 0;
    fake.app.emit('before-quit', { preventDefault: () => prevented++ });
    expect(prevented).toBe(1);
    await expect.poll(() => fake.app.quits).toBe(1);
    expect(desk.closed).toBe(true);
    fake.app.emit('before-quit', { preventDefault: () => prevented++ });
    expect(prevented).toBe(1);
  });

  it('stays in the tray without a window, and quits where there is no tray', async () => {
    const withTray = await boot();
    withTray.fake.app.emit('window-all-closed');
    expect(withTray.fake.app.quits).toBe(0);
    await withTray.host?.close();
    const without = await boot({ tray: false });
    without.fake.app.emit('window-all-closed');
    expect(without.fake.app.quits).toBe(1);
  });
});

describe('the kill switch', () => {
  it('is in the tray at every level; flattening asks once more', async () => {
    const { fake, desk } = await boot();
    const item = (label: string) => fake.menu.find((entry) => entry.label?.startsWith(label));
    item('Pause')?.click?.();
    item('Halt')?.click?.();
    expect(item('Flatten')?.click).toBeUndefined();
    item('Flatten')?.submenu?.[0]?.click?.();
    expect(desk.kills.map((kill) => [kill.level, kill.origin])).toEqual([
      ['paused', 'tray'],
      ['halted', 'tray'],
      ['flattened', 'tray'],
    ]);
  });

  it('shows its level in the tray', async () => {
    const { fake, desk } = await boot();
    desk.publish('status', 'desk', { killLevel: 'halted' });
    expect(fake.menu[0]?.label).toContain('HALTED');
  });

  it('works by chord while the desk is still opening: then by file', async () => {
    const fake = fakeElectron();
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let now = 0;
    const original = performance.now;
    performance.now = () => now;
    try {
      const started = startApp(fake.parts, {
        home,
        windowFolder: home,
        preload: 'p',
        icon: 'i',
        wayland: false,
        log: () => undefined,
        open: async () => {
          await gate;
          return { ok: true, value: scriptedDesk() } as const;
        },
      });
      fake.shortcuts.get(killChord)?.();
      now = 600;
      fake.shortcuts.get(killChord)?.();
      expect(readFileSync(join(home, 'HALT'), 'utf8')).toMatch(/^flattened\n/);
      release();
      const host = await started;
      await host?.close();
    } finally {
      performance.now = original;
    }
  });
});
