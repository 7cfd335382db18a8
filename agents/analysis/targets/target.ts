/** What a code target is: one specification in, one documented source file out. */
import type { CompiledStrategy } from '../../../shared/strategy/compile.ts';

/** The artefact's value. */
export interface SourceFile {
  readonly target: string;
  readonly fileName: string;
  readonly text: string;
}

export interface Target {
  readonly name: string;
  readonly write: (compiled: CompiledStrategy, strategyId: string) => SourceFile;
}

export const defineTarget = (target: Target): Target => target;

/** `BandDip20On...` -> a class name of letters and digits that starts with a letter. */
export function className(name: string): string {
  const words = name
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .split(' ');
  const joined = words
    .map((w) => w.charAt(0).toUpperCase() + w.slice(1))
    .join('')
    .slice(0, 60);
  return /^[A-Za-z]/.test(joined) ? joined : `Strategy${joined}`;
}

/** Text that cannot end a block comment or a Python docstring, nor break a line. */
export const commentText = (text: string): string =>
  text.replace(/\s+/g, ' ').replaceAll('*/', '* /').replaceAll('"""', "'''").replaceAll('\\', '/').trim();
