/** The scripts that start everything: versions, what counts as installed, counts of tests, exit statuses. */
import { describe, expect, it } from 'vitest';
// @ts-expect-error plain JavaScript without types: it runs before anything is installed
import { runChild, statusOf } from '../../../resources/scripts/child.mjs';
// @ts-expect-error plain JavaScript without types
import { findChromium } from '../../../resources/scripts/chromium.mjs';
// @ts-expect-error plain JavaScript without types
import { atLeast, checkStartingNode, isInstalled, missingPackages } from '../../../resources/scripts/setup.mjs';
// @ts-expect-error plain JavaScript without types
import { countLine, countVitest, sum } from '../../../resources/scripts/test-jobs.mjs';

describe('set-up', () => {
  it('compares versions by number', () => {
    expect(atLeast('20.19.0', [20, 19])).toBe(true);
    expect(atLeast('20.9.9', [20, 19])).toBe(false);
    expect(atLeast('v24.0.0', [22, 18])).toBe(true);
    expect(atLeast('22.17.9', [22, 18])).toBe(false);
    expect(() => checkStartingNode('18.20.0')).toThrow(/18.20.0 is too old.*20.19/);
  });
  it('sees what is missing, and lets optional packages be missing', () => {
    const lock = {
      packages: {
        '': {},
        'node_modules/a': { version: '1.0.0', integrity: 'x' },
        'node_modules/b': { version: '2.0.0', optional: true },
      },
    };
    expect(missingPackages(lock, { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'x' } } })).toEqual([]);
    expect(missingPackages(lock, { packages: { 'node_modules/a': { version: '1.0.1', integrity: 'x' } } })).toEqual([
      'node_modules/a',
    ]);
    expect(missingPackages(lock, undefined)).toEqual(['node_modules/a']);
  });
  it('finds this tree installed', () => {
    expect(isInstalled()).toBe(true);
  });
});

describe('children', () => {
  it('end with their exact status', async () => {
    expect(statusOf(3, null)).toBe(3);
    expect(statusOf(null, 'SIGTERM')).toBe(143);
    const run = (code: string) => runChild(process.execPath, ['-e', code], { stdio: 'ignore' });
    expect((await run('process.exit(7)')).status).toBe(7);
    expect((await run('process.kill(process.pid, "SIGKILL")')).status).toBe(137);
    expect((await runChild('/no/such/program', [])).status).toBe(127);
    const slow = await runChild(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], {
      stdio: 'ignore',
      timeoutMs: 200,
    });
    expect([slow.timedOut, slow.status]).toEqual([true, 143]);
  });
});

describe('counts', () => {
  it('add up, and a file that did not load is a failure', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 0,
      testResults: [
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
        { status: 'failed', assertionResults: [] },
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    };
    expect(countVitest(report)).toEqual({ passed: 5, failed: 2, skipped: 2 });
    expect(countLine(sum([countVitest(report), { passed: 1, failed: 0, skipped: 1 }]))).toBe(
      '6 passed, 2 failed, 3 skipped',
    );
  });
});

describe('Chromium', () => {
  it('is the named one or none', () => {
    expect(findChromium({ CHROMIUM_PATH: process.execPath })).toBe(process.execPath);
    expect(findChromium({ CHROMIUM_PATH: '/no/such/browser', PATH: '' })).toBeUndefined();
  });
});
