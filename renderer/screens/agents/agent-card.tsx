/** One agent in the graph: name, state, queue, latency and what it did last. */
import type { Row } from '../../../shared/desk-api/view.ts';
import { formatDuration, formatShort } from '../../format/numbers.ts';
import { agentLooks, agentShort } from '../../ui/agent-look.ts';
import { StateShape } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import type { Box } from './layout.ts';

export function AgentCard(props: {
  readonly id: string;
  readonly box: Box;
  readonly row: Row<'agents'> | undefined;
  readonly selected: boolean;
  readonly dimmed: boolean;
  readonly onSelect: () => void;
  readonly onHover: (on: boolean) => void;
}) {
  const { id, box, row } = props;
  const look = agentLooks[row?.state ?? 'unknown'];
  return (
    <button
      type="button"
      data-testid={`agent-${id}`}
      data-state={row?.state ?? 'unknown'}
      aria-pressed={props.selected}
      aria-label={`${id} ${row?.name ?? ''}, ${look.label}, ${row?.queued ?? 0} queued`}
      title={row?.purpose}
      style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
      onClick={props.onSelect}
      onPointerEnter={() => props.onHover(true)}
      onPointerLeave={() => props.onHover(false)}
      className={classNames(
        'absolute flex flex-col justify-center rounded-md border px-2.5 text-left transition-[border-color,opacity]',
        props.selected ? 'border-accent bg-hover' : 'border-line-strong bg-raised hover:border-faint',
        props.dimmed && !props.selected && 'opacity-55',
      )}
    >
      <span className="flex items-center gap-1.5">
        <StateShape tone={look.tone} shape={look.shape} live={row?.state === 'running'} />
        <span className="text-sm font-semibold">{id}</span>
        <span className="truncate text-xs text-muted">{agentShort[id]}</span>
        {(row?.queued ?? 0) > 0 && (
          <span className="ml-auto shrink-0 rounded-full bg-accent-wash px-1.5 text-2xs font-semibold text-accent">
            {formatShort(row?.queued ?? 0)}
          </span>
        )}
      </span>
      <span className="mt-0.5 truncate text-2xs text-faint">
        {row === undefined ? 'not reported' : row.lastNote || row.lastTopic || 'waiting'}
      </span>
      {box.height >= 58 && row !== undefined && (
        <span className="truncate text-2xs text-faint">
          {formatShort(row.handled)} done · {formatDuration(row.latencyMs)}
          {row.failed > 0 && <span className="text-warn"> · {row.failed} failed</span>}
        </span>
      )}
    </button>
  );
}
