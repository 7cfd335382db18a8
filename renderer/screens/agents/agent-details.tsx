/** One agent in full: what it is for, how it is doing, and what the person can do with it. */
import { Pause, Play, RotateCw } from 'lucide-react';
import { formatCount, formatDuration } from '../../format/numbers.ts';
import { formatAgo, formatUtc } from '../../format/time.ts';
import { sentenceCase } from '../../format/words.ts';
import { useRow } from '../../state/context.tsx';
import { useCommand, useNow } from '../../state/hooks.ts';
import { agentLooks } from '../../ui/agent-look.ts';
import { Badge, StateShape } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Stat } from '../../ui/stat.tsx';

export function AgentDetails(props: { readonly id: string }) {
  const row = useRow('agents', props.id);
  const now = useNow(1000);
  const control = useCommand('agent.control', { failed: `${props.id} could not be told` });
  if (row === undefined) return <p className="p-3 text-sm text-muted">{props.id} has not reported yet.</p>;
  const look = agentLooks[row.state];
  const send = (action: 'pause' | 'resume' | 'restart') => control.send({ agentId: row.id, action });
  return (
    <div className="flex flex-col gap-3 border-b border-line p-3" data-testid="agent-details">
      <div className="flex items-center gap-2">
        <StateShape tone={look.tone} shape={look.shape} size={11} />
        <h2 className="min-w-0 truncate text-base font-semibold">
          {row.id} · {row.name}
        </h2>
        <span className="ml-auto">
          <Badge tone={look.tone}>{look.label}</Badge>
        </span>
      </div>
      <p className="text-xs text-pretty text-muted">{row.purpose}</p>
      <div className="grid grid-cols-3 gap-x-3 gap-y-2">
        <Stat label="Queued" value={formatCount(row.queued)} />
        <Stat label="Handled" value={formatCount(row.handled)} />
        <Stat
          label="Failed"
          value={<span className={row.failed > 0 ? 'text-warn' : ''}>{formatCount(row.failed)}</span>}
        />
        <Stat label="Latency" value={formatDuration(row.latencyMs)} />
        <Stat label="Restarts" value={formatCount(row.restarts)} />
        <Stat label="Thread" value={sentenceCase(row.thread)} />
        <Stat label="Model" value={row.model === 'house' ? 'House' : row.model || 'none'} title={row.model} />
        <Stat label="Cost" value={`$${row.costUsd.toFixed(2)}`} />
        <Stat label="Last active" value={<span title={formatUtc(row.lastAt)}>{formatAgo(row.lastAt, now)}</span>} />
      </div>
      <div className="rounded-md bg-raised px-2.5 py-2 text-xs">
        <p className="text-faint">Last: {row.lastTopic || 'nothing yet'}</p>
        {row.lastNote !== '' && <p className="text-pretty">{row.lastNote}</p>}
      </div>
      <div className="flex gap-2">
        {row.state === 'paused' ? (
          <Button
            size="sm"
            icon={<Play size={12} />}
            busy={control.busy}
            data-testid="agent-resume"
            onClick={() => send('resume')}
          >
            Resume
          </Button>
        ) : (
          <Button
            size="sm"
            icon={<Pause size={12} />}
            busy={control.busy}
            data-testid="agent-pause"
            onClick={() => send('pause')}
          >
            Pause
          </Button>
        )}
        <Button
          size="sm"
          icon={<RotateCw size={12} />}
          busy={control.busy}
          data-testid="agent-restart"
          onClick={() => send('restart')}
        >
          Restart
        </Button>
      </div>
    </div>
  );
}
