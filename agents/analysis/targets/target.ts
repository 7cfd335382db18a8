/** What a code target is: one specification in, a project of documented files out, or one sentence why not. */
import type { Refusal, Result } from '../../../shared/core/result.ts';
import type { CompiledStrategy } from '../../../shared/strategy/compile.ts';

/** One file of a project; the artefact's value. */
export interface SourceFile {
  readonly target: string;
  /** Relative to the project's folder. */
  readonly fileName: string;
  readonly text: string;
}

export interface Target {
  /** The word the command line and messages use. */
  readonly name: string;
  /** The platform's own name. */
  readonly title: string;
  /** Whether the platform can express the strategy; a refusal says what it cannot. */
  readonly supports: (compiled: CompiledStrategy) => Result<true, Refusal>;
  /** What a person reads of it: the rules and the part that speaks to the platform. */
  readonly sources: (compiled: CompiledStrategy, strategyId: string) => readonly SourceFile[];
  /** The whole project, sources first: what they lean on, unit tests, README, requirements. The same bytes every time. */
  readonly project: (compiled: CompiledStrategy, strategyId: string) => readonly SourceFile[];
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

/** Text that cannot end a block comment or a Python docstring, nor break a line or hide one. */
export const commentText = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll('*/', '* /')
    .replaceAll('"""', "'''")
    .replaceAll('\\', '/')
    .trim();
