/** One report for everything that is validated: checks with verdict, evidence, threshold and the command that repeats them. */
import type { CheckResult } from '../../shared/bus/topics-strategy.ts';
import type { Answer } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { counted } from './text/format.ts';

export type CheckVerdict = NonNullable<CheckResult['verdict']>;
export const verdictOfCheck = (check: CheckResult): CheckVerdict => check.verdict ?? (check.passed ? 'pass' : 'fail');

const marks: Readonly<Record<CheckVerdict, string>> = {
  pass: 'pass',
  warn: 'WARN',
  fail: 'FAIL',
  'not-applicable': 'n/a ',
};

/** Failures first, then warnings; the order of the checks within. */
export function checkLines(checks: readonly CheckResult[]): string[] {
  const order: readonly CheckVerdict[] = ['fail', 'warn', 'pass', 'not-applicable'];
  return order.flatMap((verdict) =>
    checks.filter((c) => verdictOfCheck(c) === verdict).map((c) => `${marks[verdict]}  ${c.check}: ${c.evidence}`),
  );
}

export interface ValidationFacts {
  readonly file: string;
  readonly kind: 'spec' | 'source' | 'export';
  readonly checks: readonly CheckResult[];
  readonly command: string;
  /** More fields of the document, e.g. findings with their places. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly notes?: readonly string[];
}

/** Any failure blocks, and nothing that a model says can change that. */
export function validationAnswer({ file, kind, checks, command, more = {}, notes = [] }: ValidationFacts): Answer {
  const of = (verdict: CheckVerdict): number => checks.filter((c) => verdictOfCheck(c) === verdict).length;
  const [failed, warned] = [of('fail'), of('warn')];
  const verdict = failed > 0 ? 'fail' : warned > 0 ? 'warn' : 'pass';
  const first = checks.find((c) => verdictOfCheck(c) === 'fail') ?? checks.find((c) => verdictOfCheck(c) === 'warn');
  return {
    json: {
      file,
      kind,
      verdict,
      failed,
      warned,
      passed: of('pass'),
      notApplicable: of('not-applicable'),
      reason: first?.evidence ?? 'Every check passes.',
      command,
      notes,
      ...more,
      checks: checks.map((c) => ({ ...c, verdict: verdictOfCheck(c), command: c.command ?? command })),
    },
    lines: [
      `${file}: ${verdict} (${counted(failed, 'check fails', 'checks fail')}, ${counted(warned, 'warning', 'warnings')}, ${of('pass')} pass, ${of('not-applicable')} do not apply)`,
      ...notes,
      '',
      ...checkLines(checks.filter((c) => verdictOfCheck(c) !== 'pass' || checks.length < 40)),
      '',
      `Again: ${command}`,
    ],
    exitCode: verdict === 'fail' ? exitCodes.refused : exitCodes.done,
  };
}
