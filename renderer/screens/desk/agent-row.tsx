/** The agents' health as a row of sixteen: state, queue, and the way to each. */
import { useRows } from '../../state/context.tsx';
import { agentLooks, agentOrder, agentShort } from '../../ui/agent-look.ts';
import { StateShape } from '../../ui/badge.tsx';

export function AgentRow() {
  const rows = useRows('agents');
  const byId = new Map(rows.map((r) => [r.id, r]));
  return (
    <section
      aria-label="Agents"
      className="grid shrink-0 grid-cols-16 overflow-hidden rounded-lg border border-line bg-panel max-[1000px]:grid-cols-8"
    >
      {agentOrder.map((id) => {
        const row = byId.get(id);
        const look = agentLooks[row?.state ?? 'unknown'];
        return (
          <a
            key={id}
            href={`#/agents/${id}`}
            title={
              row
                ? `${row.name}: ${look.label.toLowerCase()}${row.lastNote ? ` · ${row.lastNote}` : ''}`
                : `${id}: not reported`
            }
            className="flex min-w-0 flex-col gap-0.5 border-r border-line px-2.5 py-1.5 outline-offset-[-2px] last:border-r-0 hover:bg-hover"
          >
            <span className="flex items-center gap-1.5 text-xs font-semibold">
              <StateShape tone={look.tone} shape={look.shape} size={8} live={row?.state === 'running'} />
              {id}
              {(row?.queued ?? 0) > 0 && (
                <span className="ml-auto text-2xs font-medium text-accent">{row?.queued}</span>
              )}
            </span>
            <span className="truncate text-2xs text-faint">{agentShort[id]}</span>
          </a>
        );
      })}
    </section>
  );
}
