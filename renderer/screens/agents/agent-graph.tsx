/** The live graph: a card per agent, an arrow per hand-over, and a pulse for every message that runs along it. */
import { useMemo, useState } from 'react';
import { formatShort } from '../../format/numbers.ts';
import { useRows } from '../../state/context.tsx';
import { useSize } from '../../state/hooks.ts';
import { classNames } from '../../ui/class-names.ts';
import { AgentCard } from './agent-card.tsx';
import { EdgePulses } from './edge-pulses.tsx';
import { designEdges, edgePath, layoutGraph } from './layout.ts';

export function AgentGraph(props: {
  readonly selected: string | null;
  readonly onSelect: (id: string | null) => void;
  readonly all: boolean;
}) {
  const [measure, size] = useSize();
  const rows = useRows('agents');
  const edges = useRows('edges');
  const [hover, setHover] = useState<string | null>(null);
  const layout = useMemo(
    () => layoutGraph(Math.max(620, size.width), Math.max(400, size.height)),
    [size.width, size.height],
  );
  const byId = useMemo(() => new Map(rows.map((r) => [r.id, r])), [rows]);
  const counted = useMemo(() => new Map(edges.map((e) => [`${e.from}>${e.to}`, e])), [edges]);
  const focus = hover ?? props.selected;

  const drawn = useMemo(() => {
    const design = designEdges.map(([from, to]) => ({ from, to, design: true }));
    const known = new Set(designEdges.map(([from, to]) => `${from}>${to}`));
    const others = edges
      .filter(
        (e) => !known.has(`${e.from}>${e.to}`) && layout.boxes.has(e.from) && layout.boxes.has(e.to) && e.from !== e.to,
      )
      .map((e) => ({ from: e.from, to: e.to, design: false }));
    return [...others, ...design].map((edge) => ({
      ...edge,
      id: `${edge.from}>${edge.to}`,
      path: edgePath(layout, edge.from, edge.to),
    }));
  }, [edges, layout]);

  return (
    <div ref={measure} className="relative h-full min-h-[400px] w-full overflow-hidden" data-testid="agent-graph">
      {layout.bands.map((band) => (
        <div
          key={band.title}
          style={{ left: band.x, top: band.y, width: band.width, height: band.height }}
          className="absolute rounded-lg border border-line/70 bg-ground/60"
        >
          <span className="label absolute top-1.5 left-2.5">{band.title}</span>
        </div>
      ))}
      <svg width="100%" height="100%" className="pointer-events-none absolute inset-0" aria-hidden="true">
        <defs>
          {(['line', 'on'] as const).map((name) => (
            <marker
              key={name}
              id={`arrow-${name}`}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerUnits="userSpaceOnUse"
              markerWidth="9"
              markerHeight="9"
              orient="auto"
            >
              <path d="M0 .8 7 4 0 7.2z" className={name === 'on' ? 'fill-accent' : 'fill-line-strong'} />
            </marker>
          ))}
        </defs>
        {drawn.map((edge) => {
          const on = focus !== null && (edge.from === focus || edge.to === focus);
          if (!edge.design && !props.all && !on) return null;
          return (
            <path
              key={edge.id}
              d={edge.path}
              fill="none"
              strokeWidth={on ? 2 : edge.design ? 1.5 : 1}
              strokeDasharray={edge.design ? undefined : '3 4'}
              markerEnd={`url(#arrow-${on ? 'on' : 'line'})`}
              className={classNames(on ? 'stroke-accent' : 'stroke-line-strong', focus !== null && !on && 'opacity-40')}
            />
          );
        })}
      </svg>
      {drawn.map((edge) => (
        <EdgePulses
          key={edge.id}
          path={edge.path}
          count={counted.get(edge.id)?.count ?? 0}
          quiet={!edge.design && !props.all}
        />
      ))}
      {[...layout.boxes].map(([id, box]) => (
        <AgentCard
          key={id}
          id={id}
          box={box}
          row={byId.get(id)}
          selected={props.selected === id}
          dimmed={
            focus !== null &&
            focus !== id &&
            !drawn.some((e) => e.design && ((e.from === focus && e.to === id) || (e.to === focus && e.from === id)))
          }
          onSelect={() => props.onSelect(props.selected === id ? null : id)}
          onHover={(on) => setHover(on ? id : null)}
        />
      ))}
      <p className="sr-only">
        {designEdges.map(
          ([from, to]) => `${from} to ${to}: ${formatShort(counted.get(`${from}>${to}`)?.count ?? 0)} messages. `,
        )}
      </p>
    </div>
  );
}
