/** Runs the unit tests that a project brings along, and says what came of them as a check. */
import type { CheckResult } from '../../../shared/bus/topics-strategy.ts';
import { counted } from '../text/format.ts';
import { findPython } from './find-python.ts';
import { type ProcessAnswer, runProcess } from './run-process.ts';

const timeoutMs = 300_000;

export interface TestRequest {
  readonly folder: string;
  readonly signal: AbortSignal;
  /** `--python`. */
  readonly python?: string | undefined;
}

const answered = (check: string, passed: boolean, evidence: string, failed: number | null): CheckResult => ({
  check,
  passed,
  verdict: passed ? 'pass' : 'fail',
  evidence: evidence.slice(0, 600),
  value: failed,
  threshold: 0,
});

/** Said aloud, and never a pass: what was not run proves nothing. */
export const skippedTests = (check: string, reason: string): CheckResult => ({
  check,
  passed: true,
  verdict: 'warn',
  evidence: `Skipped: ${reason}. Nothing was proven by it.`.slice(0, 600),
  value: null,
  threshold: 0,
});

/** Why a run has no count, in words; undefined where it ended by itself. */
const cutShort = ({ ended }: ProcessAnswer): string | undefined =>
  ended === 'by-itself'
    ? undefined
    : ended === 'timed-out'
      ? `The tests took longer than ${timeoutMs / 1000} s and were stopped.`
      : ended === 'interrupted'
        ? 'The tests were interrupted.'
        : 'The tests could not be started.';

const count = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? 0);

/** `node --test` on the project of target `typescript`. */
export async function nodeTests({ folder, signal }: TestRequest): Promise<CheckResult> {
  const answer = await runProcess({
    command: process.execPath,
    args: ['--test', '--test-reporter=tap'],
    folder,
    timeoutMs,
    signal,
  });
  const passed = count(answer.out, /^# pass (\d+)$/m);
  const failed = count(answer.out, /^# fail (\d+)$/m);
  const firstFailed = /^\s*not ok \d+ - (.+)$/m.exec(answer.out)?.[1];
  const good = answer.status === 0 && failed === 0 && passed > 0;
  return answered(
    'unit-tests',
    good,
    cutShort(answer) ??
      (good
        ? `${counted(passed, 'test', 'tests')} of the project passed in Node ${process.versions.node}.`
        : `${failed} of ${passed + failed} tests fail${firstFailed === undefined ? '' : `, first: ${firstFailed}`}. ${lastLine(answer.err)}`),
    good ? 0 : failed,
  );
}

/** `python -m pytest FILE` on the project of a Python target. */
export async function pythonTests(
  check: 'unit-tests' | 'platform-tests',
  file: string,
  modules: readonly string[],
  { folder, signal, python: named }: TestRequest,
): Promise<CheckResult> {
  const found = await findPython(named, modules, folder, signal);
  if ('reason' in found) return skippedTests(check, found.reason);
  const { python, version, missing } = found;
  if (missing.length > 0)
    return skippedTests(
      check,
      `Python ${version} (${python}) lacks ${missing.join(', ')}: pip install it, or name another with --python or QUANTAI_PYTHON`,
    );
  const answer = await runProcess({
    command: python,
    args: ['-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', '--color=no', file],
    folder,
    timeoutMs,
    signal,
    // Zipline keeps its calendars and bundles where it is told to.
    env: { ZIPLINE_ROOT: folder, PYTHONDONTWRITEBYTECODE: '1' },
  });
  const passed = count(answer.out, /(\d+) passed/);
  const failed = count(answer.out, /(\d+) failed/) + count(answer.out, /(\d+) errors?/);
  const firstFailed = /^(?:FAILED|ERROR) (\S+)/m.exec(answer.out)?.[1];
  const good = answer.status === 0 && passed > 0;
  const where = check === 'platform-tests' ? `on ${modules.at(-1)} in` : 'in';
  return answered(
    check,
    good,
    cutShort(answer) ??
      (good
        ? `${counted(passed, 'test', 'tests')} of ${file} passed ${where} Python ${version}.`
        : `${failed} of ${passed + failed} tests of ${file} fail${firstFailed === undefined ? '' : `, first: ${firstFailed}`}. ${lastLine(answer.err)}`),
    good ? 0 : failed,
  );
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
