/** The newest messages, and for each the walk backwards along its causes. */
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import type { RequestAnswer } from '../../../shared/desk-api/requests.ts';
import type { Row } from '../../../shared/desk-api/view.ts';
import { formatClock, formatUtc } from '../../format/time.ts';
import { useDeskList, useRequest } from '../../state/context.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Coloured } from '../../ui/code-view.tsx';
import { Answer, Empty } from '../../ui/states.tsx';

type Envelope = RequestAnswer<'journal.causes'>['chain'][number];
const writer = (source: string): string => source.replace(/^agent\//, '');

export function MessageInspector(props: {
  readonly agentId: string | null;
  readonly opened: string | null;
  readonly onOpen: (id: string | null) => void;
}) {
  const messages = useDeskList((s) =>
    Object.values(s.view.messages)
      .filter((m) => props.agentId === null || writer(m.source) === props.agentId)
      .sort((a, b) => b.sequence - a.sequence)
      .slice(0, 120),
  );
  if (props.opened !== null) return <Causes id={props.opened} onBack={() => props.onOpen(null)} />;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <h3 className="label shrink-0 px-3 pt-2 pb-1">
        {props.agentId === null ? 'Newest messages' : `Newest messages of ${props.agentId}`} · choose one to ask why
      </h3>
      {messages.length === 0 ? (
        <Empty small title="No message yet" text="Messages appear here as soon as agents speak." />
      ) : (
        <ul className="min-h-0 flex-1 overflow-y-auto" data-testid="message-list">
          {messages.map((message) => (
            <MessageLine key={message.id} message={message} onOpen={() => props.onOpen(message.id)} />
          ))}
        </ul>
      )}
    </div>
  );
}

const MessageLine = (props: { message: Row<'messages'>; onOpen: () => void }) => (
  <li>
    <button
      type="button"
      onClick={props.onOpen}
      className="grid w-full grid-cols-[30px_1fr_auto] items-baseline gap-2 px-3 py-[3px] text-left text-xs outline-offset-[-2px] hover:bg-hover"
    >
      <b className="font-semibold">{writer(props.message.source)}</b>
      <span className="truncate">
        {props.message.topic} <span className="text-faint">{props.message.subject}</span>
      </span>
      <span className="text-2xs text-faint" title={formatUtc(props.message.time)}>
        {formatClock(props.message.time)}
      </span>
    </button>
  </li>
);

function Causes(props: { id: string; onBack: () => void }) {
  const causes = useRequest('journal.causes', { id: props.id });
  return (
    <div className="flex min-h-0 flex-1 flex-col" data-testid="message-causes">
      <div className="flex shrink-0 items-center gap-2 px-2 pt-2 pb-1">
        <Button size="sm" variant="ghost" icon={<ArrowLeft size={13} />} onClick={props.onBack}>
          Messages
        </Button>
        <span className="label">Why did this happen?</span>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-3 pb-3">
        <Answer of={causes}>
          {({ chain }) => (
            <ol>
              {chain.map((message, i) => (
                <CauseStep key={message.id} message={message} first={i === 0} last={i === chain.length - 1} />
              ))}
            </ol>
          )}
        </Answer>
      </div>
    </div>
  );
}

function CauseStep(props: { message: Envelope; first: boolean; last: boolean }) {
  const { message } = props;
  const [open, setOpen] = useState(props.first);
  return (
    <li
      className={classNames(
        'relative ml-1.5 border-l pb-3 pl-4',
        props.last ? 'border-transparent' : 'border-line-strong',
      )}
    >
      <span
        className={classNames(
          'absolute top-1.5 -left-[4.5px] size-2 rounded-full',
          props.first ? 'bg-accent' : 'bg-line-strong',
        )}
      />
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="block w-full rounded text-left text-xs"
      >
        <span className="flex items-baseline gap-2">
          <b className="font-semibold">{writer(message.source)}</b>
          <span className="truncate">{message.topic}</span>
          <span className="ml-auto shrink-0 text-2xs text-faint" title={formatUtc(message.time)}>
            №{message.sequence}
          </span>
        </span>
        <span className="block truncate text-2xs text-faint">
          {props.first ? 'this message' : props.last ? 'where it began' : 'because of'}{' '}
          {message.subject && `· ${message.subject}`}
        </span>
      </button>
      {open && (
        <pre className="code mt-1 max-h-56 overflow-auto rounded bg-ground p-2 !text-2xs">
          <Coloured source={JSON.stringify(message.data, null, 1) ?? 'null'} />
        </pre>
      )}
    </li>
  );
}
