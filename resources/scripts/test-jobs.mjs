/** The jobs `test`, `parity`, `e2e` and `verify`: run the suites and end with one plain line of counts. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWhenStale } from './build.mjs';
import { runChild } from './child.mjs';
import { jobEnvironment, quietNode, root } from './setup.mjs';

const none = { passed: 0, failed: 0, skipped: 0 };

/** Sums a vitest JSON report; a file that could not even be loaded counts as one failure. */
export function countVitest(report) {
  const broken = (report.testResults ?? []).filter(
    (file) => file.status === 'failed' && !(file.assertionResults ?? []).some((test) => test.status === 'failed'),
  ).length;
  return {
    passed: report.numPassedTests ?? 0,
    failed: (report.numFailedTests ?? 0) + broken,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}

export const sum = (counts) =>
  counts.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    none,
  );

export const countLine = (c) => `${c.passed} passed, ${c.failed} failed, ${c.skipped} skipped`;

/** Runs a suite that leaves its counts in a JSON file; a suite that dies without counts is one failure. */
async function suite(node, args, read, environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'quantai-test-'));
  const file = join(folder, 'counts.json');
  try {
    const { status } = await runChild(node, args(file), {
      cwd: root,
      env: jobEnvironment({ ...environment, QUANTAI_COUNTS: file }),
    });
    const counts = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : { ...none, failed: 1 };
    return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const vitest = (node, args, environment) =>
  suite(
    node,
    (file) => [
      ...quietNode,
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--config',
      'tests/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...args,
    ],
    countVitest,
    environment,
  );

const endToEnd = (node, args) =>
  suite(
    node,
    () => [...quietNode, join(root, 'tests', 'e2e', 'run.ts'), ...args],
    (counts) => counts,
  );

function finish(counts) {
  console.log(countLine(counts));
  return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}

const againstPeers = (node, args) => vitest(node, ['--project=parity', ...args], { QUANTAI_PARITY: 'install' });

/** Every test. With arguments only those vitest tests: `npm test -- tests/unit/hosts`. */
export async function test(node, args) {
  if (args.length > 0) return finish(await vitest(node, args));
  // The peers install beside the other tests: mostly waiting for a network.
  const installing = runChild(node, [...quietNode, join(root, 'tests', 'parity', 'install.ts')], { cwd: root });
  const counts = [await vitest(node, ['--project=!parity'])];
  await buildWhenStale(node, { quiet: true });
  counts.push(await endToEnd(node, []));
  await installing;
  counts.push(await againstPeers(node, []));
  return finish(sum(counts));
}

/** Our code against the reference packages; installs them first. Without a Python or a registry all of it is skipped, which is no failure. */
export async function parity(node, args) {
  const counts = await againstPeers(node, args);
  console.log(countLine(counts));
  return counts.failed > 0 ? 1 : 0;
}

export async function e2e(node, args) {
  await buildWhenStale(node, { quiet: true });
  return finish(await endToEnd(node, args));
}

/** Types, lint, then every test (the tidy tests among them). Stops at the first step that fails. */
export async function verify(node, args) {
  const steps = [
    ['types', [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b']],
    ['lint', [join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'check', '.']],
  ];
  for (const [name, command] of steps) {
    console.error(`${name} ...`);
    const { status } = await runChild(node, command, { cwd: root, env: jobEnvironment() });
    if (status !== 0) {
      console.error(`${name} failed (exit status ${status}).`);
      return status;
    }
  }
  return test(node, args);
}
