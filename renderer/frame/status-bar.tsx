/** The status bar: the journal's number, the agents' health, the replay's place and the clock. */

import { formatCount } from '../format/numbers.ts';
import { formatClock, formatDay, formatUtc, zoneLabel } from '../format/time.ts';
import { sentenceCase } from '../format/words.ts';
import { useDesk, useDeskList } from '../state/context.tsx';
import { useNow } from '../state/hooks.ts';
import { activeReplay, statusOf } from '../state/selectors.ts';
import { agentLooks, agentOrder } from '../ui/agent-look.ts';
import { StateShape } from '../ui/badge.tsx';

export function StatusBar() {
  const now = useNow(1000);
  const sequence = useDesk((s) => statusOf(s)?.journalSequence);
  const version = useDesk((s) => statusOf(s)?.version);
  const host = useDesk((s) => s.host);
  const replay = useDesk(activeReplay);
  return (
    <footer className="flex h-[26px] shrink-0 items-center gap-4 border-t border-line bg-panel px-3 text-2xs text-muted">
      <AgentStrip />
      <span title="Messages written to the journal">Journal {formatCount(sequence)}</span>
      {replay !== undefined && (
        <a
          href="#/chart"
          className="flex items-center gap-1.5 rounded hover:text-ink"
          title={`Market replay at ${replay.speed}x · ${formatUtc(replay.time)}`}
          data-testid="replay-position"
        >
          <StateShape
            tone={replay.status === 'playing' ? 'accent' : 'neutral'}
            shape={replay.status === 'paused' ? 'bars' : replay.status === 'playing' ? 'disc' : 'square'}
            live={replay.status === 'playing'}
          />
          Replay {replay.status} · {formatDay(replay.time)} · {formatCount(replay.step)} of {formatCount(replay.of)} ·{' '}
          {replay.speed}×
        </a>
      )}
      <span className="ml-auto" title="How this window reaches the desk">
        {host === 'electron' ? 'Desktop' : host === 'browser' ? 'Browser' : 'Direct'}
        {version !== undefined && ` · v${version}`}
      </span>
      <time title={formatUtc(now)} className="font-medium text-ink">
        {formatClock(now)} <span className="font-normal text-faint">{zoneLabel(now)}</span>
      </time>
    </footer>
  );
}

/** Sixteen marks: one per agent, shaped by its state. */
function AgentStrip() {
  const states = useDeskList((s) => agentOrder.map((id) => s.view.agents[id]?.state ?? null));
  const troubled = states.filter((s) => s === 'faulted' || s === 'degraded' || s === 'stopped').length;
  const known = states.filter((s) => s !== null).length;
  return (
    <a href="#/agents" className="flex items-center gap-2 rounded hover:text-ink" title="Agents’ health">
      <span className="flex items-center gap-[3px]">
        {agentOrder.map((id, i) => {
          const state = states[i] ?? null;
          const look = agentLooks[state ?? 'unknown'];
          return (
            <span key={id} title={`${id}: ${state === null ? 'not reported' : sentenceCase(state)}`}>
              <StateShape tone={look.tone} shape={look.shape} size={7} />
            </span>
          );
        })}
      </span>
      {known === 0 ? 'No agents yet' : troubled === 0 ? `${known} agents well` : `${troubled} of ${known} need a look`}
    </a>
  );
}
