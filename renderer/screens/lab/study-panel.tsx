/** The frame of a study: its form, its progress with an estimate and a way to stop, and its newest answer. */
import { FlaskConical, Square } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { StudyKind, StudyQuery, StudyResult } from '../../../shared/desk-api/lab.ts';
import type { Row } from '../../../shared/desk-api/view.ts';
import { formatDuration } from '../../format/numbers.ts';
import { useRequest, useRows } from '../../state/context.tsx';
import { useCommand } from '../../state/hooks.ts';
import { newest } from '../../state/selectors.ts';
import { Button } from '../../ui/button.tsx';
import { Progress } from '../../ui/small.tsx';
import { Answer, Empty } from '../../ui/states.tsx';

type Study = Row<'studies'>;
export type ResultOf<K extends StudyKind> = Extract<StudyResult, { study: K }>;

export function StudyPanel<K extends StudyKind>(props: {
  readonly study: K;
  readonly strategyId: string;
  readonly purpose: string;
  readonly form: (disabled: boolean) => ReactNode;
  /** What the form asks for, or what is wrong with it. */
  readonly query: { readonly query: StudyQuery } | { readonly wrong: string };
  readonly children: (result: ResultOf<K>) => ReactNode;
}) {
  const { study, strategyId, query } = props;
  const rows = useRows('studies');
  const running = rows.find((r) => r.status === 'running');
  const mine = newest(
    rows.filter((r) => r.strategyId === strategyId && r.study === study),
    (r) => r.startedAt,
  );
  const start = useCommand('lab.start', { failed: 'The study was refused' });
  const [asked, setAsked] = useState(false);
  const wrong = 'wrong' in query ? query.wrong : undefined;
  return (
    <div className="grid min-h-0 gap-5 p-4 xl:grid-cols-[340px_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-3">
        <p className="text-xs text-pretty text-muted">{props.purpose}</p>
        {props.form(running !== undefined)}
        {asked && wrong !== undefined && (
          <p role="alert" className="text-xs text-critical">
            {wrong}
          </p>
        )}
        <Button
          variant="primary"
          icon={<FlaskConical size={14} />}
          busy={start.busy}
          disabled={running !== undefined}
          data-testid={`lab-start-${study}`}
          onClick={() => {
            setAsked(true);
            if ('query' in query) void start.send({ strategyId, query: query.query });
          }}
        >
          Run
        </Button>
        {running !== undefined && <Running study={running} />}
        {running === undefined && mine !== undefined && <p className="text-xs text-muted">{lastWords(mine)}</p>}
      </div>
      <div className="min-w-0">
        {mine === undefined || (mine.status === 'running' && mine.fraction < 1) ? (
          <Empty
            icon={<FlaskConical size={22} strokeWidth={1.5} />}
            title={mine === undefined ? 'Not run yet' : 'Under way'}
            text={mine === undefined ? 'Set it up on the left, then run it.' : mine.title}
          />
        ) : mine.status === 'failed' ? (
          <Empty title="No result" text={mine.reason} />
        ) : (
          <Result key={`${mine.studyId}/${mine.status}`} studyId={mine.studyId}>
            {(result) => (result.study === study ? props.children(result as ResultOf<K>) : null)}
          </Result>
        )}
      </div>
    </div>
  );
}

function Result(props: { readonly studyId: string; readonly children: (result: StudyResult) => ReactNode }) {
  const answer = useRequest('lab.result', { studyId: props.studyId });
  return (
    <Answer of={answer} lines={10}>
      {props.children}
    </Answer>
  );
}

function Running(props: { readonly study: Study }) {
  const { study } = props;
  const stop = useCommand('lab.stop', { failed: 'It could not be stopped' });
  return (
    <div className="flex flex-col gap-1.5 rounded-md border border-line bg-raised p-2.5" data-testid="lab-progress">
      <div className="flex items-center justify-between gap-2 text-xs">
        <span className="truncate">{study.title}</span>
        <Button
          size="sm"
          icon={<Square size={11} />}
          busy={stop.busy}
          data-testid="lab-stop"
          onClick={() => void stop.send({ studyId: study.studyId })}
        >
          Stop
        </Button>
      </div>
      <Progress share={study.fraction} label="Study" />
      <p className="text-2xs text-muted">
        {Math.round(study.fraction * 100)} % {study.what}
        {study.remainingMs !== null && ` · about ${formatDuration(study.remainingMs)} left`}
      </p>
    </div>
  );
}

const lastWords = (study: Study): string =>
  [
    study.status === 'stopped' ? 'Stopped before its end.' : '',
    study.tried > 0
      ? `${study.tried.toLocaleString('en-US')} variants went into the ledger of trials: the next verdict is deflated by them.`
      : '',
  ]
    .filter(Boolean)
    .join(' ');
