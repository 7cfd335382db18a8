/** Validates a strategy as source code: every rule is a check, every finding has its place. */
import { analyseSource } from '../../agents/validation/sources/analyse.ts';
import type { SourceLanguage } from '../../agents/validation/sources/reader.ts';
import { sourceRules } from '../../agents/validation/sources/rules/index.ts';
import type { CheckResult } from '../../shared/bus/topics-strategy.ts';
import { type Result, refuse } from '../../shared/core/result.ts';
import type { Answer } from './command.ts';
import { validationAnswer } from './validation-report.ts';

export function validateSource(file: string, text: string, language: SourceLanguage, command: string): Result<Answer> {
  const analysis = analyseSource(text, language);
  if (!analysis.ok) {
    const { code, message, where, fix } = analysis.error;
    return refuse(code, `${message} What cannot be read is not cleared.`, {
      where: where === undefined ? file : `${file}, ${where}`,
      ...(fix === undefined ? {} : { fix }),
    });
  }
  const { findings, lines, rules } = analysis.value;
  const checks = sourceRules.map((rule): CheckResult => {
    const mine = findings.filter((f) => f.rule === rule.name);
    const [first] = mine;
    const verdict = first === undefined ? 'pass' : first.severity;
    return {
      check: rule.name,
      passed: verdict !== 'fail',
      verdict,
      evidence: (first === undefined
        ? 'Nothing of the kind is written here.'
        : `line ${first.line}, column ${first.column}: ${first.reason} To mend: ${first.fix}${mine.length > 1 ? ` And ${mine.length - 1} more.` : ''}`
      ).slice(0, 600),
      value: mine.length,
      threshold: 0,
    };
  });
  return {
    ok: true,
    value: validationAnswer({
      file,
      kind: 'source',
      checks,
      command,
      more: { language, lines, rules, findings },
      notes: ['Read, not run: a rule sees what is written. The proof of behaviour is a specification with --data.'],
    }),
  };
}
