/** Writes a strategy as a project for a platform into a folder, or says why not. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { proofLabel } from '../../agents/analysis/targets/proof.ts';
import type { SourceFile, Target } from '../../agents/analysis/targets/target.ts';
import { ok, type Refusal, type Result, refuse } from '../../shared/core/result.ts';
import { compileStrategy } from '../../shared/strategy/compile.ts';
import { type StrategySpec, strategyIdOf } from '../../shared/strategy/spec.ts';
import type { Answer } from './command.ts';
import { writeFolder } from './write-whole.ts';

/** Writes the files; an existing folder must be empty, so that nothing of a person is overwritten. */
export function writeFiles(files: readonly SourceFile[], out: string, force: boolean): Result<true, Refusal> {
  try {
    if (!force && existsSync(out) && readdirSync(out).length > 0)
      return refuse('folder-not-empty', 'The folder is not empty.', {
        where: out,
        fix: 'name another, or add --force',
      });
    writeFolder(out, files);
    return ok(true);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return refuse('cannot-write', `The files could not be written: ${code}.`, {
      where: out,
      fix: 'choose another folder',
    });
  }
}

export function writeCode(spec: StrategySpec, target: Target, out: string, force: boolean): Result<Answer, Refusal> {
  const compiled = compileStrategy(spec);
  if (!compiled.ok) return compiled;
  const supported = target.supports(compiled.value);
  if (!supported.ok) return supported;
  const strategyId = strategyIdOf(spec);
  const files = target.project(compiled.value, strategyId);
  const written = writeFiles(files, out, force);
  if (!written.ok) return written;
  const proven = proofLabel(target.name);
  return ok({
    json: {
      strategyId,
      target: target.name,
      out,
      proven,
      files: files.map(({ fileName, text }) => ({
        fileName,
        bytes: Buffer.byteLength(text),
        sha256: createHash('sha256').update(text).digest('hex'),
      })),
    },
    lines: [
      `${spec.name} (${strategyId}) for ${target.title}, ${files.length} files in ${out}`,
      ...files.map(({ fileName }) => `  ${fileName}`),
      `Proof: ${proven}. README.md says how to run and test it.`,
    ],
  });
}
