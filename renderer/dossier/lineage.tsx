/** Where a candidate came from: its parents, what was done to them, and what came of it. */
import { useMemo } from 'react';
import type { Row } from '../../shared/desk-api/view.ts';
import { formatPercent } from '../format/percent.ts';
import { useDesk } from '../state/context.tsx';

const operators: Readonly<Record<string, string>> = {
  template: 'Drawn from a template',
  mutate: 'A mutation of',
  cross: 'A cross of',
  tune: 'Tuned from',
  grow: 'Grown from',
  model: 'Proposed by the model',
  person: 'Written by you',
};

export function Lineage(props: { readonly row: Row<'strategies'> }) {
  const { row } = props;
  const all = useDesk((s) => s.view.strategies);
  const children = useMemo(
    () => Object.values(all).filter((s) => s.parents.includes(row.strategyId)),
    [all, row.strategyId],
  );
  return (
    <div className="text-sm">
      <p>
        {operators[row.operator] ?? row.operator}{' '}
        {row.parents.map((id, i) => (
          <span key={id}>
            {i > 0 && ' and '}
            <StrategyLink id={id} name={all[id]?.name} />
          </span>
        ))}
        <span className="text-muted">
          {' '}
          · generation {row.generation + 1} · novelty {formatPercent(row.novelty, { digits: 0 })}
        </span>
      </p>
      {children.length > 0 && (
        <p className="mt-1 text-muted">
          Parent of{' '}
          {children.slice(0, 6).map((child, i) => (
            <span key={child.strategyId}>
              {i > 0 && ', '}
              <StrategyLink id={child.strategyId} name={child.name} />
            </span>
          ))}
          {children.length > 6 && ` and ${children.length - 6} more`}
        </p>
      )}
    </div>
  );
}
export const StrategyLink = (props: { readonly id: string; readonly name: string | undefined }) => (
  <a href={`#/strategy/${props.id}`} className="rounded text-accent hover:underline">
    {props.name ?? props.id}
  </a>
);
