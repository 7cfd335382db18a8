/** The built desktop app without Electron's binary: its real bundle booted on a stand-in for the `electron` module. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeWindow, fakeElectron } from '../support/fake-electron.ts';

export interface ShellStep {
  readonly name: string;
  run(): Promise<void>;
}

const dist = new URL('../../dist/', import.meta.url);
const home = mkdtempSync(join(tmpdir(), 'quantai-shell-'));
const fake = fakeElectron();
const answer = async (url: string): Promise<Response> => {
  const handler = fake.handlers.app;
  assert.ok(handler, 'app:// is not served');
  return handler({ url, method: 'GET' });
};

/** Makes `import 'electron'` give the stand-in. */
function replaceElectron(): void {
  Object.assign(globalThis, { quantaiFakeElectron: fake.parts });
  const source = Object.keys(fake.parts)
    .map((name) => `export const ${name} = globalThis.quantaiFakeElectron.${name};`)
    .join('\n');
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron'
        ? { url: 'fake:electron', format: 'module', shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) =>
      url === 'fake:electron' ? { format: 'module', source, shortCircuit: true } : next(url, context),
  });
}

export const shell: readonly ShellStep[] = [
  {
    name: 'the preload bundle asks for electron and nothing else',
    async run() {
      const whole = readFileSync(new URL('preload/preload.cjs', dist), 'utf8');
      const text = whole.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      const asked = [...text.matchAll(/\brequire\(([^)]*)\)/g)].map((match) => match[1]);
      assert.deepEqual([...new Set(asked)], ['"electron"']);
      assert.doesNotMatch(text, /\bimport\s*\(|\bprocess\b|zod/);
    },
  },
  {
    name: 'the desktop app boots from its bundle, hardened',
    async run() {
      replaceElectron();
      process.argv.push('--home', home);
      await import(new URL('node/main.js', dist).href);
      process.argv.splice(-2);
      assert.deepEqual(fake.errors, []);
      const [window] = FakeWindow.made;
      assert.ok(window, 'no window was made');
      assert.deepEqual(window.loaded, ['app://quantai/']);
      const settings = window.options.webPreferences as Record<string, unknown>;
      assert.equal(settings.sandbox, true);
      assert.equal(settings.contextIsolation, true);
      assert.equal(settings.nodeIntegration, false);
      assert.ok(existsSync(String(settings.preload)), `${String(settings.preload)} is not there`);
      assert.equal(fake.app.sandboxed, true);
    },
  },
  {
    name: 'app:// serves the built window and nothing beside it',
    async run() {
      const page = await (await answer('app://quantai/')).text();
      const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(page)?.[1];
      assert.ok(script, 'the page names no script');
      assert.equal((await answer(`app://quantai/${script}`)).status, 200);
      assert.equal((await answer('app://quantai/../node/main.js')).status, 404);
      assert.equal((await answer('app://quantai/%2e%2e/node/main.js')).status, 404);
    },
  },
  {
    name: 'the window is answered over its channel by the real desk',
    async run() {
      const contents = FakeWindow.made[0]?.webContents;
      assert.ok(contents);
      const event = { sender: contents, senderFrame: contents.mainFrame };
      fake.ipc.emit('quantai:to-desk', event, JSON.stringify({ kind: 'call', id: 1, name: 'audit.verify', query: {} }));
      fake.ipc.emit('quantai:to-desk', event, JSON.stringify({ kind: 'snapshot', id: 2 }));
      const frames = (): { kind: string; id?: number; result?: { ok: boolean } }[] =>
        contents.sent.map(({ text }) => JSON.parse(text));
      const answered = (id: number): boolean => frames().some((frame) => frame.id === id);
      for (let i = 0; i < 200 && !(answered(1) && answered(2)); i++)
        await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(frames().find((frame) => frame.id === 1)?.result?.ok, true);
      assert.equal(frames().find((frame) => frame.id === 2)?.kind, 'snapshot');
    },
  },
  {
    name: 'quitting closes the desk and frees its folder',
    async run() {
      fake.app.emit('before-quit', { preventDefault: () => undefined });
      for (let i = 0; i < 200 && fake.app.quits === 0; i++) await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(fake.app.quits, 1);
      assert.equal(existsSync(join(home, 'desk.json')), false);
      rmSync(home, { recursive: true, force: true });
    },
  },
];
