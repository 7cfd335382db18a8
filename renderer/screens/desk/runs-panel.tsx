/** Research runs: the one under way with its estimate and a stop, and the last ones. */
import { Download, Square } from 'lucide-react';
import type { Row } from '../../../shared/desk-api/view.ts';
import { formatCount, formatDuration } from '../../format/numbers.ts';
import { plural } from '../../format/words.ts';
import { useDeskList } from '../../state/context.tsx';
import { useCommand } from '../../state/hooks.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Progress, Time } from '../../ui/small.tsx';
import { Empty } from '../../ui/states.tsx';

type Run = Row<'runs'>;

/** Share of a run that is decided, from the generations there will be. */
export function runShare(run: Run): number {
  if (run.status === 'complete') return 1;
  const begun = Math.max(1, run.generation + 1);
  const expected = (run.proposed / begun) * Math.max(begun, run.generations);
  return expected === 0 ? 0 : Math.min(0.99, run.decided / expected);
}

export function RunsPanel() {
  const runs = useDeskList((s) =>
    Object.values(s.view.runs)
      .sort((a, b) => b.startedAt - a.startedAt)
      .slice(0, 20),
  );
  return (
    <Panel title="Research" count={runs.length} flush className="w-full" bodyClass="overflow-y-auto">
      {runs.length === 0 ? (
        <Empty small title="No run yet" text="Press Research: a run takes about a minute on the sample market." />
      ) : (
        <ul>
          {runs.map((run) => (
            <RunItem key={run.runId} run={run} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function RunItem(props: { run: Run }) {
  const { run } = props;
  const stop = useCommand('research.stop', { failed: 'Stopping was refused' });
  const report = useCommand('research.report', { failed: 'The report could not be made' });
  const save = async (): Promise<void> => {
    const answer = await report.send({ runId: run.runId });
    if (answer !== undefined)
      saveFile(new Blob([answer.html], { type: 'text/html' }), `research-seed-${run.seed}.html`);
  };
  const share = runShare(run);
  return (
    <li className="border-b border-line/60 px-3 py-2" data-testid={`run-${run.runId}`} data-status={run.status}>
      <div className="flex items-center gap-2 text-sm">
        <a href="#/ideas" className="truncate rounded font-medium hover:underline">
          Seed {run.seed}
        </a>
        <Badge tone={run.status === 'running' ? 'accent' : run.status === 'complete' ? 'good' : 'warn'}>
          {run.status}
        </Badge>
        <span className="ml-auto text-xs whitespace-nowrap text-muted">
          {run.status !== 'running' ? (
            <Time at={run.startedAt} short />
          ) : run.remainingMs === null ? (
            'estimating…'
          ) : (
            `about ${formatDuration(run.remainingMs)} left`
          )}
        </span>
        {run.status === 'complete' && (
          <Button
            size="sm"
            variant="ghost"
            data-testid={`report-${run.runId}`}
            aria-label={`Save the report of seed ${run.seed}`}
            title="Save the report: one page, no script"
            icon={<Download size={13} />}
            busy={report.busy}
            onClick={save}
          />
        )}
        {run.status === 'running' && (
          <Button
            size="sm"
            variant="ghost"
            aria-label="Stop this run"
            title="Stop this run"
            icon={<Square size={11} fill="currentColor" />}
            busy={stop.busy}
            onClick={() => stop.send({ runId: run.runId })}
          />
        )}
      </div>
      {run.status === 'running' && (
        <div className="my-1.5">
          <Progress share={share} label={`Research with seed ${run.seed}`} />
        </div>
      )}
      <p className="truncate text-xs text-muted" title={run.reason}>
        {formatCount(run.decided)} of {formatCount(run.proposed)} decided · {plural(run.accepted, 'passed', 'passed')} ·
        generation {Math.min(run.generation + 1, run.generations)} of {run.generations}
      </p>
    </li>
  );
}
