/** Analyses a source: reads it, runs every rule, and answers findings in the order of the source, or why it cannot be read. */
import { ok, type Result } from '../../../shared/core/result.ts';
import { modelOf } from './model.ts';
import { type ReadSource, readSource, type SourceLanguage } from './reader.ts';
import type { SourceFinding, SourceRule } from './rule.ts';
import { sourceRules } from './rules/index.ts';
import type { SyntaxNode } from './syntax.ts';

export interface SourceAnalysis {
  readonly language: SourceLanguage;
  readonly lines: number;
  readonly rules: number;
  /** In the order of the source; at most {@link mostFindings}. */
  readonly findings: readonly SourceFinding[];
  /** False when something fails; warnings do not. */
  readonly passed: boolean;
}

/** Findings told: what is wrong a hundred times is told a hundred times, not ten thousand. */
export const mostFindings = 100;

/** @returns the refusal of the reader for what cannot be read: it is not cleared */
export function analyseSource(
  text: string,
  language: SourceLanguage,
  rules: readonly SourceRule[] = sourceRules,
): Result<SourceAnalysis> {
  const read = readSource(text, language);
  if (!read.ok) return read;
  const model = modelOf(read.value);
  const found = new Map<string, { at: SyntaxNode; finding: SourceFinding }>();
  for (const rule of rules)
    rule.run(model, (node, reason, fix) => {
      const key = `${rule.name}/${node.from}`;
      if (found.has(key) || found.size >= 10 * mostFindings) return;
      const { name, severity } = rule;
      found.set(key, {
        at: node,
        finding: {
          rule: name,
          severity,
          ...read.value.place(node.from),
          excerpt: excerptOf(read.value, node),
          reason,
          fix,
        },
      });
    });
  const findings = [...found.values()]
    .sort((a, b) => a.at.from - b.at.from)
    .slice(0, mostFindings)
    .map((f) => f.finding);
  return ok({
    language,
    lines: read.value.place(read.value.text.length).line,
    rules: rules.length,
    findings,
    passed: !findings.some((f) => f.severity === 'fail'),
  });
}

const excerptOf = ({ text }: ReadSource, { from, to }: SyntaxNode): string =>
  (text.slice(from, to).split('\n')[0] ?? '').trim().slice(0, 120);
