/** The code that was written for the candidate is read as sternly as a stranger's. */
import { defineCheck } from './check.ts';

export const generatedSources = defineCheck({
  name: 'generated-sources',
  run({ sources: { files } }) {
    const failures = files.reduce((sum, file) => sum + file.failures, 0);
    const warnings = files.reduce((sum, file) => sum + file.warnings, 0);
    const lines = files.reduce((sum, file) => sum + file.lines, 0);
    const threshold = 0;
    if (files.length === 0)
      return {
        passed: true,
        verdict: 'not-applicable',
        evidence: 'No code was written for it: 0 files were read.',
        value: null,
        threshold,
      };
    const first = files.find((f) => f.failures > 0)?.first ?? files.find((f) => f.warnings > 0)?.first ?? '';
    const read = `${files.length} files with ${lines} lines of generated code were read`;
    return {
      passed: failures === 0,
      verdict: failures > 0 ? 'fail' : warnings > 0 ? 'warn' : 'pass',
      evidence: (failures > 0
        ? `${read}; ${failures} findings block it. ${first}`
        : warnings > 0
          ? `${read}: no leak, no unsafe call; ${warnings} warnings. ${first}`
          : `${read}: no leak, no unsafe call, no rule that is dead.`
      ).slice(0, 600),
      value: failures,
      threshold,
    };
  },
});
