/** What a rule over sources is: a model in, findings with place, reason and cure out. */
import type { SourceModel } from './model.ts';
import type { SyntaxNode } from './syntax.ts';

/** `fail` blocks the source; `warn` is said and blocks nothing. */
export type Severity = 'fail' | 'warn';

export interface SourceFinding {
  readonly rule: string;
  readonly severity: Severity;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The first line of what was found, at most 120 characters. */
  readonly excerpt: string;
  readonly reason: string;
  readonly fix: string;
}

export type Report = (node: SyntaxNode, reason: string, fix: string) => void;

export interface SourceRule {
  readonly name: string;
  /** `look-ahead`: it uses what was not known yet; `unsafe`: it reaches out of the strategy; `care`: it is sloppy. */
  readonly kind: 'look-ahead' | 'unsafe' | 'care';
  readonly severity: Severity;
  readonly run: (model: SourceModel, report: Report) => void;
}

export const defineSourceRule = (rule: SourceRule): SourceRule => rule;
