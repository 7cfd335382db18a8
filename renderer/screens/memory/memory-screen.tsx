/** Memory: what the desk has learned, with the evidence and what would prove it wrong. */
import { BrainCircuit } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Row } from '../../../shared/desk-api/view.ts';
import { formatNumber } from '../../format/numbers.ts';
import { plural, sentenceCase } from '../../format/words.ts';
import { useDesk, useRows } from '../../state/context.tsx';
import { Badge } from '../../ui/badge.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Panel, ScreenHead } from '../../ui/panel.tsx';
import { Time } from '../../ui/small.tsx';
import { Empty } from '../../ui/states.tsx';

type Lesson = Row<'lessons'>;

/** A lesson's pull as a bar left (avoid) or right (seek) of the middle. */
function Pull(props: { weight: number }) {
  const share = Math.min(1, Math.abs(props.weight)) * 50;
  const seek = props.weight >= 0;
  return (
    <span
      className="flex items-center gap-2"
      title={seek ? 'The generator seeks more of it' : 'The generator avoids it'}
    >
      <span className="relative h-1.5 w-20 rounded-full bg-hover" aria-hidden="true">
        <span
          className={`absolute h-full rounded-full ${seek ? 'bg-up' : 'bg-down'}`}
          style={seek ? { left: '50%', width: `${share}%` } : { right: '50%', width: `${share}%` }}
        />
        <span className="absolute top-[-2px] left-1/2 h-2.5 w-px bg-line-strong" />
      </span>
      <span className="text-xs text-muted">
        {seek ? 'seek' : 'avoid'} {formatNumber(Math.abs(props.weight), 2)}
      </span>
    </span>
  );
}

export function MemoryScreen() {
  const lessons = useRows('lessons');
  const [selected, setSelected] = useState<string | null>(null);
  const lesson = lessons.find((l) => l.lessonId === selected);
  const columns = useMemo<Column<Lesson>[]>(
    () => [
      { id: 'claim', header: 'Lesson', cell: (l) => <span title={l.claim}>{l.claim}</span>, sort: (l) => l.claim },
      { id: 'weight', header: 'Pull', width: '176px', cell: (l) => <Pull weight={l.weight} />, sort: (l) => l.weight },
      { id: 'cause', header: 'Cause', width: '130px', cell: (l) => sentenceCase(l.cause), sort: (l) => l.cause },
      {
        id: 'family',
        header: 'Family',
        width: '124px',
        cell: (l) => <span className="text-muted">{sentenceCase(l.family)}</span>,
        sort: (l) => l.family,
      },
      { id: 'regime', header: 'Regime', width: '84px', cell: (l) => sentenceCase(l.regime), sort: (l) => l.regime },
      { id: 'at', header: 'Learned', width: '158px', cell: (l) => <Time at={l.at} />, sort: (l) => l.at },
    ],
    [],
  );
  return (
    <div className="flex h-full flex-col gap-2.5 p-3">
      <ScreenHead title="Memory" note={`${plural(lessons.length, 'lesson')} steer the next generation`} />
      <div className={`grid min-h-0 flex-1 gap-2.5 ${lesson ? 'grid-cols-[1fr_320px]' : 'grid-cols-1'}`}>
        <Panel flush label="Lessons">
          <DataTable
            label="Lessons"
            columns={columns}
            rows={lessons}
            minWidth={860}
            keyOf={(l) => l.lessonId}
            testIdOf={(l) => `lesson-${l.lessonId}`}
            selected={selected}
            onOpen={(l) => setSelected(l.lessonId === selected ? null : l.lessonId)}
            initialSort={{ column: 'at', down: true }}
            empty={
              <Empty
                icon={<BrainCircuit size={24} strokeWidth={1.5} />}
                title="Nothing learned yet"
                text="Every verdict, go or no-go, leaves a lesson; the generator draws the next ideas by them."
              />
            }
          />
        </Panel>
        {lesson && <LessonPanel lesson={lesson} />}
      </div>
    </div>
  );
}

function LessonPanel(props: { lesson: Lesson }) {
  const { lesson } = props;
  const strategies = useDesk((s) => s.view.strategies);
  return (
    <Panel title="Lesson" bodyClass="overflow-y-auto flex flex-col gap-3">
      <p className="text-sm font-medium text-pretty">{lesson.claim}</p>
      <Pull weight={lesson.weight} />
      <div>
        <p className="label mb-1">What would prove it wrong</p>
        <p className="text-sm text-pretty text-muted">{lesson.falsifier}</p>
      </div>
      <div>
        <p className="label mb-1">Functions it speaks of</p>
        <div className="flex flex-wrap gap-1">
          {lesson.features.length === 0 ? (
            <span className="text-xs text-muted">none</span>
          ) : (
            lesson.features.map((f) => <Badge key={f}>{f}</Badge>)
          )}
        </div>
      </div>
      <div>
        <p className="label mb-1">Evidence</p>
        <ul className="text-sm">
          {lesson.evidence.map((id) => (
            <li key={id} className="truncate">
              {strategies[id] ? (
                <a href={`#/strategy/${id}`} className="rounded text-accent hover:underline">
                  {strategies[id].name}
                </a>
              ) : (
                <code className="font-mono text-xs text-muted">{id}</code>
              )}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
