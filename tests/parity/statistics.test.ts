/** Statistics against statsmodels, scikit-learn, hmmlearn and arch on real prices and returns. */
import { describe, expect, test } from 'vitest';
import { askPeer } from './ask-peer.ts';
import { gapOf, keepRow } from './compare.ts';
import { python } from './installed.ts';
import { statisticQuestions } from './statistic-questions.ts';

interface Answer {
  readonly versions: Readonly<Record<string, string>>;
  readonly columns: readonly Float64Array[];
}

describe.skipIf(python === undefined)('statistics (skipped without the peers)', async () => {
  const questions = statisticQuestions.map((q) => ({ function: q.function, given: q.given }));
  const answer = python === undefined ? undefined : await askPeer<Answer>(python, 'statistics_of.py', { questions });
  const groups = Map.groupBy(statisticQuestions.entries(), ([, q]) => `${q.package}: ${q.what}`);

  test.each([...groups].map(([name, group]) => [name, [...group]] as const))('%s', (_name, group) => {
    const wrong: string[] = [];
    let largest = 0;
    for (const [k, question] of group) {
      const [mine, theirs] = [question.ours(), answer?.columns[k] as Float64Array];
      const gap = gapOf(mine, theirs);
      largest = Math.max(largest, gap.largest);
      if (gap.missing >= 0 || gap.largest > question.tolerance)
        wrong.push(
          `${question.name}: ${gap.largest} on row ${gap.row} (${mine[gap.row]}, ${theirs[gap.row]}), alone ${gap.missing}`,
        );
    }
    expect(wrong).toEqual([]);
    const first = group[0]?.[1];
    keepRow({
      peer: `${first?.package} ${answer?.versions[first?.package ?? '']}`,
      what: first?.what ?? '',
      cases: group.length,
      largest,
      allowed: String(first?.tolerance),
    });
  });
});
