/** The checks of the gate: each with its verdict, what was measured, and its threshold. */
import type { Row } from '../../shared/desk-api/view.ts';
import { sentenceCase } from '../format/words.ts';
import { Verdict } from '../ui/stage.tsx';

export function ChecksList(props: { readonly checks: Row<'strategies'>['checks'] }) {
  if (props.checks.length === 0) return <p className="text-sm text-muted">No check has answered yet.</p>;
  // What failed comes first: it is the reason.
  const ordered = [...props.checks].sort((a, b) => Number(a.passed) - Number(b.passed));
  return (
    <ul aria-label="Checks" className="flex flex-col">
      {ordered.map((check) => (
        <li
          key={`${check.check}/${check.evidence}`}
          className="grid grid-cols-[76px_150px_1fr] items-baseline gap-x-3 border-t border-line/60 py-1.5 first:border-t-0"
        >
          <Verdict passed={check.passed} />
          <span className="truncate text-sm font-medium" title={check.check}>
            {sentenceCase(check.check)}
          </span>
          <span className="text-xs text-pretty text-muted" title={check.command}>
            {check.verdict === 'warn' && <strong className="text-ink">Warning: </strong>}
            {check.verdict === 'not-applicable' && 'Does not apply: '}
            {check.evidence}
          </span>
        </li>
      ))}
    </ul>
  );
}
