/** Builds dist/ when a source is newer than the last build. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { jobEnvironment, quietNode, root, SetupError } from './setup.mjs';

const stampPath = join(root, 'dist', '.build');
const inputs = ['shared', 'agents', 'electron', 'renderer', 'vite.config.ts', 'package.json', 'package-lock.json'];

function* filesBelow(path) {
  const info = statSync(path);
  if (!info.isDirectory()) {
    yield { path, info };
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (name !== 'node_modules' && name !== 'README.md') yield* filesBelow(join(path, name));
  }
}

/** A hash over names, sizes and contents' times of everything a build reads. */
export function sourceStamp() {
  const hash = createHash('sha256');
  for (const input of inputs) {
    const path = join(root, input);
    if (!existsSync(path)) continue;
    for (const file of filesBelow(path))
      hash.update(`${file.path.slice(root.length)}\0${file.info.size}\0${file.info.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

export const isBuilt = () =>
  existsSync(stampPath) &&
  existsSync(join(root, 'dist', 'renderer', 'index.html')) &&
  existsSync(join(root, 'dist', 'node', 'cli.js')) &&
  readFileSync(stampPath, 'utf8') === sourceStamp();

/** Builds every part (window, hosts, workers, preload) unless dist/ is fresh. @throws SetupError when the build fails. */
export async function buildWhenStale(node, { force = false, quiet = false } = {}) {
  if (!force && isBuilt()) return false;
  console.error('Building ...');
  const stamp = sourceStamp();
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [...quietNode, vite, 'build', ...(quiet ? ['--logLevel', 'error'] : [])];
  const { status } = await runChild(node, args, { cwd: root, env: jobEnvironment(), stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new SetupError(`The build failed (exit status ${status}); its words stand above.`);
  writeFileSync(stampPath, stamp);
  return true;
}
