/** Job `source-report`: reads a strategy as text, own or foreign, in a thread that can be ended; nothing of it is run. */
import { z } from 'zod';
import { type Refusal, type Result, refuse } from '../../../shared/core/result.ts';
import { mostSourceCharacters, type SourceReport } from '../../../shared/desk-api/source-report.ts';
import { defineJob } from '../../engine/jobs/job-kit.ts';
import { analyseSource } from '../sources/analyse.ts';
import { languageOf } from '../sources/reader.ts';
import { specReport } from '../spec-report.ts';

export const sourceReportJobInputSchema = z.strictObject({
  fileName: z.string().max(200),
  text: z.string().max(mostSourceCharacters),
});
/** A refusal says why it cannot be read: what cannot be read is not cleared. */
export type SourceReportJobOutput = Result<SourceReport, Refusal>;

export const sourceReportJob = defineJob(
  'source-report',
  sourceReportJobInputSchema,
  async ({ fileName, text }): Promise<SourceReportJobOutput> => {
    const language = languageOf(fileName);
    if (language !== undefined) {
      const analysis = analyseSource(text, language);
      if (!analysis.ok) return analysis;
      const { lines, rules, findings, passed } = analysis.value;
      return { ok: true, value: { fileName, kind: language, lines, rules, findings: [...findings], passed } };
    }
    if (/\.json$/i.test(fileName)) return { ok: true, value: specReport(fileName, text) };
    return refuse('unknown-kind', 'The name does not say what the file is.', {
      where: fileName,
      fix: 'name it .py, .ts, .js or .json after what it is.',
    });
  },
);
