/** The one way in for every npm script: checks Node, installs what is missing, then runs the job on the project's Node. Plain JS for Node 20, needs nothing installed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { jobEnvironment, quietNode, root, SetupError, setUp } from './setup.mjs';

const script = (path) => async (node, args) =>
  (await runChild(node, [...quietNode, join(root, path), ...args], { cwd: process.cwd(), env: jobEnvironment() }))
    .status;

/** A command of the desk's own command line, from the sources where they are. */
const command = (name) => (node, args) => {
  const source = 'electron/headless/cli.ts';
  return script(existsSync(join(root, source)) ? source : 'dist/node/cli.js')(node, [name, ...args]);
};

/** Jobs that need more than one step live in files of their own, loaded when asked for. */
const jobs = {
  demo: command('demo'),
  start: async (node, args) => (await import('./start-jobs.mjs')).start(node, args),
  dev: async (node, args) => (await import('./start-jobs.mjs')).dev(node, args),
  test: async (node, args) => (await import('./test-jobs.mjs')).test(node, args),
  parity: async (node, args) => (await import('./test-jobs.mjs')).parity(node, args),
  exports: async (node, args) => (await import('./test-jobs.mjs')).exportsSweep(node, args),
  verify: async (node, args) => (await import('./test-jobs.mjs')).verify(node, args),
  e2e: async (node, args) => (await import('./test-jobs.mjs')).e2e(node, args),
  bench: script('tests/bench/run.ts'),
  'gate-power': script('tests/bench/gate-power.ts'),
  'pack-check': async (node, args) => (await import('./pack-check.mjs')).packCheck(node, args),
};

const [name, ...args] = process.argv.slice(2);
const job = Object.hasOwn(jobs, name ?? '') ? jobs[name] : undefined;
if (!job) {
  console.error(`Usage: node resources/scripts/run.mjs <${Object.keys(jobs).join('|')}> [arguments]`);
  process.exitCode = 2;
} else {
  try {
    const node = await setUp();
    process.exitCode = await job(node, args);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
