/** The jobs `start` and `dev`: open the desk in Electron where its runtime is installed, else in the browser. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { buildWhenStale } from './build.mjs';
import { runChild, startChild } from './child.mjs';
import { jobEnvironment, quietNode, root } from './setup.mjs';

const electronFolder = join(root, 'node_modules', 'electron');
const cliSource = join(root, 'electron', 'headless', 'cli.ts');
const fetchLimitMs = 180_000;

/** Path of the Electron executable, or undefined while its runtime is not installed. */
export function electronRuntime() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  const pathFile = join(electronFolder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : (names[process.platform] ?? 'electron');
  const path = join(override ?? join(electronFolder, 'dist'), name);
  return existsSync(path) ? path : undefined;
}

/** Lets Electron's own installer fetch the runtime once, within a time limit. */
async function fetchElectron(node) {
  const installer = join(electronFolder, 'install.js');
  if (!existsSync(installer) || process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return undefined;
  console.error('Fetching the Electron runtime (once) ...');
  await runChild(node, [installer], { cwd: root, env: jobEnvironment(), stdio: 'ignore', timeoutMs: fetchLimitMs });
  return electronRuntime();
}

export async function start(node, args) {
  await buildWhenStale(node, { quiet: true });
  const browserOnly = args.includes('--browser') || args.includes('--no-open') || args.includes('--json');
  if (!browserOnly) {
    const electron = electronRuntime() ?? (await fetchElectron(node));
    if (electron) return (await runChild(electron, [root, ...args], { cwd: root, env: jobEnvironment() })).status;
    console.error(
      'The Electron runtime is not installed and could not be fetched: the desk opens in your browser instead.',
    );
  }
  const rest = args.filter((argument) => argument !== '--browser');
  const open = rest.includes('--no-open') ? [] : ['--open'];
  const entry = join(root, 'dist', 'node', 'cli.js');
  const serve = [...quietNode, entry, 'serve', ...open, ...rest.filter((argument) => argument !== '--no-open')];
  return (await runChild(node, serve, { env: jobEnvironment() })).status;
}

/** Calls back once after a burst of changes to sources below the folders. */
function watchSources(folders, changed) {
  let timer;
  const watchers = folders.map((folder) =>
    watch(join(root, folder), { recursive: true }, (_event, name) => {
      if (!/\.tsx?$/.test(String(name))) return;
      clearTimeout(timer);
      timer = setTimeout(changed, 150);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/** The window from vite with hot reload, the host started anew when a file of it changes; one address for both. */
export async function dev(node, args) {
  const session = process.env.QUANTAI_DEV_SESSION ?? randomBytes(24).toString('hex');
  const env = jobEnvironment({ QUANTAI_DEV_SESSION: session });
  const quiet = args.includes('--no-open');
  const rest = args.filter((argument) => argument !== '--no-open');
  const page = `/enter?token=${session}`;
  const vite = [...quietNode, join(root, 'node_modules', 'vite', 'bin', 'vite.js')];
  const web = startChild(node, quiet ? vite : [...vite, '--open', page], { cwd: root, env });
  // Not `node --watch`: its reports travel on the workers' own message channels, where nobody expects them.
  const serve = [...quietNode, cliSource, 'serve', '--port', '4317', '--dev', ...rest];
  let stopping = false;
  let host;
  const stopWatching = watchSources(['shared', 'agents', 'electron'], () => {
    console.error('A source changed: the host starts anew.');
    host?.child.kill();
  });
  const hosting = (async () => {
    while (!stopping) {
      host = startChild(node, serve, { cwd: root, env });
      const { status } = await host.done;
      if (stopping) return;
      // A host that fell by itself waits for the next change instead of falling again at once.
      if (status !== 0 && status !== 143) {
        console.error(`The host ended with status ${status}; it starts anew when a source changes.`);
        await new Promise((resolve) => {
          const stop = watchSources(['shared', 'agents', 'electron'], () => {
            stop();
            resolve();
          });
          web.done.then(() => {
            stop();
            resolve();
          });
        });
      }
    }
  })();
  console.error(`The desk with hot reload: http://127.0.0.1:5173${page}`);
  const { status } = await web.done;
  stopping = true;
  stopWatching();
  host?.child.kill();
  await hosting;
  return status;
}
