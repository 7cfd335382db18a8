/** Every check of one strategy, by what it asks about; or only those that failed or warn. */
import { useState } from 'react';
import type { Row } from '../../../shared/desk-api/view.ts';
import { groupChecks, verdictOf } from '../../dossier/check-groups.ts';
import { plural } from '../../format/words.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Empty } from '../../ui/states.tsx';
import { Segmented } from '../../ui/tabs.tsx';
import { CheckLine } from './check-line.tsx';
import { VerdictStrip } from './verdict-strip.tsx';

export function ChecksPart(props: { readonly row: Row<'strategies'> }) {
  const { row } = props;
  const [show, setShow] = useState<'all' | 'problems'>('all');
  const problems = row.checks.filter((c) => verdictOf(c) === 'fail' || verdictOf(c) === 'warn');
  const groups = groupChecks(show === 'all' ? row.checks : problems);
  const again = `quantai replay ${row.runId}`;
  return (
    <div className="flex flex-col gap-4 p-4">
      <VerdictStrip row={row} />
      <div className="flex flex-wrap items-center gap-3">
        <Segmented
          label="Which checks"
          testPrefix="validation-show"
          value={show}
          onPick={setShow}
          choices={[
            { id: 'all', label: 'All', count: row.checks.length },
            { id: 'problems', label: 'Only what failed or warns', count: problems.length },
          ]}
        />
        <span className="ml-auto flex items-center gap-1 text-xs text-muted">
          <span title="Runs the whole research run again from the journal and compares every message">
            See it again: <code className="font-mono text-[0.92em]">{again}</code>
          </span>
          <CopyButton text={again} label="Copy the command that runs it again" />
        </span>
      </div>
      {row.checks.length === 0 && (
        <Empty
          title="No check has answered yet"
          text="The candidate is still on its way; its checks appear here as D5 and A6 answer."
        />
      )}
      {row.checks.length > 0 && groups.length === 0 && (
        <Empty
          title="Nothing failed, nothing warns"
          text={`All ${plural(row.checks.length, 'check')} passed or did not apply.`}
          action={<Button onClick={() => setShow('all')}>Show all</Button>}
        />
      )}
      {groups.map(({ group, checks }) => (
        <section key={group.id} aria-label={group.title} data-testid={`check-group-${group.id}`}>
          <header className="flex items-baseline gap-2 border-b border-line pb-1">
            <h2 className="text-sm font-semibold">{group.title}</h2>
            <p className="text-xs text-muted">{group.question}</p>
            <span className="ml-auto text-2xs text-faint tabular-nums">{plural(checks.length, 'check')}</span>
          </header>
          <ul>
            {checks.map((check) => (
              <CheckLine key={`${check.check}/${check.evidence}`} check={check} command={again} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
