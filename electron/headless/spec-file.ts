/** Reads the text of a specification from a file or from standard input, and shows what is wrong with it. */
import { open } from 'node:fs/promises';
import { type Result, refuse } from '../../shared/core/result.ts';
import type { SpecRefusal } from '../../shared/strategy/check-spec.ts';
import { caretLines } from '../../shared/strategy/rules/caret.ts';

/** More is not read: a specification is far shorter, and its own limit says so. */
const mostBytes = 4_000_000;

/** The text; `-` is standard input. */
export async function readSpecText(path: string): Promise<Result<string>> {
  if (path === '-') {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of process.stdin) {
      parts.push(part as Buffer);
      size += (part as Buffer).length;
      if (size > mostBytes) break;
    }
    return { ok: true, value: Buffer.concat(parts).toString('utf8') };
  }
  try {
    await using file = await open(path, 'r');
    const stat = await file.stat();
    if (!stat.isFile()) return refuse('bad-usage', 'That is no file.', { where: path, fix: 'Give a JSON file.' });
    const buffer = Buffer.alloc(Math.min(stat.size, mostBytes));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return { ok: true, value: buffer.subarray(0, bytesRead).toString('utf8') };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return refuse('file-not-found', 'There is no such file.', { where: path });
    return refuse('unreadable-file', `The file cannot be read (${code ?? 'unknown reason'}).`, { where: path });
  }
}

/** A problem as data: everything in it and the two lines that point at the place. */
export function problemJson(problem: SpecRefusal) {
  const { source, start, end, ...rest } = problem;
  if (source === undefined || start === undefined || end === undefined) return rest;
  return { ...rest, character: start + 1, start, end, caret: caretLines(source, start, end) };
}

/** A problem for a person: sentence and place, the line with carets below it, the cure. */
export function problemLines(problem: SpecRefusal, label = 'error'): string[] {
  const { source, start, end, message, where, fix } = problem;
  const carets = source === undefined || start === undefined || end === undefined ? [] : caretLines(source, start, end);
  return [
    `${label}: ${message} (${where})`,
    ...carets.map((line) => `    ${line}`),
    ...(fix === undefined ? [] : [`  fix: ${fix}`]),
  ];
}
