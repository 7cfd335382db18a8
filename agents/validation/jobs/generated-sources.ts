/** Job `generated-sources`: what the readers of foreign code say of the code that was written for a candidate. */
import { z } from 'zod';
import { defineJob } from '../../engine/jobs/job-kit.ts';
import { analyseSource } from '../sources/analyse.ts';
import { languageOf } from '../sources/reader.ts';

export const generatedSourcesJobInputSchema = z.strictObject({
  sources: z.array(z.strictObject({ fileName: z.string(), hash: z.string() })).max(40),
});
export type GeneratedSourcesJobInput = z.input<typeof generatedSourcesJobInputSchema>;

/** One file as it was read. */
export interface ReadFile {
  readonly fileName: string;
  readonly lines: number;
  readonly failures: number;
  readonly warnings: number;
  /** The first failure, or the first warning, with its place; null where nothing was found. */
  readonly first: string | null;
}
export interface GeneratedSourcesJobOutput {
  readonly files: readonly ReadFile[];
}

/** Files remembered by a worker: what speaks to a platform is the same for every candidate, but for its first words. */
const mostRemembered = 256;
const remembered = new Map<string, ReadFile>();

export const generatedSourcesJob = defineJob(
  'generated-sources',
  generatedSourcesJobInputSchema,
  async ({ sources }, services): Promise<GeneratedSourcesJobOutput> => {
    const files: ReadFile[] = [];
    for (const { fileName, hash } of sources) {
      const { text } = await services.artefact<{ readonly text: string }>(hash);
      const key = `${fileName}\n${meaningOf(text)}`;
      let file = remembered.get(key);
      if (file === undefined) {
        file = readFile(fileName, text);
        if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value as string);
        remembered.set(key, file);
      }
      files.push(file);
    }
    return { files };
  },
);

/**
 * The text without the words of the note it opens with: what two files that differ there have in common, line for line.
 * Only a note of plain characters is taken out, and only where nothing reads it: anything else is the text as it is.
 */
export function meaningOf(text: string): string {
  const note = /^"""([ !#-[\]-~\n]*?)"""\n/.exec(text);
  if (note === null || text.includes('__doc__')) return text;
  return `${(note[1] as string).split('\n').length}\n${text.slice(note[0].length)}`;
}

function readFile(fileName: string, text: string): ReadFile {
  const language = languageOf(fileName);
  if (language === undefined)
    return { fileName, lines: 0, failures: 1, warnings: 0, first: `${fileName}: its language is not known.` };
  const analysis = analyseSource(text, language);
  if (!analysis.ok) {
    const { message, where } = analysis.error;
    const place = where === undefined ? fileName : `${fileName}, ${where}`;
    return { fileName, lines: 0, failures: 1, warnings: 0, first: `${place}: ${message}` };
  }
  const { findings, lines } = analysis.value;
  const failures = findings.filter((f) => f.severity === 'fail');
  const first = failures[0] ?? findings[0];
  return {
    fileName,
    lines,
    failures: failures.length,
    warnings: findings.length - failures.length,
    first: first === undefined ? null : `${fileName}, line ${first.line}: ${first.rule}: ${first.reason}`,
  };
}
